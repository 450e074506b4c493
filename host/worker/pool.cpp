#include "worker/pool.h"

#include "core/log.h"

#include <lodge/errors.h>

#include <algorithm>

namespace lodge::worker {
namespace {

using core::Level;
using namespace std::chrono_literals;

constexpr auto kMinute = 60s;
constexpr auto kFirstPause = 100ms;
constexpr auto kLongestPause = 30s;

// A worker that said no: it lives, and its words are for the technician.
struct Refused {
  std::string why;
};

}  // namespace

Pool::Pool(PoolSettings settings)
    : settings_(std::move(settings)), seats_(static_cast<std::size_t>(settings_.workers)),
      keeper_([this](const std::stop_token& stop) { keep(stop); }) {}

Pool::~Pool() {
  keeper_.request_stop();
  work_for_keeper_.notify_all();
  keeper_.join();  // before the seats go: a child lives as long as the thread that started it
}

Value Pool::ask(const Value& question, std::chrono::milliseconds patience) { return ask_one(question, {}, patience); }

Value Pool::stream(const Value& question, const OnFrame& on_frame, std::chrono::milliseconds patience) {
  return ask_one(question, on_frame, patience);
}

Value Pool::ask_one(const Value& question, const OnFrame& on_frame, std::chrono::milliseconds patience) {
  const int tries = settings_.when_it_dies == PoolSettings::WhenItDies::ask_another ? 2 : 1;
  for (int left = tries;; --left) {
    auto& seat = take(patience);
    try {
      auto reply = talk(*seat.child, question, on_frame, patience);
      give_back(seat);
      return reply;
    } catch (const Refused& refused) {
      give_back(seat);
      throw Unavailable(refused.why);
    } catch (const Frames::Failure& failure) {
      if (failure.trouble == Frames::Trouble::unreadable) {
        give_back(seat);
        throw InDoubt(failure.what);
      }
      ended(seat, failure);
      if (left <= 1 || failure.trouble != Frames::Trouble::gone) {
        throw InDoubt("the " + settings_.role + " worker was stopped: " + failure.what);
      }
    } catch (...) {  // of on_frame: the worker is in the middle of its answer
      Lock lock(mutex_);
      empty(seat, lock);
      throw;
    }
  }
}

Value Pool::talk(Child& child, const Value& question, const OnFrame& on_frame, std::chrono::milliseconds patience) const {
  child.frames().send(Value::Map{{"ask", question}}, Clock::now() + patience);
  for (;;) {
    const auto answer = child.frames().receive(Clock::now() + patience);
    if (!answer) throw Frames::Failure{Frames::Trouble::gone, "it has ended"};
    const auto* members = answer->map();
    if (!members || members->size() != 1) throw Frames::Failure{Frames::Trouble::nonsense, "it did not speak as it should"};
    const auto& [word, value] = *members->begin();
    if (word == "reply") return value;
    if (word == "error") throw Refused{value.text() ? *value.text() : "the worker cannot"};
    if (word != "frame" || !on_frame) throw Frames::Failure{Frames::Trouble::nonsense, "it did not speak as it should"};
    on_frame(value);
  }
}

// An idle worker, which is busy from now on.
Pool::Seat& Pool::take(std::chrono::milliseconds patience) {
  Lock lock(mutex_);
  const auto deadline = Clock::now() + 2 * patience;
  for (;;) {
    if (Clock::now() < rests_until_) throw Unavailable("the " + settings_.role + " workers rest: " + why_not_);
    if (auto* seat = find_idle()) {
      seat->activity = Activity::busy;
      if (!seat->child->frames().readable()) return *seat;
      empty(*seat, lock);  // it died while nobody looked
      count_death(lock);
    } else if (idle_.wait_until(lock, deadline) == std::cv_status::timeout) {
      throw Unavailable("no " + settings_.role + " worker is free" + (why_not_.empty() ? "" : ": " + why_not_));
    }
  }
}

Pool::Seat* Pool::find_idle() {
  const auto found = std::ranges::find(seats_, Activity::idle, &Seat::activity);
  return found == seats_.end() ? nullptr : &*found;
}

void Pool::give_back(Seat& seat) {
  const Lock lock(mutex_);
  seat.activity = Activity::idle;
  idle_.notify_one();
}

// Ends the worker; the keeper starts another at once.
void Pool::empty(Seat& seat, Lock&) {
  seat.child->kill();
  ended_.push_back(*std::move(seat.child));
  seat.child.reset();
  seat.activity = Activity::down;
  seat.may_start = Clock::now();
  work_for_keeper_.notify_all();
}

void Pool::count_death(Lock&) {
  const auto now = Clock::now();
  deaths_.push_back(now);
  while (deaths_.front() + kMinute < now) deaths_.pop_front();
  if (deaths_.size() <= static_cast<std::size_t>(settings_.deaths_before_rest)) return;
  core::log(Level::error, "WORKER-003", "Workers died too often; they rest, and what they do waits.",
            {{"role", settings_.role}, {"seconds", std::to_string(settings_.rest.count() / 1000)}, {"why", why_not_}});
  deaths_.clear();
  rests_until_ = now + settings_.rest;
  for (auto& seat : seats_) seat.may_start = rests_until_;
  idle_.notify_all();
}

void Pool::ended(Seat& seat, const Frames::Failure& failure) {
  const bool late = failure.trouble == Frames::Trouble::late;
  core::log(Level::warning, late ? "WORKER-001" : "WORKER-002",
            late ? "A worker did not answer in time and was stopped." : "A worker died.",
            {{"role", settings_.role}, {"why", failure.what}});
  Lock lock(mutex_);
  why_not_ = failure.what;
  empty(seat, lock);
  if (!late) count_death(lock);
}

void Pool::keep(const std::stop_token& stop) {
  Lock lock(mutex_);
  while (!stop.stop_requested()) {
    if (!ended_.empty()) {
      std::list<Child> gone;
      gone.swap(ended_);
      lock.unlock();
      gone.clear();  // waits for their end
      lock.lock();
    } else if (auto* seat = due(Clock::now())) {
      start(*seat, lock);
    } else {
      work_for_keeper_.wait_until(lock, stop, next_look(), [this] { return !ended_.empty() || due(Clock::now()) != nullptr; });
    }
  }
}

Pool::Seat* Pool::due(Clock::time_point now) {
  const auto found = std::ranges::find_if(seats_, [now](const Seat& seat) {
    return seat.activity == Activity::down && seat.may_start <= now;
  });
  return found == seats_.end() ? nullptr : &*found;
}

Pool::Clock::time_point Pool::next_look() {
  auto next = Clock::now() + kMinute;
  for (const auto& seat : seats_) {
    if (seat.activity == Activity::down) next = std::min(next, seat.may_start);
  }
  return next;
}

void Pool::start(Seat& seat, Lock& lock) {
  lock.unlock();
  std::optional<Child> child;
  std::string why;
  try {
    child = start_child();
  } catch (const Unavailable& failure) {
    why = failure.what();
  } catch (const Frames::Failure& failure) {
    why = failure.what;
  }
  lock.lock();
  if (!child) return start_failed(seat, why);
  seat.child = std::move(child);
  seat.activity = Activity::idle;
  seat.failed_starts = 0;
  idle_.notify_one();
}

// Each time twice as long: a worker that cannot start will mostly not start a moment later.
void Pool::start_failed(Seat& seat, const std::string& why) {
  auto pause = std::min<Clock::duration>(kFirstPause * (1 << std::min(seat.failed_starts, 10)), kLongestPause);
  if (++seat.failed_starts == settings_.deaths_before_rest) {
    core::log(Level::error, "WORKER-004", "A worker does not start.", {{"role", settings_.role}, {"why", why}});
  }
  if (seat.failed_starts >= settings_.deaths_before_rest) rests_until_ = Clock::now() + pause;
  seat.may_start = Clock::now() + pause;
  why_not_ = why;
  idle_.notify_all();
}

Child Pool::start_child() const {
  std::vector<std::string> arguments = {"--role", settings_.role};
  arguments.insert(arguments.end(), settings_.arguments.begin(), settings_.arguments.end());
  auto child = Child::start(settings_.program, arguments);
  const auto deadline = Clock::now() + settings_.start_patience;
  child.frames().send(Value::Map{{"settings", settings_.settings}}, deadline);
  const auto ready = child.frames().receive(deadline);
  if (!ready) throw Unavailable("it ended at its start");
  if (const auto* why = ready->at("error").text()) throw Unavailable(*why);
  return child;
}

}  // namespace lodge::worker
