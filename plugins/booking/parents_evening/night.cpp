#include "night.h"

#include "appointments.h"
#include "settings.h"

#include <algorithm>

namespace lodge::parents_evening {

bool sits(const Desk& desk, PersonId person) {
  const auto teacher = same_person<TeacherId>(person);
  return std::ranges::any_of(desk.teachers, [&](const DeskTeacher& one) { return one.teacher == teacher || one.substitute == teacher; });
}

std::vector<const Desk*> desks_run_by(const Plan& plan, PersonId person) {
  std::vector<const Desk*> all;
  for (const auto& desk : plan.desks) {
    if (!desk.away && sits(desk, person)) all.push_back(&desk);
  }
  std::ranges::sort(all, {}, [](const Desk* desk) { return std::pair(desk->starts, desk->id); });
  return all;
}

std::vector<TeacherId> teaches_as(const Plan& plan, PersonId person) {
  const auto self = same_person<TeacherId>(person);
  std::vector<TeacherId> all{self};
  for (const auto& desk : plan.desks) {
    for (const auto& one : desk.teachers) {
      if (one.substitute == self && std::ranges::find(all, one.teacher) == all.end()) all.push_back(one.teacher);
    }
  }
  return all;
}

std::vector<const EveningDate*> sittings_of(const Plan& plan, LocalDate day) {
  std::vector<const EveningDate*> all;
  for (const auto& date : plan.held_dates()) {
    if (date.date == day) all.push_back(&date);
  }
  return all;
}

std::vector<const EveningDate*> tonight(const Plan& plan, Instant now) {
  std::optional<LocalDate> day;
  for (const auto& date : plan.held_dates()) {
    day = date.date;
    if (date.when.ends() + kGoing > now) break;
  }
  return day ? sittings_of(plan, *day) : std::vector<const EveningDate*>();
}

void arrive_with_others(Transaction& transaction, const Plan& plan, const Appointment& booked, Instant now) {
  constexpr std::chrono::hours kNobodyBefore{24};
  if (booked.when.starts() - now > kNobodyBefore) return;
  for (const auto* date : tonight(plan, now)) {
    const auto since = date->date == plan.date(booked.date)->date ? arrived_since(transaction, date->id, booked.household) : std::nullopt;
    if (since) return static_cast<void>(set_arrived(transaction, booked.date, booked.household, since));
  }
}

std::chrono::minutes late_by(const Desk& desk, Instant now) {
  constexpr std::chrono::hours kBelieved{2};
  return desk.late_at && now - *desk.late_at < kBelieved ? desk.late : std::chrono::minutes(0);
}

Standing standing(const Desk& desk, const std::vector<Appointment>& at_desk, Instant now) {
  Standing found;
  const auto late = late_by(desk, now);
  for (const auto& one : at_desk) {
    if (one.attended == Attended::missed || one.when.ends() + late <= now) continue;
    if (one.when.starts() + late <= now) {
      found.current = &one;
    } else {
      found.next = &one;
      break;
    }
  }
  return found;
}

std::shared_ptr<const Plan> Night::find(SiteId site, EveningId evening) const {
  return kernel.database.read([&](Reader& reader) { return plans_.find(reader, site, evening); });
}

bool Night::may_run(const Actor& actor, const Desk& desk) const {
  return kernel.access.may(actor, kManage) || (kernel.access.may(actor, kTeach) && sits(desk, actor.person));
}

bool Night::may_speak_for(const Actor& actor, const Plan& plan, TeacherId teacher) const {
  if (kernel.access.may(actor, kManage)) return true;
  const auto all = teaches_as(plan, actor.person);
  return kernel.access.may(actor, kTeach) && std::ranges::find(all, teacher) != all.end();
}

bool Night::say_late(const Actor& actor, const Plan& plan, DeskId id, std::chrono::minutes late) const {
  const auto* desk = plan.desk(id);
  if (desk == nullptr || !may_run(actor, *desk) || late < std::chrono::minutes(0) || late > kMostLate) return false;
  return kernel.database.write([&](Transaction& transaction) {
    kernel.audit.record(transaction, actor, {"evening.late", id.text(), "{\"minutes\":" + std::to_string(late.count()) + "}"});
    return set_late(transaction, plan.evening.id, id, late, kernel.clock.now());
  });
}

bool Night::mark(const Actor& actor, const Plan& plan, BookingId booking, Attended attended) const {
  const auto one = kernel.database.read([&](Reader& reader) { return parents_evening::find(reader, booking); });
  const auto* desk = one && one->evening == plan.evening.id ? plan.desk(one->desk) : nullptr;
  if (desk == nullptr || !may_run(actor, *desk)) return false;
  return kernel.database.write([&](Transaction& transaction) {
    kernel.audit.record(transaction, actor, {"evening.attended", booking.text(), ""});
    return set_attended(transaction, booking, attended);
  });
}

bool Night::check_in(const Actor& actor, const Plan& plan, HouseholdId household, bool here) const {
  if (!kernel.access.may(actor, kManage)) return false;
  const auto at = here ? std::optional(kernel.clock.now()) : std::nullopt;
  return kernel.database.write([&](Transaction& transaction) {
    kernel.audit.record(transaction, actor, {here ? "evening.arrived" : "evening.not_arrived", household.text(), ""});
    std::int64_t count = 0;
    for (const auto* date : tonight(plan, kernel.clock.now())) count += set_arrived(transaction, date->id, household, at);
    return count > 0;
  });
}

bool Night::ask(const Actor& actor, const Plan& plan, TeacherId teacher, StudentId student, std::optional<RequestSort> sort,
                const std::string& note) const {
  const auto people = kernel.directory.people(actor.site);
  if (!may_speak_for(actor, plan, teacher) || people->student(student) == nullptr) return false;
  const auto all = pairings(plan, *people, student);
  if (std::ranges::find(all, teacher, &Pairing::teacher) == all.end()) return false;
  const auto& evening = plan.evening.id;
  const auto sealed = note.empty() || !sort ? "" : kernel.privacy.seal(actor.site, actor.person, request_place(evening, student, teacher), note);
  kernel.database.write([&](Transaction& transaction) {
    kernel.audit.record(transaction, actor, {"evening.requested", evening.text(), ""});
    if (!sort) return remove_request(transaction, evening, student, teacher);
    replace_request(transaction, {evening, student, teacher, *sort, actor.person, sealed, kernel.clock.now()});
  });
  return true;
}

}  // namespace lodge::parents_evening
