#include "plan.h"

#include <lodge/parents.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

template <class List, class Item>
bool holds(const List& list, const Item& item) {
  return std::ranges::find(list, item) != list.end();
}

bool fits(const std::string& pattern, const std::string& name) {
  return pattern.ends_with('*') ? name.starts_with(std::string_view(pattern).substr(0, pattern.size() - 1)) : pattern == name;
}

bool is_staff_group(const Audience& audience, const std::string& name) {
  return std::ranges::any_of(audience.staff_groups, [&](const std::string& pattern) { return fits(pattern, name); });
}

bool holds_teacher(const std::vector<Pairing>& all, TeacherId teacher) {
  return std::ranges::find(all, teacher, &Pairing::teacher) != all.end();
}

void add(std::vector<Pairing>& all, Pairing one) {
  if (!holds_teacher(all, one.teacher)) all.push_back(std::move(one));
}

/// Whether pairings() has the teacher, without the names.
bool sees(const Plan& plan, const People& people, StudentId student, TeacherId teacher) {
  const auto teaches = [&](const TaughtClass* one) { return holds(one->teachers, teacher); };
  if (plan.evening.class_teachers && std::ranges::any_of(people.classes_of(student), teaches)) return true;
  return std::ranges::any_of(people.groups(), [&](const Group& group) {
    return holds(group.teachers, teacher) && is_staff_group(plan.audience, group.name) && holds(group.students, student);
  });
}

bool is_in_a_group(const Plan& plan, const People& people, StudentId student) {
  return std::ranges::any_of(people.groups(), [&](const Group& group) {
    return holds(plan.audience.groups, group.name) && holds(group.students, student);
  });
}

}  // namespace

bool Desk::has(TeacherId teacher) const {
  return std::ranges::any_of(teachers, [&](const DeskTeacher& one) { return one.teacher == teacher; });
}

bool Desk::is_break(int number) const { return std::ranges::binary_search(breaks, number); }

const EveningDate* Plan::date(EveningDateId id) const {
  const auto found = std::ranges::find(dates, id, &EveningDate::id);
  return found == dates.end() ? nullptr : &*found;
}

const Desk* Plan::desk(DeskId id) const {
  const auto found = std::ranges::find(desks, id, &Desk::id);
  return found == desks.end() ? nullptr : &*found;
}

std::vector<const Desk*> Plan::desks_of(TeacherId teacher) const {
  std::vector<const Desk*> some;
  for (const auto& desk : desks) {
    if (!desk.away && desk.has(teacher)) some.push_back(&desk);
  }
  std::ranges::stable_sort(some, {}, &Desk::starts);
  return some;
}

bool Plan::sit_together(TeacherId one, TeacherId other) const {
  // Most desks have one teacher, and then nobody needs to look further.
  const auto both = [&](const Desk& desk) { return !desk.away && desk.has(one) && desk.has(other); };
  const auto either = [&](const Desk& desk) { return !desk.away && (desk.has(one) || desk.has(other)); };
  return std::ranges::any_of(desks, [&](const Desk& desk) { return desk.teachers.size() > 1 && both(desk); }) &&
         std::ranges::none_of(desks, [&](const Desk& desk) { return either(desk) && !both(desk); });
}

Instant Plan::ends() const {
  Instant last = evening.created_at;
  for (const auto& date : held_dates()) last = std::max(last, date.when.ends());
  return last;
}

bool invited(const Plan& plan, const People& people, const Student& student) {
  const auto& audience = plan.audience;
  if (student.year_group && holds(audience.year_groups, *student.year_group)) return true;
  if (holds(audience.registration_classes, student.registration_class)) return true;
  const auto classes = people.classes_of(student.id);
  if (std::ranges::any_of(classes, [&](const TaughtClass* one) { return holds(audience.classes, one->code); })) return true;
  return is_in_a_group(plan, people, student.id);
}

std::vector<Pairing> pairings(const Plan& plan, const People& people, StudentId student) {
  std::vector<Pairing> all;
  if (plan.evening.class_teachers) {
    for (const auto* one : people.classes_of(student)) {
      for (const auto teacher : one->teachers) add(all, {teacher, one->subject, ""});
    }
  }
  for (const auto& group : people.groups()) {
    if (!is_staff_group(plan.audience, group.name) || !holds(group.students, student)) continue;
    for (const auto teacher : group.teachers) add(all, {teacher, "", group.name});
  }
  std::ranges::sort(all, {}, [&](const Pairing& one) { return std::tuple(one.subject, people.name(same_person<PersonId>(one.teacher)), one.teacher); });
  return all;
}

