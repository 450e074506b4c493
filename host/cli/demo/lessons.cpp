#include "cli/demo/staff.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace lodge::demo {
namespace {

constexpr int kDays = 5, kPeriods = 5;
constexpr std::size_t kSlots = std::size_t{kDays} * kPeriods;
constexpr std::size_t kNobody = static_cast<std::size_t>(-1);

// A week's timetable is an edge colouring: forms and teachers are the two sides of a graph, a lesson is an edge, a
// slot its colour. No side has more than 25 edges, so by Koenig's theorem 25 slots are enough; an edge whose sides
// have no free slot in common gets one by turning round an alternating path.
class Week {
 public:
  explicit Week(const School& school) : school_(school), teachers_(school.teachers.size(), empty()), forms_(school.forms.size(), empty()) {}

  void place(std::size_t taught_class) {
    const auto form = form_of(taught_class), teacher = school_.classes[taught_class].teacher;
    const auto of_form = free_slot(forms_[form]), of_teacher = free_slot(teachers_[teacher]);
    if (teachers_[teacher][of_form] != kNobody) turn_path(teacher, of_form, of_teacher);
    put(taught_class, of_form);
  }

  template <class Take>
  void each(Take take) const {
    for (std::size_t slot = 0; slot < kSlots; ++slot) {
      for (const auto& form : forms_) {
        if (form[slot] != kNobody) take(slot, form[slot]);
      }
    }
  }

 private:
  using Slots = std::array<std::size_t, kSlots>;  // the class in each slot
  static Slots empty() {
    Slots slots;
    slots.fill(kNobody);
    return slots;
  }
  static std::size_t free_slot(const Slots& slots) {
    return static_cast<std::size_t>(std::ranges::find(slots, kNobody) - slots.begin());
  }
  std::size_t form_of(std::size_t taught_class) const { return taught_class % school_.forms.size(); }
  void put(std::size_t taught_class, std::size_t slot) {
    forms_[form_of(taught_class)][slot] = taught_class;
    teachers_[school_.classes[taught_class].teacher][slot] = taught_class;
  }

  // Swaps slots `one` and `other` along the path that begins at `teacher`, so that the teacher is free at `one`.
  void turn_path(std::size_t teacher, std::size_t one, std::size_t other) {
    std::vector<std::pair<std::size_t, std::size_t>> path;  // class, the slot it had
    auto slot = one;
    for (auto next = teachers_[teacher][slot]; next != kNobody;) {
      path.emplace_back(next, slot);
      const bool at_form = path.size() % 2 == 1;
      slot = slot == one ? other : one;
      next = at_form ? forms_[form_of(next)][slot] : teachers_[school_.classes[next].teacher][slot];
    }
    for (const auto& [taught_class, had] : path) take_away(taught_class, had);
    for (const auto& [taught_class, had] : path) put(taught_class, had == one ? other : one);
  }
  void take_away(std::size_t taught_class, std::size_t slot) {
    forms_[form_of(taught_class)][slot] = kNobody;
    teachers_[school_.classes[taught_class].teacher][slot] = kNobody;
  }

  const School& school_;
  std::vector<Slots> teachers_, forms_;
};

std::array<std::size_t, kSlots> shuffled_slots(Dice& dice) {
  std::array<std::size_t, kSlots> slots{};
  std::iota(slots.begin(), slots.end(), std::size_t{0});
  for (std::size_t i = kSlots - 1; i > 0; --i) std::swap(slots[i], slots[dice.below(i + 1)]);
  return slots;
}

}  // namespace

void add_lessons(School& school, Dice& dice) {
  Week week(school);
  for (int round = 0; round < kPeriods; ++round) {
    for (std::size_t i = 0; i < school.classes.size(); ++i) {
      if (school.classes[i].lessons_a_week > round) week.place(i);
    }
  }
  for (const char letter : {'A', 'B'}) {
    const auto slots = shuffled_slots(dice);
    week.each([&](std::size_t slot, std::size_t taught_class) {
      const auto at = static_cast<int>(slots[slot]);
      school.lessons.push_back({letter, 1 + at / kPeriods, 1 + at % kPeriods, taught_class});
    });
  }
}

}  // namespace lodge::demo
