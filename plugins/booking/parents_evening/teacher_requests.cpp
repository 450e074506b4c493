// What teachers ask for before families book, and booking for a family.
#include "teacher_pages.h"

#include "appointments.h"
#include "reach.h"
#include "refusals.h"
#include "shown.h"
#include "telephone.h"

#include <algorithm>
#include <charconv>

namespace lodge::parents_evening {
namespace {

std::optional<RequestSort> sort_of(std::string_view word) {
  if (word == "please") return RequestSort::please;
  return word == "no_need" ? std::optional(RequestSort::no_need) : std::nullopt;
}

struct Spoken {
  std::string sort, note;
};

Spoken spoken(const Kernel& kernel, SiteId site, const std::vector<TeacherRequest>& all, StudentId student) {
  const auto found = std::ranges::find(all, student, &TeacherRequest::student);
  if (found == all.end()) return {};
  const auto place = request_place(found->evening, student, found->teacher);
  return {found->sort == RequestSort::please ? "please" : "no_need",
          found->note.empty() ? "" : kernel.privacy.open(site, found->author, place, found->note).value_or("")};
}

bool is_too_long(std::string_view note) { return note.size() > kLongestRequest; }

/// The student, household and teacher that an address names.
struct ForFamily {
  StudentId student;
  HouseholdId household;
  TeacherId teacher;
};

std::optional<ForFamily> family_of(const Fields& fields) {
  const auto student = StudentId::parse(fields.get("student"));
  const auto household = HouseholdId::parse(fields.get("household"));
  const auto teacher = TeacherId::parse(fields.get("for"));
  if (!student || !household || !teacher) return std::nullopt;
  return ForFamily{*student, *household, *teacher};
}

bool is_right(const Plan& plan, const People& people, const ForFamily& family) {
  return may_see(plan, people, family.household, family.student, family.teacher);
}

}  // namespace

Response TeacherPages::requests(const Request& request) const {
  const auto opened = open(request);
  if (!opened) return sorry(request);
  const auto& plan = *opened->plan;
  const auto& from = plan.evening.requests_from;
  auto values = frame(request, *opened);
  const auto now = kernel_.clock.now();
  values["closed"] = !from || *from > now || plan.ends() <= now || plan.evening.state == EveningState::cancelled;
  values["saved"] = request.query.get("done") == "saved";
  Value::List rows;
  for (const auto teacher : teaches_as(plan, opened->whose)) {
    const auto all = kernel_.database.read([&](Reader& reader) { return requests_by(reader, plan.evening.id, teacher); });
    for (const auto* student : students_of(plan, *opened->people, teacher)) {
      auto said = spoken(kernel_, request.actor.site, all, student->id);
      const auto field = student->id.text() + "." + teacher.text();
      if (request.form.has("sort-" + field)) said = {request.form.get("sort-" + field), request.form.get("note-" + field)};
      rows.push_back(Value::Map{{"field", field}, {"too_long", is_too_long(said.note)},
                                {"student", opened->people->name(same_person<PersonId>(student->id))},
                                {"class", student->registration_class},
                                {"subject", subject_words(plan, *opened->people, student->id, teacher)},
                                {"please", said.sort == "please"}, {"no_need", said.sort == "no_need"}, {"nothing", said.sort.empty()},
                                {"note", said.note}});
    }
  }
  values["none"] = rows.empty();
  const bool too_long = std::ranges::any_of(rows, [](const Value& row) { return row.boolean_or("too_long"); });
  values["any_too_long"] = too_long;
  values["rows"] = std::move(rows);
  return kernel_.pages.page(request, "parents_evening/requests", request.say->say("Whom would you like to see?"), values, too_long ? 400 : 200);
}

Response TeacherPages::ask(const Request& request) const {
  const auto opened = open(request);
  if (!opened) return sorry(request);
  const auto& plan = *opened->plan;
  const auto& from = plan.evening.requests_from;
  if (!from || *from > kernel_.clock.now() || plan.ends() <= kernel_.clock.now()) return requests(request);
  const bool too_long = std::ranges::any_of(request.form.all(), [](const auto& one) { return one.first.starts_with("note-") && is_too_long(one.second); });
  if (too_long) return requests(request);
  for (const auto teacher : teaches_as(plan, opened->whose)) {
    const auto all = kernel_.database.read([&](Reader& reader) { return requests_by(reader, plan.evening.id, teacher); });
    for (const auto* student : students_of(plan, *opened->people, teacher)) {
      const auto field = student->id.text() + "." + teacher.text();
      if (!request.form.has("sort-" + field)) continue;
      const auto before = spoken(kernel_, request.actor.site, all, student->id);
      const auto& sort = request.form.get("sort-" + field);
      const auto& note = request.form.get("note-" + field);
      if (sort == before.sort && note == before.note) continue;
      night_.ask(request.actor, plan, teacher, student->id, sort_of(sort), note);
    }
  }
  return Response::see_other(opened->base + "/requests?done=saved" + (opened->other.empty() ? "" : "&teacher=" + opened->other));
}

Response TeacherPages::choose(const Request& request) const {
  const auto opened = open(request);
  const auto family = family_of(request.method == Method::post ? request.form : request.query);
  if (!opened || !family || !night_.may_speak_for(request.actor, *opened->plan, family->teacher)) return sorry(request);
  if (!is_right(*opened->plan, *opened->people, *family)) return sorry(request);
  const auto known = appointments_.know(request.actor, opened->plan->evening.id, family->household);
  if (!known) return sorry(request);
  const auto& say = *request.say;
  const auto site = request.actor.site;
  constexpr std::size_t kAll = 400;
  auto spots = nearest(known->situation, {family->student, family->teacher, {}, 0, slots_for(known->situation, family->student, family->teacher), ""}, kernel_.clock.now(), kAll);
  std::ranges::sort(spots, {}, [](const Spot& one) { return std::tuple(one.when.starts(), one.desk); });
  Value::List slots;
  for (const auto& spot : spots) {
    slots.push_back(Value::Map{{"value", slot_text(spot.desk, spot.slot)},
                               {"day", opened->plan->dates.size() > 1 ? say.short_day(kernel_.calendar.date_of(site, spot.when.starts())) : ""},
                               {"time", say.time(kernel_.calendar.minutes_of(site, spot.when.starts()))},
                               {"chosen", slot_text(spot.desk, spot.slot) == request.form.get("slot")}});
  }
  auto values = frame(request, *opened);
  values["student"] = family->student.text();
  values["household"] = family->household.text();
  values["for"] = family->teacher.text();
  values["key"] = BookingId::random().text();
  values["name"] = opened->people->name(same_person<PersonId>(family->student));
  values["families"] = names_of(say, *opened->people, family->household);
  values["any"] = !slots.empty();
  values["slots"] = std::move(slots);
  const bool rung = std::ranges::any_of(spots, [&](const Spot& one) { return is_rung(*opened->plan, one.desk); });
  add_number_field(values, rung, request.form.get(kNumberField));  // the one that is known is seen once it is to be rung
  values["fault"] = request.parts.get("fault");
  return kernel_.pages.page(request, "parents_evening/book_for", say.say("Book for a family"), values, request.parts.has("fault") ? 409 : 200);
}

Response TeacherPages::book(const Request& request) const {
  const auto opened = open(request);
  const auto family = family_of(request.form);
  if (!opened || !family || !night_.may_speak_for(request.actor, *opened->plan, family->teacher)) return sorry(request);
  if (!is_right(*opened->plan, *opened->people, *family)) return sorry(request);
  const auto& text = request.form.get("slot");
  const auto dot = text.find('.');
  const auto desk = DeskId::parse(text.substr(0, dot));
  int slot = -1;
  if (dot != std::string::npos) std::from_chars(text.data() + dot + 1, text.data() + text.size(), slot);
  auto again = request;
  if (!desk || slot < 0) {
    again.parts.add("fault", request.say->say("Choose a time."));
    return choose(again);
  }
  const auto number = typed_number(request.form);
  if (!number.empty() && !is_number(number)) {
    again.parts.add("fault", number_fault(*request.say));
    return choose(again);
  }
  const auto known = number.empty() ? std::nullopt : appointments_.know(request.actor, opened->plan->evening.id, family->household);
  if (known) keep_number(kernel_, appointments_, request.actor, known->situation, number);  // before the family is written to
  const auto booked = appointments_.book(request.actor, {.evening = opened->plan->evening.id, .household = family->household,
                                                         .choices = {{family->student, family->teacher, *desk, slot, 1, ""}},
                                                         .made_by = MadeBy::teacher, .idempotency_key = request.form.get("idempotency_key")});
  if (booked) return Response::see_other(opened->link + (opened->other.empty() ? "?" : "&") + "done=booked");
  again.parts.add("fault", sentence(*request.say, booked.error().front().why, booked.error().front().reason));
  return choose(again);
}

}  // namespace lodge::parents_evening
