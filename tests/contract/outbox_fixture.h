#pragma once
#include "contract/shared_store.h"
#include "core/outbox/message_json.h"
#include "core/outbox/sender.h"
#include "core/outbox/stored_outbox.h"
#include "moving_clock.h"

#include <lodge/errors.h>

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace lodge::test {

/// Words for every message, unless a test says otherwise.
class PlainNotices : public core::NoticeRenderer {
 public:
  std::expected<OutgoingMessage, Undeliverable> render(const QueuedMessage& message) override {
    if (instead) return instead(message);
    return OutgoingMessage{.id = {}, .recipient_name = "Mrs Zając", .address = message.recipient.text() + "@example.org",
                           .language = "en", .subject = message.notice, .text = message.values.text_or("room"), .html = "",
                           .attachments = {}};
  }
  std::function<std::expected<OutgoingMessage, Undeliverable>(const QueuedMessage&)> instead;
};

/// The other side: remembers what it took, and answers as the test says.
class OtherSide : public core::WorkerPool {
 public:
  using Answer = std::expected<Receipt, Undeliverable>;
  Value ask(const Value& question, std::chrono::milliseconds) override {
    const auto message = core::message_from(question.at("send"));
    if (!message) throw std::logic_error(message.error());
    if (before) before(*message);
    {
      const std::scoped_lock lock(mutex_);
      taken_[message->id].push_back(*message);
    }
    if (after) after(*message);
    return core::to_value(Answer(Receipt{"taken"}));
  }
  std::size_t copies(MessageId id) const {
    const std::scoped_lock lock(mutex_);
    const auto found = taken_.find(id);
    return found == taken_.end() ? 0 : found->second.size();
  }
  OutgoingMessage first(MessageId id) const {
    const std::scoped_lock lock(mutex_);
    return taken_.at(id).front();
  }
  std::function<void(const OutgoingMessage&)> before, after;  ///< it takes the message

 private:
  mutable std::mutex mutex_;
  std::map<MessageId, std::vector<OutgoingMessage>> taken_;
};

class OutboxFixture : public OnASharedStore {
 protected:
  MessageId post(std::string room = "H1") {
    return central().write([&](Transaction& transaction) {
      return outbox_.post(transaction, {site_, PersonId::random(), "rooms.booked", Value::Map{{"room", std::move(room)}}});
    });
  }
  std::unique_ptr<core::Sender> sender(core::SenderOptions options = {}, const std::string& owner = "this") {
    return std::make_unique<core::Sender>(central(), clock_, notices_, other_side_, doorbell_, owner, options);
  }
  static void send_all(core::Sender& sender) {
    while (sender.send_one()) continue;
  }
  core::outbox::Counts counts() {
    return central().read([](Reader& reader) { return core::outbox::counts(reader); });
  }
  std::vector<core::outbox::Trouble> troubles() {
    return central().read([&](Reader& reader) { return core::outbox::troubles(reader, site_); });
  }
  std::string state(MessageId id) {
    const auto row = central().read([&](Reader& r) { return r.row<std::string>("select state from outbox where id = ?", {id}); });
    return row ? std::get<0>(*row) : "gone";
  }

  MovingClock clock_;
  core::Doorbell doorbell_;
  core::StoredOutbox outbox_{clock_, doorbell_};
  PlainNotices notices_;
  OtherSide other_side_;
  const SiteId site_ = SiteId::random();
};

}  // namespace lodge::test