std::vector<Pairing> visits(const Plan& plan, const People& people, StudentId student) {
  std::vector<Pairing> all;
  for (auto& pairing : pairings(plan, people, student)) {
    const auto found = std::ranges::find_if(all, [&](const Pairing& one) { return plan.sit_together(one.teacher, pairing.teacher); });
    if (found == all.end()) all.push_back(std::move(pairing));
    else found->with.push_back(pairing.teacher);
  }
  return all;
}

std::vector<TeacherId> seen_together(const Plan& plan, const People& people, StudentId student, TeacherId teacher) {
  if (std::ranges::all_of(plan.desks, [](const Desk& desk) { return desk.teachers.size() < 2; })) return {teacher};
  for (const auto& visit : visits(plan, people, student)) {
    if (!visit.includes(teacher)) continue;
    auto all = visit.with;
    all.insert(all.begin(), visit.teacher);
    return all;
  }
  return {teacher};
}

std::vector<TeacherId> seen_at(const Plan& plan, const People& people, StudentId student, TeacherId teacher, const Desk& desk) {
  std::vector<TeacherId> all{teacher};
  for (const auto& one : desk.teachers) {
    if (one.teacher != teacher && sees(plan, people, student, one.teacher)) all.push_back(one.teacher);
  }
  return all;
}

TeacherId seen_as(const Plan& plan, const People& people, StudentId student, TeacherId teacher) {
  return seen_together(plan, people, student, teacher).front();
}

std::vector<const Student*> children(const Plan& plan, const People& people, HouseholdId household) {
  std::vector<const Student*> some;
  for (const auto contact : people.members_of(household)) {
    for (const auto& tie : people.students_of(contact)) {
      const auto* student = people.student(tie.student);
      if (student == nullptr || holds(some, student)) continue;
      if (invited(plan, people, *student) && may_book_for(people, household, student->id)) some.push_back(student);
    }
  }
  std::ranges::sort(some, {}, [](const Student* one) { return std::tuple(one->first_name, one->id); });
  return some;
}

bool may_see(const Plan& plan, const People& people, HouseholdId household, StudentId student, TeacherId teacher) {
  const auto* one = people.student(student);
  if (one == nullptr || !invited(plan, people, *one) || !may_book_for(people, household, student)) return false;
  return sees(plan, people, student, teacher);
}

std::map<HouseholdId, std::vector<StudentId>> families(const Plan& plan, const People& people) {
  std::map<HouseholdId, std::vector<StudentId>> all;
  for (const auto* student : people.students()) {
    if (!invited(plan, people, *student)) continue;
    for (const auto& tie : people.contacts_of(student->id)) {
      const auto* contact = people.contact(tie.contact);
      if (contact == nullptr || !may_book_for(people, contact->household, student->id)) continue;
      auto& students = all[contact->household];
      if (!holds(students, student->id)) students.push_back(student->id);
    }
  }
  return all;
}

std::optional<Instant> opens_for(const Plan& plan, const Student& student) {
  const auto own = student.year_group ? plan.staggered.find(*student.year_group) : plan.staggered.end();
  return own == plan.staggered.end() ? plan.evening.opens_at : std::optional(own->second);
}

std::optional<Instant> opens_for(const Plan& plan, const People& people, HouseholdId household) {
  auto earliest = plan.early.contains(household) ? plan.evening.early_from : std::nullopt;
  // Siblings go together: the earliest of their years opens for the family.
  for (const auto* student : children(plan, people, household)) {
    const auto opens = opens_for(plan, *student);
    if (opens && (!earliest || *opens < *earliest)) earliest = opens;
  }
  return earliest;
}

bool open_to_all(const Plan& plan, Instant now) {
  const bool rest = plan.evening.opens_at && now >= *plan.evening.opens_at;
  return rest && std::ranges::none_of(plan.staggered, [&](const auto& year) { return now < year.second; });
}

bool open_to_some(const Plan& plan, Instant now) {
  const auto begun = [&](const std::optional<Instant>& when) { return when && now >= *when; };
  return begun(plan.evening.opens_at) || (!plan.early.empty() && begun(plan.evening.early_from)) ||
         std::ranges::any_of(plan.staggered, [&](const auto& year) { return now >= year.second; });
}

Stage stage(const Plan& plan, const People& people, HouseholdId household, Instant now) {
  const auto& evening = plan.evening;
  if (evening.state == EveningState::draft) return Stage::not_published;
  if (evening.state == EveningState::cancelled) return Stage::cancelled;
  if (now >= plan.ends()) return Stage::over;
  if (evening.closes_at && now >= *evening.closes_at) return Stage::closed;
  if (evening.wishes_from && now >= *evening.wishes_from && !evening.allocated_at) {  // nobody is first before all are served
    return now < evening.wishes_until.value_or(Instant::max()) ? Stage::wishes : Stage::waiting;
  }
  const auto opens = opens_for(plan, people, household);
  return opens && now >= *opens ? Stage::open : Stage::not_open;
}

}  // namespace lodge::parents_evening
