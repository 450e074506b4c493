#pragma once
#include "core/worker.h"
#include "worker/child.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <thread>

namespace lodge::worker {

/// Which workers a pool keeps, and how it bears with them.
struct PoolSettings {
  std::filesystem::path program;       ///< lodge-worker
  std::string role;                    ///< "rules", "mis", "channel": for it and for the journal
  std::vector<std::string> arguments;  ///< beside the role; nothing secret: everybody can read them
  Value settings;                      ///< its first frame, where secrets may be
  int workers = 1;
  /// Whether a question may be asked again when the worker that had it died: for pure functions only.
  enum class WhenItDies { give_up, ask_another } when_it_dies = WhenItDies::give_up;
  std::chrono::milliseconds start_patience{5000};  ///< from its start to its first word
  int deaths_before_rest = 3;                      ///< within a minute; the next one makes the pool rest
  std::chrono::milliseconds rest{60'000};
};

/// Keeps the workers of one role: starts them, asks each one question at a time, kills what does not answer and
/// starts it anew at once. Workers that die by themselves too often rest for a minute, in which every question is
/// answered with Unavailable. Destroy it after the last question. [any thread]
class Pool : public core::WorkerPool, public core::WorkerStream {
 public:
  explicit Pool(PoolSettings settings);
  ~Pool() override;

  Value ask(const Value& question, std::chrono::milliseconds patience) override;
  Value stream(const Value& question, const OnFrame& on_frame, std::chrono::milliseconds patience) override;

 private:
  using Clock = std::chrono::steady_clock;
  enum class Activity { down, idle, busy };
  struct Seat {
    Activity activity = Activity::down;
    std::optional<Child> child;
    Clock::time_point may_start{};
    int failed_starts = 0;
  };
  using Lock = std::unique_lock<std::mutex>;

  Value ask_one(const Value& question, const OnFrame& on_frame, std::chrono::milliseconds patience);
  Value talk(Child& child, const Value& question, const OnFrame& on_frame, std::chrono::milliseconds patience) const;
  void ended(Seat& seat, const Frames::Failure& failure);
  Seat& take(std::chrono::milliseconds patience);
  Seat* find_idle();
  void give_back(Seat& seat);
  void empty(Seat& seat, Lock& lock);
  void count_death(Lock& lock);

  void keep(const std::stop_token& stop);
  Seat* due(Clock::time_point now);
  Clock::time_point next_look();
  void start(Seat& seat, Lock& lock);
  void start_failed(Seat& seat, const std::string& why);
  Child start_child() const;

  const PoolSettings settings_;
  std::mutex mutex_;
  std::condition_variable idle_;
  std::condition_variable_any work_for_keeper_;
  std::deque<Seat> seats_;
  std::list<Child> ended_;  // killed; the keeper waits for their end
  std::deque<Clock::time_point> deaths_;
  Clock::time_point rests_until_{};
  std::string why_not_;  // the last thing that went wrong, for whoever asks meanwhile
  std::jthread keeper_;  // last: it uses all of the above
};

}  // namespace lodge::worker
