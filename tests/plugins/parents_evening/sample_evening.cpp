#include "sample_evening.h"

#include "ballot.h"

#include <fmt/format.h>

#include <algorithm>

namespace lodge::parents_evening::test {
namespace {

using allocation::Desk;
using allocation::Dice;
using allocation::Family;
using allocation::Problem;
using allocation::Wish;
using std::chrono::minutes;

constexpr std::size_t kSubjects = 12, kTeachersOfSubject = 8, kStudents = 1'200;

/// Slots one after another, a break of ten minutes after the `pause`-th.
std::vector<Interval> slots(int count, int length, int pause, int date = 0) {
  std::vector<Interval> slots;
  for (int i = 0; i < count; ++i) {
    const int from = i * length + (i >= pause ? 10 : 0);
    slots.push_back(interval(from, from + length, date));
  }
  return slots;
}

class School {
 public:
  School(std::uint64_t seed, Sample sample) : dice_(seed), sample_(sample) {}

  Problem evening() {
    problem_.seed = dice_.next();
    problem_.pace = {Gap::avoid, minutes(5), Walking(3, minutes(4))};
    problem_.pace.walking.set(0, 1, minutes(2));
    for (std::size_t desk = 0; desk < kSubjects * kTeachersOfSubject; ++desk) {
      problem_.desks.push_back({{static_cast<int>(desk / kTeachersOfSubject) / 4}, slots(36, 5, 12 + static_cast<int>(roll(12)))});
    }
    for (std::size_t students = 0; students < kStudents;) students += add_children();
    return std::move(problem_);
  }

 private:
  std::uint32_t roll(std::uint32_t sides) { return dice_.throw_of(sides); }

  /// The desks of each child's twelve teachers.
  std::vector<std::size_t> teachers() {
    std::vector<std::size_t> desks;
    for (std::size_t subject = 0; subject < kSubjects; ++subject) desks.push_back(subject * kTeachersOfSubject + roll(kTeachersOfSubject));
    return desks;
  }

  std::size_t add_children() {
    const auto luck = roll(10);
    const std::size_t children = luck < 6 ? 1 : luck < 9 ? 2 : 3;
    std::vector<std::vector<std::size_t>> teachers_of;
    for (std::size_t i = 0; i < children; ++i) teachers_of.push_back(teachers());
    const int households = roll(100) < sample_.apart ? 2 : 1;
    for (int i = 0; i < households; ++i) add_family(teachers_of);
    return children;
  }

  void add_family(const std::vector<std::vector<std::size_t>>& teachers_of) {
    problem_.families.push_back({household(problem_.families.size()), {window()}});
    int rank = 0;
    for (std::size_t child = 0; child < (sample_.for_each_child ? teachers_of.size() : 1); ++child) {
      const auto wishes = 3 + roll(5);
      std::vector<std::pair<std::size_t, std::size_t>> chosen;
      while (chosen.size() < wishes) {
        const auto of = sample_.for_each_child ? child : roll(static_cast<std::uint32_t>(teachers_of.size()));
        const std::pair pick(std::size_t{of}, teachers_of[of][popular_subject()]);
        if (std::ranges::find(chosen, pick) == chosen.end()) chosen.push_back(pick);
      }
      for (const auto& pick : chosen) {
        problem_.wishes.push_back({.family = problem_.families.size() - 1, .desks = {pick.second}, .rank = ++rank, .asked = roll(100) < 5,
                                   .slots = sample_.long_ones > 0 && roll(100) < sample_.long_ones ? 2U : 1U});
      }
    }
  }

  /// English, mathematics and science are wished for more than the rest.
  std::size_t popular_subject() { return roll(3) == 0 ? roll(3) : roll(kSubjects); }

  Interval window() {
    const auto luck = roll(10);
    if (luck < 5) return interval(0, 190);
    if (luck < 7) return interval(0, 90);
    if (luck < 9) return interval(90, 190);
    const auto from = static_cast<int>(roll(25)) * 5;
    return interval(from, from + 65);
  }

  Dice dice_;
  Sample sample_;
  Problem problem_;
};

class SmallEvening {
 public:
  explicit SmallEvening(std::uint64_t seed) : dice_(seed) {}

  Problem evening() {
    problem_.seed = dice_.next();
    problem_.pace = {static_cast<Gap>(roll(3)), minutes(roll(8)), Walking(2, minutes(roll(12)))};
    problem_.limits = {1, 2, 3, 4};
    dates_ = 1 + static_cast<int>(roll(3));
    for (auto teachers = 2 + roll(6); teachers > 0; --teachers) add_teacher();
    for (auto families = 2 + roll(20); families > 0; --families) add_family();
    fix_some();
    return std::move(problem_);
  }

 private:
  std::uint32_t roll(std::uint32_t sides) { return dice_.throw_of(sides); }
  int number(int from, int to) { return from + static_cast<int>(roll(static_cast<std::uint32_t>(to - from + 1))); }

  void add_teacher() {
    auto& desks = desks_of_.emplace_back();
    for (int date = 0; date < dates_; ++date) {
      if (date > 0 && roll(2) == 0) continue;
      desks.push_back(problem_.desks.size());
      problem_.desks.push_back({{number(Place::kAtHome, 1)}, slots(number(2, 10), number(5, 12), number(1, 8), date)});
    }
  }

  void add_family() {
    const auto family = problem_.families.size();
    problem_.families.push_back({household(dice_.next()), {}});
    for (int date = 0; date < dates_; ++date) {
      const int from = number(0, 60);
      if (roll(4) > 0) problem_.families.back().windows.push_back(interval(from, from + number(10, 100), date));
    }
    for (int rank = 1; rank <= number(1, 6); ++rank) {
      const auto& desks = desks_of_[roll(static_cast<std::uint32_t>(desks_of_.size()))];
      problem_.wishes.push_back({.family = family, .desks = desks, .rank = rank, .asked = roll(5) == 0, .slots = roll(6) == 0 ? 2U + roll(2) : 1U,
                                 .only_one_of = roll(10) == 0 ? std::optional<std::size_t>(roll(3)) : std::nullopt,
                                 .limit = roll(3) == 0 ? std::optional<std::size_t>(roll(4)) : std::nullopt});
    }
  }

  void fix_some() {
    for (std::size_t desk = 0; desk < problem_.desks.size() && desk < problem_.families.size(); ++desk) {
      if (roll(3) == 0) problem_.fixed.push_back({desk, desk, roll(static_cast<std::uint32_t>(problem_.desks[desk].slots.size())), 1,
                                                     roll(3) == 0 ? std::optional<std::size_t>(roll(4)) : std::nullopt});
    }
  }

  Dice dice_;
  Problem problem_;
  int dates_ = 1;
  std::vector<std::vector<std::size_t>> desks_of_;
};

}  // namespace

Instant at(int later, int date) {
  return std::chrono::sys_days(std::chrono::year(2026) / 11 / 12) + std::chrono::days(date * 7) + std::chrono::hours(17) + minutes(later);
}

Interval interval(int from, int to, int date) { return Interval::make(at(from, date), at(to, date)).value(); }

HouseholdId household(std::uint64_t number) { return HouseholdId::parse(fmt::format("{:026}", number % 1'000'000'000)).value(); }

allocation::Problem sample_evening(std::uint64_t seed, Sample sample) { return School(seed, sample).evening(); }
allocation::Problem small_evening(std::uint64_t seed) { return SmallEvening(seed).evening(); }

}  // namespace lodge::parents_evening::test
