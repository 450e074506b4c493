#include "cli/demo/families.h"

#include "cli/demo/names.h"
#include "cli/demo/staff.h"

#include <array>

namespace lodge::demo {
namespace {

class Families {
 public:
  Families(School& school, std::chrono::year_month_day today, Dice& dice)
      : school_(school), began_(school_year_of(today)), dice_(dice), filled_(school.forms.size()) {}

  void add_all() {
    while (!is_full()) add_family();
  }

 private:
  using Children = std::vector<std::size_t>;

  bool is_full() const { return school_.students.size() == school_.forms.size() * kFormSize; }

  void add_family() {
    const auto surname = dice_.one_of(kSurnames);
    Children children;
    const std::size_t wanted = !dice_.once_in(4) ? 1 : dice_.once_in(4) ? 3 : 2;
    for (std::size_t i = 0; i < wanted && !is_full(); ++i) children.push_back(add_student(surname));
    if (dice_.once_in(25)) {
      add_contact(children, dice_.one_of(kSurnames), "Foster carer", "no", 1);
      return;
    }
    add_contact(children, surname, "Mother", "yes", 1);
    if (!dice_.once_in(20)) add_father(children, surname);
    if (dice_.once_in(3)) add_contact(children, dice_.one_of(kSurnames), dice_.once_in(2) ? "Grandmother" : "Aunt", "no", 3);
  }

  // One father in four lives apart, under a name of his own; of some the MIS does not say what rights they have.
  void add_father(const Children& children, const Name& surname) {
    const bool apart = dice_.once_in(4);
    add_contact(children, apart ? dice_.one_of(kSurnames) : surname, "Father", apart && dice_.once_in(4) ? "" : "yes", 2);
  }

  std::size_t add_student(const Name& surname) {
    const auto form = free_form();
    const int year_group = year_group_of(school_, form);
    // Born in the twelve months before the first of September on which one is old enough for the year.
    const std::chrono::sys_days youngest = (began_ - std::chrono::years(year_group + 4)) / std::chrono::August / 31;
    const std::chrono::sys_days born = youngest - std::chrono::days(dice_.below(365));
    school_.students.push_back({"S" + std::to_string(20001 + school_.students.size()),
                                std::string(dice_.one_of(kFirstNames).written), std::string(surname.written),
                                school_.forms[form], year_group, born});
    ++filled_[form];
    return school_.students.size() - 1;
  }

  std::size_t free_form() {
    auto form = dice_.below(filled_.size());
    while (filled_[form] == kFormSize) form = (form + 1) % filled_.size();
    return form;
  }

  void add_contact(const Children& children, const Name& surname, std::string relationship, std::string responsibility,
                   int priority) {
    static constexpr auto kWomen = std::to_array<std::string_view>({"Mrs", "Ms", "Miss", "Dr"});
    const auto first = dice_.one_of(kFirstNames);
    const auto number = std::to_string(30001 + school_.contacts.size());
    // Some families have no e-mail; the office must see them.
    const auto email = dice_.once_in(20) ? "" : std::string(first.plain) + "." + std::string(surname.plain) + number.substr(2) + "@home.lodge-demo.example";
    const auto title = relationship == "Father" ? "Mr" : std::string(dice_.one_of(kWomen));
    Contact contact{"C" + number, title, std::string(first.written), std::string(surname.written), email, {}};
    for (const auto child : children) contact.ties.push_back({child, relationship, responsibility, priority});
    school_.contacts.push_back(std::move(contact));
  }

  School& school_;
  std::chrono::year began_;
  Dice& dice_;
  std::vector<std::size_t> filled_;
};

}  // namespace

void add_families(School& school, std::chrono::year_month_day today, Dice& dice) { Families(school, today, dice).add_all(); }

School make_school(std::chrono::year_month_day today, std::uint32_t seed, std::size_t wings) {
  Dice dice(seed);
  School school;
  add_forms(school, wings);
  add_rooms(school);
  add_teachers(school, dice);
  add_classes(school);
  add_lessons(school, dice);
  add_families(school, today, dice);
  return school;
}

std::chrono::year school_year_of(std::chrono::year_month_day today) {
  return today.month() >= std::chrono::August ? today.year() : today.year() - std::chrono::years(1);
}

}  // namespace lodge::demo
