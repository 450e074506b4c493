#include "core/outbox/sender.h"

#include "core/log.h"
#include "core/outbox/message_json.h"
#include "core/outbox/retry.h"
#include "core/process_name.h"

#include <lodge/errors.h>

#include <algorithm>

namespace lodge::core {
namespace {

using namespace std::chrono_literals;

constexpr auto kLook = 1s;             // how late a retry may be, when nothing is posted
constexpr auto kLookForLost = 5s;
constexpr std::size_t kLongestWhy = 190;
constexpr std::int64_t kDoubts = 2;  // as many copies as anybody may get

/// While a message is with the channel; longer than any answer can take (WorkerPool waits twice its patience for a free worker).
std::chrono::milliseconds lease(const SenderOptions& options) { return 3 * options.patience + 60s; }

}  // namespace

Sender::Sender(Database& database, const Clock& clock, NoticeRenderer& notices, WorkerPool& channel, Doorbell& doorbell,
               std::string owner, const SenderOptions& options)
    : database_(database), clock_(clock), notices_(notices), channel_(channel), doorbell_(doorbell), owner_(std::move(owner)),
      options_(options), repeats_from_(clock.now() + options.after_loss), queue_(database, clock), health_(options.alarm_after) {}

Sender::~Sender() { stop(); }

void Sender::start() {
  for (std::size_t i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { run(); });
}

void Sender::stop() {
  stopping_ = true;
  doorbell_.ring();
  for (auto& thread : threads_) thread.join();
  threads_.clear();
}

void Sender::add_jobs(Jobs& jobs) {
  jobs.every("outbox.purge", 1h, [this] { purge(); });
}

SenderFigures Sender::figures() const { return {sent_, outages_, undeliverable_, taken_back_, health_.dead_since()}; }

void Sender::run() {
  while (!stopping_) {
    const auto rung = doorbell_.rung();
    try {
      look_for_lost();
      if (send_one()) continue;
    } catch (const Unavailable& outage) {
      log(Level::warning, "OUTBOX-001", "Messages wait, because the central store cannot be reached.", {{"cause", outage.what()}});
    }
    if (!stopping_) doorbell_.wait(rung, kLook);
  }
}

/// At start and every few seconds, by whichever thread comes first.
void Sender::look_for_lost() {
  auto at = look_for_lost_at_.load();
  const auto now = clock_.now();
  if (now.time_since_epoch().count() < at) return;
  if (look_for_lost_at_.compare_exchange_strong(at, (now + kLookForLost).time_since_epoch().count())) take_back_lost();
}

std::size_t Sender::take_back_lost() {
  const auto now = clock_.now();
  auto lost = database_.read([](Reader& reader) { return outbox::in_flight(reader); });
  std::erase_if(lost, [&](const outbox::InFlight& one) { return now <= one.lease_until && !surely_gone(one.owner); });
  std::size_t taken = 0;
  for (const auto& one : lost) {
    if (!database_.write([&](Transaction& transaction) { return outbox::take_back(transaction, one, after_loss(one)); })) continue;
    ++taken;
    log(Level::notice, "OUTBOX-002", "A message was in flight when its host was lost.", {{"message", one.id.text()}});
  }
  taken_back_ += static_cast<std::int64_t>(taken);
  return taken;
}

outbox::Outcome Sender::after_loss(const outbox::InFlight& lost) const {
  constexpr std::string_view kWhy = "its host was lost while it was in flight";
  if (lost.doubts + 1 >= kDoubts) return in_doubt_again(lost.id, kWhy);
  return {State::queued, clock_.now() + options_.after_loss, std::string(kWhy), true};
}

/// Nobody knows of two tries whether they arrived: a third copy is worse than asking the office.
outbox::Outcome Sender::in_doubt_again(MessageId id, std::string_view why) const {
  log(Level::error, "OUTBOX-008", "Nobody knows of two tries whether a message arrived; it is not sent again.",
      {{"message", id.text()}});
  return {State::uncertain, clock_.now(), std::string(why), true};
}

void Sender::purge() {
  const auto before = clock_.now() - options_.keep_for;
  while (!stopping_ && database_.write([&](Transaction& transaction) { return outbox::purge(transaction, before); }) > 0) continue;
}

bool Sender::send_one() {
  if (health_.resting(clock_.now())) return false;
  const auto due = queue_.next();
  if (!due) return false;
  struct Done {  // also when the store is gone: then it is read again
    DueQueue& queue;
    MessageId id;
    ~Done() { queue.done(id); }
  } const done{queue_, due->id};
  send(*due);
  return true;
}

void Sender::send(const outbox::Due& due) {
  if (due.ends && *due.ends <= clock_.now()) return settle(due, {State::lapsed, clock_.now(), "it was over before it could be sent"});
  if (due.doubts > 0 && clock_.now() < repeats_from_) {  // its own host has just started
    return database_.write([&](Transaction& transaction) { outbox::put_off(transaction, due, repeats_from_); });
  }
  auto words = words_for(due);
  if (!words || !begin(due)) return;
  words->id = due.id;
  settle(due, hand_over(due, *words));
}

std::optional<OutgoingMessage> Sender::words_for(const outbox::Due& due) {
  std::string why;
  try {
    auto words = notices_.render(due.message);
    if (words) return std::move(*words);
    ++undeliverable_;
    settle(due, {State::undeliverable, clock_.now(), words.error().why});
    return std::nullopt;
  } catch (const Unavailable& outage) {
    why = outage.what();
  } catch (const std::exception& failure) {
    why = "it cannot be put into words";
    log(Level::error, "OUTBOX-003", "A message cannot be put into words.",
        {{"message", due.id.text()}, {"notice", due.message.notice}, {"cause", failure.what()}});
  }
  settle(due, later(due, why, false));
  return std::nullopt;
}

bool Sender::begin(const outbox::Due& due) {
  const auto until = clock_.now() + lease(options_);
  return database_.write([&](Transaction& transaction) { return outbox::begin(transaction, due, owner_, until); });
}

outbox::Outcome Sender::hand_over(const outbox::Due& due, const OutgoingMessage& words) {
  try {
    const auto answer = answer_from(channel_.ask(Value::Map{{"send", to_value(words)}}, options_.patience));
    tell(health_.answered());
    if (answer) {
      ++sent_;
      return {due.doubts > 0 ? State::uncertain : State::sent, clock_.now(), ""};
    }
    ++undeliverable_;
    return {State::undeliverable, clock_.now(), answer.error().why};
  } catch (const Unavailable& outage) {
    ++outages_;
    tell(health_.outage(clock_.now()));
    const bool doubt = dynamic_cast<const InDoubt*>(&outage) != nullptr;
    if (doubt && due.doubts + 1 >= kDoubts) return in_doubt_again(due.id, outage.what());
    return later(due, outage.what(), doubt);
  }
}

/// Tried again, or given up after days.
outbox::Outcome Sender::later(const outbox::Due& due, std::string_view why, bool doubt) {
  const auto now = clock_.now();
  if (now - due.posted_at >= options_.give_up_after) {
    log(Level::error, "OUTBOX-004", "A message was given up after days of trying.", {{"message", due.id.text()}});
    return {State::failed, now, std::string(why), doubt};
  }
  const auto delay = retry_delay(due.tries + 1, options_.first_retry, options_.longest_retry, random_chance());
  return {State::queued, now + delay, std::string(why), doubt};
}

/// What the channel has answered is known only here: it is written down, however long the store takes to come back.
void Sender::settle(const outbox::Due& due, const outbox::Outcome& outcome) {
  while (!try_to_settle(due, outcome) && !stopping_) doorbell_.wait(doorbell_.rung(), kLook);
}

bool Sender::try_to_settle(const outbox::Due& due, const outbox::Outcome& outcome) {
  auto short_enough = outcome;
  short_enough.why.resize(std::min(short_enough.why.size(), kLongestWhy));
  try {
    const bool ours = database_.write(
        [&](Transaction& transaction) { return outbox::settle(transaction, due.id, owner_, short_enough); });
    if (!ours) log(Level::warning, "OUTBOX-005", "A message outlived its lease and may be sent twice.", {{"message", due.id.text()}});
    return true;
  } catch (const Unavailable& outage) {
    log(Level::warning, "OUTBOX-001", "Messages wait, because the central store cannot be reached.", {{"cause", outage.what()}});
    return false;
  }
}

void Sender::tell(ChannelHealth::News news) const {
  if (news == ChannelHealth::News::dead) {
    log(Level::error, "OUTBOX-006", "E-mail has not left for a long time; messages wait.");
  } else if (news == ChannelHealth::News::alive_again) {
    log(Level::notice, "OUTBOX-007", "E-mail leaves again.");
  }
}

}  // namespace lodge::core
