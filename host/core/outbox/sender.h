#pragma once
#include "core/outbox/channel_health.h"
#include "core/outbox/doorbell.h"
#include "core/outbox/due_queue.h"
#include "core/outbox/notices.h"
#include "core/worker.h"

#include <lodge/clock.h>
#include <lodge/jobs.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace lodge::core {

struct SenderOptions {
  std::size_t threads = 4;  ///< two more than workers, so that a worker never waits for the store
  std::chrono::milliseconds patience{150'000};  ///< for the worker; longer than its channel's own deadline
  std::chrono::milliseconds first_retry{5'000}, longest_retry{3'600'000};
  /// Before a message that was in flight at a crash is sent once more, and how long a host has lived before it sends again
  /// what is in doubt: one that dies again and again does not waste the second try.
  std::chrono::milliseconds after_loss{0};
  std::chrono::seconds give_up_after = std::chrono::hours(5 * 24);
  std::chrono::seconds keep_for = std::chrono::hours(30 * 24);  ///< what has ended
  std::chrono::seconds alarm_after{15 * 60};
};

/// What `/metrics` and the doctor say of this host's sender, since start.
struct SenderFigures {
  std::int64_t sent, outages, undeliverable, taken_back;
  std::optional<Instant> dead_since;  ///< of the channel; see ChannelHealth
};

/// Takes due messages out of the outbox, has them put into words, and hands each to the channel's worker.
/// A message is written down as `sending` before it leaves this process, and as sent after the channel said so. If the
/// process dies in between, nobody knows whether it left: whoever finds it sends it again, with the same id, and once
/// it is sent it is `uncertain` instead of sent. A second doubt is the last: it ends as `uncertain`, and only the office can
/// have it sent a third time. [any thread]
class Sender {
 public:
  /// All outlive it. `owner` is this process's name, see process_name().
  Sender(Database& database, const Clock& clock, NoticeRenderer& notices, WorkerPool& channel, Doorbell& doorbell,
         std::string owner, const SenderOptions& options = {});
  ~Sender();
  Sender(const Sender&) = delete;
  Sender& operator=(const Sender&) = delete;

  void start();  ///< [startup]
  void stop();   ///< begins no more; waits for those under way
  void add_jobs(Jobs& jobs);  ///< forgets what ended long ago [startup]
  SenderFigures figures() const;

  /// One step of a thread: sends one due message. False when there is none, or the channel rests.
  /// @throws Unavailable when the store cannot be reached.
  bool send_one();
  /// Queues again what processes that are gone, or whose lease has run out, had in flight; answers how many.
  /// @throws Unavailable
  std::size_t take_back_lost();
  /// @throws Unavailable
  void purge();

 private:
  using State = outbox::State;
  void run();
  void look_for_lost();
  void send(const outbox::Due& due);
  std::optional<OutgoingMessage> words_for(const outbox::Due& due);
  bool begin(const outbox::Due& due);
  outbox::Outcome hand_over(const outbox::Due& due, const OutgoingMessage& words);
  outbox::Outcome after_loss(const outbox::InFlight& lost) const;
  outbox::Outcome in_doubt_again(MessageId id, std::string_view why) const;
  outbox::Outcome later(const outbox::Due& due, std::string_view why, bool doubt);
  void settle(const outbox::Due& due, const outbox::Outcome& outcome);
  bool try_to_settle(const outbox::Due& due, const outbox::Outcome& outcome);
  void tell(ChannelHealth::News news) const;

  Database& database_;
  const Clock& clock_;
  NoticeRenderer& notices_;
  WorkerPool& channel_;
  Doorbell& doorbell_;
  const std::string owner_;
  const SenderOptions options_;
  const Instant repeats_from_;
  DueQueue queue_;
  ChannelHealth health_;
  std::atomic<Instant::rep> look_for_lost_at_{0};
  std::atomic<std::int64_t> sent_{0}, outages_{0}, undeliverable_{0}, taken_back_{0};
  std::atomic<bool> stopping_{false};
  std::vector<std::thread> threads_;
};

}  // namespace lodge::core
