#include "core/sync/judge.h"

#include "core/dates.h"

#include <algorithm>
#include <array>

namespace lodge::core {
namespace {

using Weight = Fault::Weight;

// Adds those of a row's two persons who are somebody; tells of the others.
void add_members(Judge& judge, const Origin& origin, std::string_view teacher, std::string_view student, std::set<MisPerson>& members) {
  for (const auto& [kind, text] : {std::pair(PersonKind::teacher, trimmed(teacher)), std::pair(PersonKind::student, trimmed(student))}) {
    if (text.empty()) continue;
    const MisPerson whom{kind, std::string(text)};
    if (judge.is_somebody(whom)) members.insert(whom);
    else judge.waits(origin, whom);
  }
}

std::string key_of(std::string_view a, std::string_view b, std::string_view c) {
  return std::string(a) + '\n' + std::string(b) + '\n' + std::string(c);
}

// Tells of rows that say again what an earlier one says.
class Repeats {
 public:
  Repeats(Judge& judge, std::string kind) : judge_(judge), kind_(std::move(kind)) {}
  bool is_one(const Origin& origin, std::string key, std::string_view who) {
    const auto [earlier, is_new] = seen_.try_emplace(std::move(key), origin);
    if (!is_new) judge_.repeated(kind_, origin, earlier->second, who);
    return !is_new;
  }

