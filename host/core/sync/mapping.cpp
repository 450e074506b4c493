#include "core/sync/mapping.h"

#include "core/sync/record_json.h"

#include <lodge/json.h>

#include <algorithm>
#include <array>

namespace lodge::core {
namespace {

using std::unexpected;

constexpr std::size_t kBatch = 48 * 1024;  // bytes of JSON; with what stands around it below 64 kB
constexpr std::array<std::string_view, 10> kNotToBeChanged = {"class_code", "code", "day", "is", "mis_id", "period", "room", "student_mis_id",
                                                              "teacher_mis_id", "week"};

const Origin& origin_of(const Record& record) {
  return std::visit([](const auto& one) -> const Origin& { return one.origin; }, record);
}

std::string place(const Origin& origin) { return origin.file + ", row " + std::to_string(origin.row) + ": "; }

// A record as a mapping sees it: without the place where it stood.
Value shown(const Record& record) {
  auto value = to_value(record);
  value.map()->erase("file");
  value.map()->erase("row");
  return value;
}

// Why `answer` is no changed `record`, as half a sentence.
std::optional<std::string> fault_in(const Value& record, const Value& answer) {
  const auto& before = *record.map();
  const auto* after = answer.map();
  if (!after) return "it answered no record";
  for (const auto& [name, value] : *after) {
    if (!before.contains(name)) return "it added a field named \"" + name + "\"";
  }
  for (const auto& [name, value] : before) {
    if (!answer.at(name).text()) return "it dropped the field \"" + name + "\"";
    if (answer.at(name) != value && std::ranges::find(kNotToBeChanged, name) != kNotToBeChanged.end()) return "it changed the " + name;
  }
  return std::nullopt;
}

// The rows that no mapping needs to see, since they are set aside as they are.
std::set<std::pair<std::string, std::int64_t>> rows_set_aside(const Pulled& pulled, const Known& known) {
  std::set<std::pair<std::string, std::int64_t>> rows;
  for (const auto& fault : check(pulled, known).faults) {
    if (fault.weight == Fault::Weight::set_aside) rows.emplace(fault.origin.file, fault.origin.row);
  }
  return rows;
}

// One pull on its way through the mapping.
class Mapping {
 public:
  Mapping(Pulled pulled, Mapper& mapper) : mapper_(mapper), records_(std::move(pulled.records)) {
    result_.end = std::move(pulled.end);
    result_.mapping.names = mapper.names();
    result_.records.reserve(records_.size());
  }

  std::expected<Pulled, std::string> carry_out(const Known& known) {
    const auto aside = rows_set_aside({records_, result_.end, {}}, known);
    for (std::size_t i = 0; i < records_.size(); ++i) {
      const auto& origin = origin_of(records_[i]);
      auto record = shown(records_[i]);
      if (aside.contains({origin.file, origin.row}) || !mapper_.wants(record.text_or("is"))) {
        result_.records.push_back(records_[i]);
        continue;
      }
      bytes_ += to_json(record).size();
      batch_.push_back(std::move(record));
      places_.push_back(i);
      if (bytes_ < kBatch) continue;
      if (auto sent = send(); !sent) return unexpected(sent.error());
    }
    if (auto sent = send(); !sent) return unexpected(sent.error());
    return std::move(result_);
  }

 private:
  std::expected<void, std::string> send() {
    if (batch_.empty()) return {};
    const auto answers = mapper_.map(batch_);
    if (!answers) return unexpected(place(origin_of(records_[places_[std::min(answers.error().at, places_.size() - 1)]])) + answers.error().sentence);
    for (std::size_t i = 0; i < answers->size(); ++i) {
      if (auto taken = take(records_[places_[i]], batch_[i], (*answers)[i]); !taken) return taken;
    }
    batch_.clear();
    places_.clear();
    bytes_ = 0;
    return {};
  }

  std::expected<void, std::string> take(const Record& before, const Value& sent, const Mapper::Answer& answer) {
    if (!answer.left_out.empty()) {
      leave_out(before, sent, answer);
      return {};
    }
    if (const auto fault = fault_in(sent, answer.record)) {
      return unexpected(place(origin_of(before)) + "The school's mapping failed: " + *fault + ".");
    }
    auto value = answer.record;
    value.map()->emplace("file", origin_of(before).file);
    value.map()->emplace("row", origin_of(before).row);
    auto record = record_from(value);
    if (!record) return unexpected(place(origin_of(before)) + "The school's mapping failed: it answered " + record.error() + ".");
    result_.records.push_back(*std::move(record));
    return {};
  }

  // The MIS did send it: the end marker's total goes down with it, so that nothing seems to have got lost.
  void leave_out(const Record& before, const Value& sent, const Mapper::Answer& answer) {
    const auto is = sent.text_or("is");
    result_.mapping.left_out.push_back({is, sent.text_or("mis_id", sent.text_or("code")), origin_of(before), answer.mapping, answer.left_out});
    if (const auto total = result_.end.totals.find(kind_named(is)); total != result_.end.totals.end()) total->second -= total->second > 0 ? 1 : 0;
  }

  // Totals name many, records one.
  static std::string kind_named(const std::string& is) {
    if (is == "lesson") return kind::kLessons;
    return is + (is == "class" ? "es" : "s");
  }

  Mapper& mapper_;
  std::vector<Record> records_;
  Pulled result_;
  Value::List batch_;
  std::vector<std::size_t> places_;  // of the batch's records in all
  std::size_t bytes_ = 0;
};

}  // namespace

std::expected<Pulled, std::string> mapped(Pulled pulled, const Known& known, Mapper& mapper) {
  return Mapping(std::move(pulled), mapper).carry_out(known);
}

}  // namespace lodge::core
