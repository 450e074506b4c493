#pragma once
#include "allocate.h"

#include <span>
#include <utility>

namespace lodge::parents_evening::allocation {

inline constexpr std::size_t kNone = static_cast<std::size_t>(-1);

/// What is to be seated: a wish, or (numbered after the wishes) a fixed appointment.
struct Job {
  std::size_t family = 0, slots = 1;
  bool fixed = false;
  std::vector<std::size_t> options;  ///< slots it may begin at, within the family's windows, ascending
  std::optional<std::size_t> only_one_of, limit;
};

/// Who sits where while the allocation is being made. No desk and no family is ever in two appointments: `put` is only
/// called when nothing is `in_the_way`. Each change is logged, so that an attempt can be undone. Slots are numbered over
/// all desks.
class Timetable {
 public:
  explicit Timetable(const Problem& problem);

  const Problem& problem() const { return problem_; }
  const Job& job(std::size_t job) const { return jobs_[job]; }
  std::size_t jobs() const { return jobs_.size(); }
  std::size_t slots() const { return spans_.size(); }

  /// The first slot of a job, or kNone.
  std::size_t at(std::size_t job) const { return at_[job]; }
  std::size_t occupant(std::size_t slot) const { return occupant_[slot]; }
  std::size_t desk_of(std::size_t slot) const { return desk_of_[slot]; }
  std::size_t first_slot(std::size_t desk) const { return first_slot_[desk]; }
  std::size_t last_slot(std::size_t desk) const { return first_slot_[desk + 1]; }  ///< one past it
  /// How many slots follow each other without a break from this one, itself included.
  std::size_t run(std::size_t slot) const { return run_[slot]; }
  Span span(std::size_t slot, std::size_t count) const { return {spans_[slot].starts, spans_[slot + count - 1].ends, spans_[slot].place}; }
  std::size_t seats_left(std::size_t desk) const { return seats_left_[desk]; }
  bool group_taken(std::size_t job) const;
  bool limit_reached(std::size_t job) const;

  /// The family's seated jobs, by time.
  std::span<const std::size_t> diary(std::size_t family) const { return diaries_[family]; }
  /// Other jobs that would have to go if `job` began at `slot`, each once, in a fixed order.
  void in_the_way(std::size_t job, std::size_t slot, std::vector<std::size_t>& jobs) const;
  bool fits(std::size_t job, std::size_t slot) const;
  /// Whether nothing but that lacks.
  bool lacks_interpreter(std::size_t job, std::size_t slot) const;
  /// Of a seated job.
  std::optional<std::size_t> interpreter(std::size_t job) const { return by_[job] == kNone ? std::nullopt : std::optional(by_[job]); }
  /// What the family's times weigh (see weight()); long waits weigh more than their share.
  std::chrono::minutes burden(std::size_t family) const;
  std::chrono::minutes wait(std::size_t family) const;

  void put(std::size_t job, std::size_t slot);
  void take(std::size_t job);
  std::size_t mark() const { return log_.size(); }
  void undo(std::size_t mark);
  void forget() { log_.clear(); }

 private:
  void number_slots();
  void add_jobs();
  std::vector<std::size_t> options_of(const Wish& wish) const;
  bool is_interpreted(const Wish& wish, const Span& wanted) const;
  Span span_of_job(std::size_t job) const { return span(at_[job], jobs_[job].slots); }
  bool is_at_leisure(std::size_t job, const Span& wanted) const;
  bool interprets(std::size_t interpreter, std::size_t job, const Span& wanted) const;
  void in_the_interpreters_way(std::size_t job, const Span& wanted, std::vector<std::size_t>& jobs) const;
  std::size_t free_interpreter(std::size_t job, const Span& wanted) const;
  void put(std::size_t job, std::size_t slot, std::size_t interpreter);
  struct Step {
    std::size_t job, where, by;
  };

  const Problem& problem_;
  std::vector<Job> jobs_;
  std::vector<Span> spans_;
  std::vector<std::size_t> first_slot_, desk_of_, run_, seats_left_, occupant_, at_;
  std::vector<std::size_t> by_;  ///< who interprets, by job; kNone: nobody
  std::vector<std::size_t> group_holders_;
  std::vector<std::size_t> met_;  ///< by limit
  std::vector<std::vector<std::size_t>> diaries_;
  std::vector<std::vector<std::size_t>> engaged_;  ///< jobs, by interpreter
  std::vector<Step> log_;  ///< where a job was, and with whom
};

}  // namespace lodge::parents_evening::allocation
