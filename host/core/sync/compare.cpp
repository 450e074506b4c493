#include "core/calendar/week_letters.h"
#include "core/sync/compare_people.h"

#include <algorithm>
#include <ranges>
#include <set>

namespace lodge::core {
namespace {

// Adds to `begin` what is only wanted, to `end` what is only there and need not stay.
template <class Row, class Stays>
void differ(const std::set<Row>& wanted, const std::set<Row>& there, std::vector<Row>& begin, std::vector<Row>& end, Stays&& stays) {
  std::ranges::set_difference(wanted, there, std::back_inserter(begin));
  for (const auto& row : there) {
    if (!wanted.contains(row) && !stays(row)) end.push_back(row);
  }
}

void compare_ties(const CheckedSchool& school, const SitePeople& present, const PeopleComparison& people, Changes& changes) {
  if (!school.asked.contains(kind::kContacts)) return;
  std::map<std::pair<ContactId, StudentId>, Tie> wanted;
  for (const auto& [who, tie] : school.ties) {
    const auto contact = people.id_of({PersonKind::contact, who.first}), student = people.id_of({PersonKind::student, who.second});
    if (!contact || !student) continue;
    const std::pair key(same_person<ContactId>(*contact), same_person<StudentId>(*student));
    wanted.emplace(key, Tie{key.first, key.second, tie.relationship, tie.responsibility, tie.priority});
  }
  const bool all_read = !school.partly.contains(kind::kContacts);
  for (const auto& tie : present.rows().ties) {
    const auto found = wanted.find({tie.contact, tie.student});
    if (found == wanted.end()) {
      if (all_read && !people.is_left_alone(same_person<PersonId>(tie.contact)) && !people.is_left_alone(same_person<PersonId>(tie.student))) changes.ties_end.push_back(tie);
      continue;
    }
    const auto& now = found->second;
    if (now.relationship == tie.relationship && now.responsibility == tie.responsibility && now.priority == tie.priority) wanted.erase(found);
    else changes.ties_end.push_back(tie);
  }
  for (const auto& [key, tie] : wanted) changes.ties_begin.push_back(tie);
}

template <class Members>
std::set<Membership> memberships(const std::map<std::string, Members>& bodies, const PeopleComparison& people, auto&& members_of) {
  std::set<Membership> wanted;
  for (const auto& [name, body] : bodies) {
    for (const auto& member : members_of(body)) {
      if (const auto id = people.id_of(member)) wanted.emplace(name, *id);
    }
  }
  return wanted;
}

std::set<std::string> names_in(const std::vector<Membership>& members) {
  std::set<std::string> names;
  for (const auto& [name, person] : members) names.insert(name);
  return names;
}

// Of bodies (classes, groups) by name: which came, went, or have other members or another subject.
Count count_bodies(const std::set<std::string>& wanted, const std::set<std::string>& there, const std::set<std::string>& touched) {
  Count count;
  for (const auto& name : wanted) ++(!there.contains(name) ? count.added : touched.contains(name) ? count.changed : count.same);
  count.missing = std::ranges::count_if(there, [&](const auto& name) { return !wanted.contains(name); });
  return count;
}

void compare_classes(const CheckedSchool& school, const SitePeople& present, const PeopleComparison& people, Changes& changes) {
  if (!school.asked.contains(kind::kClasses)) return;
  const bool some_unread = school.partly.contains(kind::kClasses);
  std::set<std::string> wanted, there, touched;
  for (const auto& [code, one] : school.classes) {
    wanted.insert(code);
    const auto known = present.rows().classes.find(code);
    if (known != present.rows().classes.end() && known->second == one.subject) continue;
    changes.classes_begin.emplace_back(code, one.subject);
    if (known != present.rows().classes.end()) changes.classes_end.push_back(code);
    touched.insert(code);
  }
  for (const auto& [code, subject] : present.rows().classes) {
    there.insert(code);
    if (some_unread) wanted.insert(code);
    if (!wanted.contains(code)) changes.classes_end.push_back(code);
  }
  const auto& members = present.rows().class_members;
  differ(memberships(school.classes, people, [](const CheckedClass& one) -> const auto& { return one.members; }), {members.begin(), members.end()},
         changes.class_members_begin, changes.class_members_end,
         [&](const Membership& row) { return some_unread || (wanted.contains(row.first) && people.is_left_alone(row.second)); });
  touched.merge(names_in(changes.class_members_begin));
  touched.merge(names_in(changes.class_members_end));
  changes.counts[kind::kClasses] = count_bodies(wanted, there, touched);
}

void compare_groups(const CheckedSchool& school, const SitePeople& present, const PeopleComparison& people, Changes& changes) {
  if (!school.asked.contains(kind::kGroups)) return;
  const auto& members = present.rows().group_members;
  const auto wanted = memberships(school.groups, people, [](const auto& one) -> const auto& { return one; });
  differ(wanted, {members.begin(), members.end()}, changes.group_members_begin, changes.group_members_end,
         [&](const Membership& row) { return school.partly.contains(kind::kGroups) || people.is_left_alone(row.second); });
  auto touched = names_in(changes.group_members_begin);
  touched.merge(names_in(changes.group_members_end));
  changes.counts[kind::kGroups] = count_bodies(names_in({wanted.begin(), wanted.end()}), names_in(members), touched);
}

bool is_same(const Room& one, const Room& other) {
  const auto of = [](const Room& room) { return std::tie(room.code, room.name, room.building, room.capacity, room.kind, room.features); };
  return of(one) == of(other);
}

// Answers under which id each room's code is, or will be, known.
std::map<std::string, RoomId> compare_rooms(const CheckedSchool& school, const SiteRooms& present, Changes& changes) {
  std::map<std::string, RoomId> ids;
  for (const auto& row : present.rows()) ids.emplace(row.room.code, row.room.id);
  if (!school.asked.contains(kind::kRooms)) return ids;
  auto& count = changes.counts[kind::kRooms];
  for (const auto& row : present.rows()) {
    if (row.missing || school.rooms.contains(row.room.code) || school.partly.contains(kind::kRooms)) continue;
    ++count.missing;
    changes.rooms.push_back({{row.room, true}, false});
  }
  for (const auto& [code, said] : school.rooms) {
    const auto [known, is_new] = ids.try_emplace(code, RoomId::random());
    auto room = said;
    room.id = known->second;
    const auto row = std::ranges::find(present.rows(), room.id, [](const RoomRow& one) { return one.room.id; });
    if (!is_new && !row->missing && is_same(row->room, room)) {
      ++count.same;
      continue;
    }
    ++(is_new ? count.added : count.changed);
    changes.rooms.push_back({{room, false}, is_new});
  }
  return ids;
}

void compare_lines(const CheckedSchool& school, const Present& present, const PeopleComparison& people,
                   const std::map<std::string, RoomId>& rooms, Changes& changes) {
  if (!school.asked.contains(kind::kLessons)) return;
  std::set<TimetableLine> wanted;
  for (const auto& line : school.lines) {
    TimetableLine one{line.week, line.weekday, line.period, line.class_code, std::nullopt, std::nullopt};
    if (const auto teacher = people.id_of({PersonKind::teacher, line.teacher_mis_id})) one.teacher = same_person<TeacherId>(*teacher);
    if (const auto room = rooms.find(line.room_code); room != rooms.end()) one.room = room->second;
    wanted.insert(std::move(one));
  }
  differ(wanted, {present.lines.begin(), present.lines.end()}, changes.lines_begin, changes.lines_end,
         [&](const auto&) { return school.partly.contains(kind::kLessons); });
  auto& count = changes.counts[kind::kLessons];
  count.added = std::ssize(changes.lines_begin);
  count.missing = std::ssize(changes.lines_end);
  count.same = std::ssize(wanted) - count.added;
}

template <class Rows>
Count count_rows(const Rows& wanted, const Rows& there) {
  Count count;
  for (const auto& row : wanted) ++(std::ranges::count(there, row) > 0 ? count.same : count.added);
  count.missing = std::ranges::count_if(there, [&](const auto& row) { return std::ranges::count(wanted, row) == 0; });
  return count;
}

// Terms and closures as one list that can be compared.
std::vector<std::tuple<std::string, LocalDate, LocalDate>> spans_of(const SchoolYears& years) {
  std::vector<std::tuple<std::string, LocalDate, LocalDate>> spans;
  for (const auto& term : years.terms) spans.emplace_back(term.name, term.first_day, term.last_day);
  for (const auto& closure : years.closures) spans.emplace_back(closure.name, closure.first_day, closure.last_day);
  return spans;
}

void compare_years(const CheckedSchool& school, const Present& present, Changes& changes) {
  const auto merged = merged_years(school, present.years);
  if (school.asked.contains(kind::kTerms)) changes.counts[kind::kTerms] = count_rows(spans_of(merged), spans_of(present.years));
  if (school.asked.contains(kind::kPeriods)) changes.counts[kind::kPeriods] = count_rows(merged.periods, present.years.periods);
  const bool same = spans_of(merged) == spans_of(present.years) && merged.periods == present.years.periods && merged.letters == present.years.letters;
  if (!same) changes.years = merged;
}

}  // namespace

bool Changes::nothing() const {
  return !years && rooms.empty() && people.empty() && ties_begin.empty() && ties_end.empty() &&
         std::ranges::all_of(counts, [](const auto& one) { return one.second.nothing(); });
}

Changes compare(const CheckedSchool& school, const Present& present) {
  Changes changes;
  for (const auto& kind : school.asked) changes.counts[kind];
  PeopleComparison people(school, present, changes);
  people.compare();
  compare_ties(school, *present.people, people, changes);
  compare_classes(school, *present.people, people, changes);
  compare_groups(school, *present.people, people, changes);
  compare_lines(school, present, people, compare_rooms(school, *present.rooms, changes), changes);
  compare_years(school, present, changes);
  return changes;
}

Known known_of(const Present& present) {
  Known known;
  for (const auto& row : present.people->rows().people) known.mis_ids[static_cast<std::size_t>(row.kind)].insert(row.fields.mis_id);
  for (const auto& [code, subject] : present.people->rows().classes) known.classes.insert(code);
  for (const auto& row : present.rooms->rows()) known.rooms.insert(row.room.code);
  for (const auto& rule : present.years.periods) known.periods.insert(rule.code);
  return known;
}

}  // namespace lodge::core