 private:
  Judge& judge_;
  std::string kind_;
  std::map<std::string, Origin> seen_;
};

}  // namespace

void judge_classes(Judge& judge, const std::vector<ClassRecord>& records) {
  Repeats repeats(judge, "class.repeated");
  for (const auto& record : records) {
    const auto code = judge.name("class", record.origin, "", "class", record.code, 60);
    if (!code || repeats.is_one(record.origin, key_of(*code, record.teacher_mis_id, record.student_mis_id), *code)) continue;
    auto& kept = judge.school.classes[*code];
    if (kept.subject.empty()) kept.subject = judge.text("class", record.origin, *code, "subject", record.subject);
    add_members(judge, record.origin, record.teacher_mis_id, record.student_mis_id, kept.members);
  }
}

void judge_groups(Judge& judge, const std::vector<GroupRecord>& records) {
  Repeats repeats(judge, "group.repeated");
  for (const auto& record : records) {
    const auto name = judge.name("group", record.origin, "", "group", record.name);
    if (!name || repeats.is_one(record.origin, key_of(*name, record.teacher_mis_id, record.student_mis_id), *name)) continue;
    add_members(judge, record.origin, record.teacher_mis_id, record.student_mis_id, judge.school.groups[*name]);
  }
}

namespace {

std::vector<std::string> features_of(std::string_view text) {
  std::vector<std::string> features;
  while (!text.empty()) {
    const auto end = std::min(text.find(';'), text.size());
    if (const auto one = trimmed(text.substr(0, end)); !one.empty() && !fault_in_name(one, 60)) features.emplace_back(one);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return features;
}

int capacity_of(Judge& judge, const RoomRecord& record, const std::string& code) {
  const auto clean = trimmed(record.capacity);
  if (clean.empty()) return 0;
  if (const auto seats = read_number(clean, 0, 100'000)) return *seats;
  judge.add(Weight::left_out, "room.capacity", record.origin, code, "the capacity is no number; it counts as unknown", "Correct it in the file.");
  return 0;
}

}  // namespace

void judge_rooms(Judge& judge, const std::vector<RoomRecord>& records) {
  for (const auto& record : records) {
    const auto code = judge.name("room", record.origin, "", "code", record.code, 60);
    if (!code) continue;
    auto name = judge.text("room", record.origin, *code, "name", record.name);
    Room room{{}, *code, name.empty() ? *code : std::move(name), judge.text("room", record.origin, *code, "building", record.building),
              capacity_of(judge, record, *code), judge.text("room", record.origin, *code, "kind", record.kind), features_of(record.facilities)};
    if (!judge.school.rooms.try_emplace(*code, std::move(room)).second) {
      judge.set_aside("room.conflict", record.origin, *code, "an earlier row has this code already; that row was kept", "Give each room one code and one row.");
    }
  }
}

namespace {

std::optional<PeriodKind> period_kind(std::string_view word) {
  static constexpr std::array<std::pair<std::string_view, PeriodKind>, 8> kKinds = {
      {{"registration", PeriodKind::registration}, {"lesson", PeriodKind::lesson}, {"break", PeriodKind::rest}, {"rest", PeriodKind::rest},
       {"lunch", PeriodKind::rest}, {"after-school", PeriodKind::after_school}, {"after_school", PeriodKind::after_school},
       {"evening", PeriodKind::after_school}}};
  const auto* found = std::ranges::find(kKinds, word, &std::pair<std::string_view, PeriodKind>::first);
  return found == kKinds.end() ? std::nullopt : std::optional(found->second);
}

const PeriodRule* overlapping(const std::vector<PeriodRule>& periods, const PeriodRule& one) {
  const auto found = std::ranges::find_if(periods, [&](const PeriodRule& other) {
    return other.code == one.code || (other.starts < one.ends && one.starts < other.ends);
  });
  return found == periods.end() ? nullptr : &*found;
}

}  // namespace

void judge_periods(Judge& judge, const std::vector<PeriodRecord>& records) {
  for (const auto& record : records) {
    const auto code = judge.name("period", record.origin, "", "code", record.code, 20);
    if (!code) continue;
    const auto starts = parse_time_of_day(trimmed(record.starts)), ends = parse_time_of_day(trimmed(record.ends));
    const auto kind = period_kind(trimmed(record.kind));
    if (!starts || !ends || *starts >= *ends || !kind) {
      judge.set_aside("period.times", record.origin, *code, "it does not end after it starts, or is of no known kind",
                      "Times are hours:minutes; kinds are registration, lesson, break, after-school and evening.");
      continue;
    }
    auto name = judge.text("period", record.origin, *code, "name", record.name, 60);
    const PeriodRule rule{"", "", 0, *code, name.empty() ? *code : std::move(name), *starts, *ends, *kind};
    if (overlapping(judge.school.periods, rule)) {
      judge.set_aside("period.conflict", record.origin, *code, "it has the code or the time of an earlier row", "Periods follow each other.");
    } else {
      judge.school.periods.push_back(rule);
    }
  }
}

namespace {

// Terms are known by their first day, closures by that and their name.
bool is_there(const CheckedSchool& school, bool is_term, LocalDate first, const std::string& name) {
  if (is_term) return std::ranges::find(school.terms, first, &Term::first_day) != school.terms.end();
  return std::ranges::any_of(school.closures, [&](const Closure& one) { return one.first_day == first && one.name == name; });
}

}  // namespace

void judge_terms(Judge& judge, const std::vector<TermRecord>& records) {
  for (const auto& record : records) {
    const auto name = judge.name("term", record.origin, "", "name", record.name, 60);
    if (!name) continue;
    const auto first = read_date(trimmed(record.first_day)), last = read_date(trimmed(record.last_day));
    const auto kind = trimmed(record.kind);
    const bool is_term = kind == "term";
    const bool is_known = is_term || kind == "holiday" || kind == "half-term" || kind == "inset" || kind == "closure";
    if (!first || !last || first->value > last->value || !is_known) {
      judge.set_aside("term.dates", record.origin, *name, "its days are no dates in order, or it is of no known kind",
                      "Dates are year-month-day; kinds are term, holiday and inset.");
    } else if (is_there(judge.school, is_term, first->value, *name)) {
      judge.set_aside("term.conflict", record.origin, *name, "an earlier row begins on the same day, as a term or under the same name", "Each term and each holiday stands once.");
    } else if (is_term) {
      judge.school.terms.push_back({*name, first->value, last->value});
    } else {
      const bool inset = kind == "inset" || name->find("INSET") != std::string::npos;
      judge.school.closures.push_back({*name, inset ? Closure::Kind::inset : Closure::Kind::holiday, first->value, last->value});
    }
  }
  std::ranges::sort(judge.school.terms, {}, &Term::first_day);
  std::ranges::sort(judge.school.closures, {}, [](const Closure& one) { return std::pair(one.first_day, one.name); });
}

namespace {

// The first thing that keeps a lesson from being held, as half a sentence.
std::optional<std::string_view> fault_in(const Judge& judge, const CheckedLine& line) {
  const auto& school = judge.school;
  const auto has_period = [&](const PeriodRule& rule) { return rule.code == line.period; };
  if (line.weekday == 0) return "the day is no number from 1 (Monday) to 7";
  if (line.week.size() > 2 || fault_in_name(line.week, 2)) return "the week is no letter";
  if (!std::ranges::any_of(school.periods, has_period) && !judge.known.periods.contains(line.period)) return "no period has this code";
  if (!school.classes.contains(line.class_code) && !judge.known.classes.contains(line.class_code)) return "no class has this code";
  if (!line.room_code.empty() && !school.rooms.contains(line.room_code) && !judge.known.rooms.contains(line.room_code)) {
    return "no room has this code";
  }
  return std::nullopt;
}

}  // namespace

void judge_lessons(Judge& judge, const std::vector<LessonRecord>& records) {
  Repeats repeats(judge, "lesson.repeated");
  for (const auto& record : records) {
    const auto week = trimmed(record.week);
    CheckedLine line{std::string(week.empty() ? "A" : week), read_number(trimmed(record.day), 1, 7).value_or(0), std::string(trimmed(record.period)),
                     std::string(trimmed(record.class_code)), std::string(trimmed(record.teacher_mis_id)), std::string(trimmed(record.room))};
    if (const auto fault = fault_in(judge, line)) {
      judge.set_aside("lesson.unknown", record.origin, line.class_code, std::string(*fault), "Correct it in the timetable, or add what is missing to its own file.");
      continue;
    }
    if (const MisPerson teacher{PersonKind::teacher, line.teacher_mis_id}; !line.teacher_mis_id.empty() && !judge.is_somebody(teacher)) {
      judge.waits(record.origin, teacher);
      line.teacher_mis_id.clear();
    }
    const auto key = key_of(line.week + std::to_string(line.weekday), line.period + '\n' + line.class_code, line.teacher_mis_id + '\n' + line.room_code);
    if (!repeats.is_one(record.origin, key, line.class_code)) judge.school.lines.insert(line);
  }
}

}  // namespace lodge::core
