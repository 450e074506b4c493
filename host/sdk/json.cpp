#include <lodge/json.h>
#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cmath>
#include <utility>

namespace lodge {
namespace {

// Builds a Value from RapidJSON's events, on a stack of its own.
class Builder : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, Builder> {
 public:
  explicit Builder(std::size_t depth) : depth_(depth) {}

  bool Null() { return add(nullptr); }
  bool Bool(bool flag) { return add(flag); }
  bool Int(int number) { return add(number); }
  bool Uint(unsigned number) { return add(number); }
  bool Int64(std::int64_t number) { return add(number); }
  bool Uint64(std::uint64_t number) {  // RapidJSON's event for every number from 2^32 on
    return std::in_range<std::int64_t>(number) ? add(static_cast<std::int64_t>(number)) : refuse("a whole number is too large");
  }
  bool Double(double number) { return std::isfinite(number) ? add(number) : refuse("a number is too large"); }
  bool String(const char* text, rapidjson::SizeType size, bool) { return add(std::string(text, size)); }
  bool Key(const char* text, rapidjson::SizeType size, bool) {
    open_.back().key.assign(text, size);
    const bool fresh = !open_.back().value.map()->contains(open_.back().key);
    return fresh || refuse("a key stands twice in one object");
  }
  bool StartObject() { return open(Value::Map{}); }
  bool StartArray() { return open(Value::List{}); }
  bool EndObject(rapidjson::SizeType) { return close(); }
  bool EndArray(rapidjson::SizeType) { return close(); }

  Value take() { return std::move(root_); }
  const std::string& why() const { return why_; }

 private:
  struct Level {
    Value value;
    std::string key;
  };

  bool refuse(const char* why) {
    why_ = why;
    return false;
  }
  bool open(Value container) {
    if (open_.size() >= depth_) return refuse("it is nested too deeply");
    open_.push_back({std::move(container), {}});
    return true;
  }
  bool close() {
    Value done = std::move(open_.back().value);
    open_.pop_back();
    return add(std::move(done));
  }
  bool add(Value value) {
    if (open_.empty()) {
      root_ = std::move(value);
    } else if (auto* list = open_.back().value.list()) {
      list->push_back(std::move(value));
    } else {
      open_.back().value.map()->emplace(open_.back().key, std::move(value));
    }
    return true;
  }

  std::size_t depth_;
  std::vector<Level> open_;
  Value root_;
  std::string why_;
};

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void write(Writer& writer, const Value& value) {
  if (const auto* flag = value.boolean()) {
    writer.Bool(*flag);
  } else if (const auto* integer = value.integer()) {
    writer.Int64(*integer);
  } else if (const auto* number = value.number()) {
    writer.Double(*number);
  } else if (const auto* text = value.text()) {
    writer.String(text->data(), static_cast<rapidjson::SizeType>(text->size()));
  } else if (const auto* list = value.list()) {
    writer.StartArray();
    for (const auto& item : *list) write(writer, item);
    writer.EndArray();
  } else if (const auto* map = value.map()) {
    writer.StartObject();
    for (const auto& [key, member] : *map) {
      writer.Key(key.data(), static_cast<rapidjson::SizeType>(key.size()));
      write(writer, member);
    }
    writer.EndObject();
  } else {
    writer.Null();
  }
}

std::string safe_in_a_page(std::string_view json) {
  std::string safe;
  safe.reserve(json.size());
  for (const char c : json) {
    if (c == '<') {
      safe += "\\u003c";
    } else if (c == '>') {
      safe += "\\u003e";
    } else if (c == '&') {
      safe += "\\u0026";
    } else {
      safe += c;
    }
  }
  return safe;
}

}  // namespace

std::expected<Value, std::string> parse_json(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes) return std::unexpected("the JSON text is too long");
  constexpr unsigned kFlags =
      rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag | rapidjson::kParseFullPrecisionFlag;
  rapidjson::MemoryStream bytes(text.data(), text.size());
  rapidjson::EncodedInputStream<rapidjson::UTF8<>, rapidjson::MemoryStream> stream(bytes);
  rapidjson::Reader reader;
  Builder builder(limits.depth);
  const auto result = reader.Parse<kFlags>(stream, builder);
  if (result) return builder.take();
  const std::string why = builder.why().empty() ? rapidjson::GetParseError_En(result.Code()) : builder.why();
  return std::unexpected("JSON, byte " + std::to_string(result.Offset()) + ": " + why);
}

std::string to_json(const Value& value) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  write(writer, value);
  return safe_in_a_page({buffer.GetString(), buffer.GetSize()});
}

}  // namespace lodge
