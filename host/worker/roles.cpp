#include "worker/roles.h"

#include "core/outbox/message_json.h"
#include "core/sync/record_json.h"

#include <lodge/errors.h>

#include <optional>
#include <stdexcept>

namespace lodge::worker {
namespace {

constexpr std::size_t kRecordsInAFrame = 100;

Value send(Channel& channel, const Value& question) {
  const auto message = core::message_from(question.at("send"));
  if (!message) throw std::runtime_error(message.error());
  try {
    return core::to_value(channel.send(*message));
  } catch (const InDoubt& doubt) {
    return core::to_value(doubt);
  }
}

// Passes records on as they come, so that a large school never lies in one piece anywhere.
class FrameSink : public RecordSink {
 public:
  explicit FrameSink(Server& server) : server_(server) {}

  void take(Record record) override {
    records_.push_back(core::to_value(record));
    if (records_.size() >= kRecordsInAFrame) flush();
  }
  void end(const EndMarker& marker) override {
    if (end_) throw std::runtime_error("the connector said twice that this was all");
    flush();
    end_ = core::to_value(marker);
  }
  Value take_end() {
    if (!end_) throw std::runtime_error("the connector never said that this was all");
    return *std::move(end_);
  }

 private:
  void flush() {
    if (!records_.empty()) server_.frame(Value::Map{{"records", std::exchange(records_, {})}});
  }

  Server& server_;
  Value::List records_;
  std::optional<Value> end_;
};

Value pull(Server& server, MisConnector& connector) {
  FrameSink sink(server);
  connector.pull(sink);
  return sink.take_end();
}

}  // namespace

void serve_channel(Server& server, Channel& channel) {
  server.run([&](const Value& question) { return send(channel, question); });
}

void serve_connector(Server& server, MisConnector& connector) {
  server.run([&](const Value& question) {
    return question.boolean_or("pull") ? pull(server, connector) : Value(Value::Map{{"sentence", connector.probe()}});
  });
}

}  // namespace lodge::worker
