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
  bool operator==(const Spoken&) const = default;
};

Spoken spoken(const Kernel& kernel, SiteId site, const std::vector<TeacherRequest>& all, StudentId student) {
  const auto found = std::ranges::find(all, student, &TeacherRequest::student);
  if (found == all.end()) return {};
  const auto place = request_place(found->evening, student, found->teacher);
  return {found->sort == RequestSort::please ? "please" : "no_need",
          found->note.empty() ? "" : kernel.privacy.open(site, found->author, place, found->note).value_or("")};
}

/// A student of a teacher's: what is kept, and what the form that came says instead.
struct Row {
  TeacherId teacher;
  const Student* student;
  std::string field;  ///< "<student>.<teacher>"
  Spoken kept, said;
  bool is_too_long() const { return said.note.size() > kLongestRequest; }
  /// A note is kept with one of the two sorts, so without one it would be lost.
  bool is_unsorted() const { return !sort_of(said.sort) && said.note.find_first_not_of(' ') != std::string::npos; }
  bool is_faulty() const { return is_too_long() || is_unsorted(); }
};

std::vector<Row> rows_of(const Kernel& kernel, const Request& request, const Plan& plan, const People& people, PersonId whose) {
  std::vector<Row> rows;
  for (const auto teacher : teaches_as(plan, whose)) {
    const auto all = kernel.database.read([&](Reader& reader) { return requests_by(reader, plan.evening.id, teacher); });
    for (const auto* student : students_of(plan, people, teacher)) {
      auto field = student->id.text() + "." + teacher.text();
      auto kept = spoken(kernel, request.actor.site, all, student->id);
      const auto sort = "sort-" + field, note = "note-" + field;
      const bool came = request.form.has(sort) || request.form.has(note);
      auto said = came ? Spoken{request.form.get(sort), request.form.get(note)} : kept;
      rows.push_back({teacher, student, std::move(field), std::move(kept), std::move(said)});
    }
  }
  return rows;
}

Value shown(const Row& row, const Plan& plan, const People& people) {
  return Value::Map{{"field", row.field}, {"faulty", row.is_faulty()},
                    {"student", people.name(same_person<PersonId>(row.student->id))}, {"class", row.student->registration_class},
                    {"subject", subject_words(plan, people, row.student->id, row.teacher)},
                    {"please", row.said.sort == "please"}, {"no_need", row.said.sort == "no_need"}, {"nothing", row.said.sort.empty()},
                    {"note", row.said.note}};
}

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
  const auto rows = rows_of(kernel_, request, plan, *opened->people, opened->whose);
  Value::List list;
  for (const auto& row : rows) list.push_back(shown(row, plan, *opened->people));
  const bool faulty = std::ranges::any_of(rows, &Row::is_faulty);
  values["none"] = rows.empty();
  values["any_faulty"] = faulty;
  values["any_too_long"] = std::ranges::any_of(rows, &Row::is_too_long);
  values["any_unsorted"] = std::ranges::any_of(rows, &Row::is_unsorted);
  values["rows"] = std::move(list);
  return kernel_.pages.page(request, "parents_evening/requests", request.say->say("Whom would you like to see?"), values, faulty ? 400 : 200);
}

Response TeacherPages::ask(const Request& request) const {
  const auto opened = open(request);
  if (!opened) return sorry(request);
  const auto& plan = *opened->plan;
  const auto& from = plan.evening.requests_from;
  if (!from || *from > kernel_.clock.now() || plan.ends() <= kernel_.clock.now()) return requests(request);
  const auto rows = rows_of(kernel_, request, plan, *opened->people, opened->whose);
  if (std::ranges::any_of(rows, &Row::is_faulty)) return requests(request);
  for (const auto& row : rows) {
    if (row.said != row.kept) night_.ask(request.actor, plan, row.teacher, row.student->id, sort_of(row.said.sort), row.said.note);
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
