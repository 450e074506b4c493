#include "letter_pages.h"

#include "appointments.h"
#include "csv.h"
#include "exported.h"
#include "letter_lists.h"
#include "printed.h"
#include "settings.h"
#include "store.h"
#include "tell.h"
#include "told.h"
#include "wishers.h"

#include <lodge/iso8601.h>
#include <lodge/names.h>

#include <algorithm>
#include <tuple>

namespace lodge::parents_evening {
namespace {

constexpr std::size_t kMostShown = 200;

Response file(std::string type, std::string name, std::string body) {
  return Response{.content_type = std::move(type), .body = std::move(body),
                  .headers = {{"Content-Disposition", "attachment; filename=\"" + name + "\""}}};
}

Value::Map row(const Kernel& kernel, const Say& say, const Plan& plan, const People& people, const Reach& one) {
  const auto day = [&](const std::optional<Instant>& when) {
    return when ? say.short_day(kernel.calendar.date_of(plan.evening.site, *when)) : std::string();
  };
  return {{"students", student_names(say, people, one)}, {"names", names_of(say, people, one.household)}, {"email", one.email}, {"signed_in", one.signed_in},
          {"letter", day(one.letter_at)}, {"invited", day(one.invited_at)}, {"wished", one.wished},
          {"appointments", one.appointments == 0 ? "" : say.say_many("{count} appointment", "{count} appointments", static_cast<std::int64_t>(one.appointments))},
          {"href", "/admin/evenings/" + plan.evening.id.text() + "/families/" + one.household.text()}};
}

Requested requested_of(const Kernel& kernel, const Plan& plan, const People& people, const std::vector<HouseholdId>& households) {
  std::set<const Student*> students;
  for (const auto household : households) {
    for (const auto* student : children(plan, people, household)) students.insert(student);
  }
  return kernel.database.read([&](Reader& reader) { return requested(reader, plan, people, {students.begin(), students.end()}); });
}

std::size_t count(const std::vector<Reach>& all, const std::string& whom) { return meant(all, whom).size(); }

}  // namespace

void LetterPages::add_routes(Routes& routes) {
  const std::string base = "/admin/evenings/{evening}";
  const auto get = [&](const std::string& pattern, auto handler) {
    routes.add({.method = Method::get, .pattern = base + pattern, .permission = kManage,
                .handler = [this, handler](const Request& request) { return (this->*handler)(request); }});
  };
  const auto post = [&](const std::string& pattern, auto handler) {
    routes.add({.method = Method::post, .pattern = base + pattern, .permission = kManage,
                .handler = [this, handler](const Request& request) { return (this->*handler)(request); }});
  };
  get("/letters", &LetterPages::families);
  post("/letters", &LetterPages::letters);
  post("/invite", &LetterPages::invite);
  get("/slips.pdf", &LetterPages::slips);
  get("/lists.pdf", &LetterPages::lists);
  get("/dates/{date}/pack.pdf", &LetterPages::pack_now);
}

void LetterPages::add_jobs(Jobs& jobs) {
  jobs.every("parents_evening.remind", std::chrono::minutes(10), [this] { remind(); });
  jobs.every("parents_evening.pack", std::chrono::minutes(5), [this] { make_packs(); });
}

std::optional<LetterPages::Opened> LetterPages::open(const Request& request) const {
  const auto id = EveningId::parse(request.parts.get("evening"));
  if (!id) return std::nullopt;
  return kernel_.database.read([&](Reader& reader) -> std::optional<Opened> {
    const auto plan = plans_.find(reader, request.actor.site, *id);
    if (!plan) return std::nullopt;
    return Opened{plan, reach(kernel_, reader, *plan)};
  });
}

Response LetterPages::families(const Request& request) const {
  const auto opened = open(request);
  if (!opened) return kernel_.pages.sorry(request, 404);
  const auto& say = *request.say;
  const auto people = kernel_.directory.people(request.actor.site);
  const auto &whom = request.query.get("whom"), &typed = request.query.get("find");
  const auto words = name_words(typed);
  Value::List rows;
  std::int64_t more = 0;
  for (const auto& one : opened->families) {
    if (!is_meant(whom, one) || !is_called(*people, one.household, one.students, words)) continue;
    if (rows.size() < kMostShown) rows.push_back(row(kernel_, say, *opened->plan, *people, one));
    else ++more;
  }
  const auto invited = request.query.get("invited");
  const auto base = "/admin/evenings/" + opened->plan->evening.id.text();
  return kernel_.pages.page(
      request, "parents_evening/letters", say.say("Letters and families"),
      Value::Map{{"evening", opened->plan->evening.title}, {"base", base}, {"form_token", request.form_token},
                 {"all", opened->families.size()}, {"unreached", count(opened->families, "unreached")},
                 {"no_email", count(opened->families, "no_email")}, {"not_booked", count(opened->families, "not_booked")},
                 {"round", awaits_round(*opened->plan)}, {"not_wished", count(opened->families, "not_wished")},
                 {"printed", last_words(kernel_, say, request.actor.site, opened->families, &Reach::letter_at)},
                 {"sent", last_words(kernel_, say, request.actor.site, opened->families, &Reach::invited_at)},
                 {"reminded", reminded_words(say, opened->families)},
                 {"draft", opened->plan->evening.state == EveningState::draft}, {"invited", invited},
                 {"seen_at", instant_text(kernel_.clock.now())},
                 {"more", more == 0 ? "" : say.say_many("{count} family more. Type a name to find it.", "{count} families more. Type a name to find one.", more)},
                 {"whom", whom}, {"find", typed}, {"any", !rows.empty()}, {"families", std::move(rows)}, {"languages", language_choices(kernel_, say)}});
}

std::optional<std::vector<std::string>> LetterPages::new_codes(const Request& request, const Plan& plan, const People& people,
                                                               const std::vector<HouseholdId>& households) const {
  const auto now = kernel_.clock.now();
  return kernel_.database.write([&](Transaction& transaction) -> std::optional<std::vector<std::string>> {
    // A code for a household that was split meanwhile would open for who stays, in the letter of who leaves.
    if (!still_at(transaction, plan.evening.id, plan.evening.version, people)) return std::nullopt;
    auto codes = kernel_.parents.letter_codes(transaction, request.actor.site, letters_of(plan.evening.id), households, letters_until(plan));
    for (const auto household : households) mark_told(transaction, plan.evening.id, household, Told::letter, now);
    kernel_.audit.record(transaction, request.actor, {"evening.letters", plan.evening.id.text(), "{\"count\":" + std::to_string(codes.size()) + "}"});
    return codes;
  });
}

Response LetterPages::overtaken(const Request& request) const {
  return kernel_.pages.sorry(request, 409, request.say->say("The evening or its families were changed this very moment, so no letter was made. Please print once more."));
}

Response LetterPages::letters(const Request& request) const {
  if (request.form.get("as") == "csv") return mail_merge(request);
  const auto people = kernel_.directory.people(request.actor.site);  // first: who is meant is then as new, or no code is made
  const auto opened = open(request);
  if (!opened) return kernel_.pages.sorry(request, 404);
  const auto households = asked_for(opened->families, request.form);
  if (households.empty()) return Response::see_other("/admin/evenings/" + opened->plan->evening.id.text() + "/letters?whom=none");
  const auto codes = new_codes(request, *opened->plan, *people, households);
  if (!codes) return overtaken(request);
  const auto rooms = kernel_.rooms.rooms(request.actor.site);
  const Printing printing{kernel_, kernel_.pages.say(request.form.get("language")), *opened->plan, *people, *rooms, {},
                          requested_of(kernel_, *opened->plan, *people, households)};
  std::vector<Sheet> sheets;
  for (std::size_t i = 0; i < households.size(); ++i) sheets.push_back(letter(printing, households[i], (*codes)[i]));
  return file("application/pdf", "letters.pdf", kernel_.paper.pdf(opened->plan->evening.title, sheets));
}

Response LetterPages::mail_merge(const Request& request) const {
  const auto people = kernel_.directory.people(request.actor.site);
  const auto opened = open(request);
  if (!opened) return kernel_.pages.sorry(request, 404);
  const auto whom = request.form.get("whom");
  const auto codes = new_codes(request, *opened->plan, *people, meant(opened->families, whom));
  if (!codes) return overtaken(request);
  std::string text = "\xEF\xBB\xBF\"family\",\"students\",\"code\",\"address\"\r\n";  // a mark, so that spreadsheets read UTF-8
  std::size_t i = 0;
  for (const auto& one : opened->families) {
    if (!is_meant(whom, one)) continue;
    const auto& code = (*codes)[i++];
    text += csv_cell(one.names) + "," + csv_cell(student_names(*request.say, *people, one)) + "," + csv_cell(code) + "," + csv_cell(kernel_.parents.letter_address(code)) + "\r\n";
  }
  return file("text/csv; charset=utf-8", "letters.csv", std::move(text));
}

Response LetterPages::invite(const Request& request) const {
  const auto opened = open(request);
  if (!opened) return kernel_.pages.sorry(request, 404);
  const auto& evening = opened->plan->evening;
  if (evening.state != EveningState::published) return kernel_.pages.sorry(request, 409, request.say->say("Publish the evening first: until then no family can open what the message points to."));
  const auto now = kernel_.clock.now();
  const auto seen_at = parse_instant(request.form.get("seen_at")).value_or(now);
  std::size_t told = 0;
  kernel_.database.write([&](Transaction& transaction) {
    told = 0;
    for (const auto& one : opened->families) {
      if (!is_to_be_invited(*opened->plan, one) || !mark_told_first(transaction, evening.id, one.household, Told::invitation, now, seen_at)) continue;
      tell(kernel_, transaction, {request.actor.site, evening.id, one.household, "invitation", request.actor.person});
      ++told;
    }
    kernel_.audit.record(transaction, request.actor, {"evening.invited", evening.id.text(), "{\"count\":" + std::to_string(told) + "}"});
  });
  return Response::see_other("/admin/evenings/" + evening.id.text() + "/letters?invited=" + std::to_string(told));
}

Response LetterPages::printed(const Request& request, const std::string& name, const Sheets& sheets) const {
  const auto opened = open(request);
  if (!opened) return kernel_.pages.sorry(request, 404);
  const auto people = kernel_.directory.people(request.actor.site);
  const auto rooms = kernel_.rooms.rooms(request.actor.site);
  note_export(kernel_, request.actor, opened->plan->evening.id, name.substr(0, name.find('.')));
  const auto drawn = sheets({kernel_, *request.say, *opened->plan, *people, *rooms}, *opened);
  return file("application/pdf", name, kernel_.paper.pdf(opened->plan->evening.title, drawn));
}

Response LetterPages::slips(const Request& request) const {
  return printed(request, "appointments.pdf", [](Printing printing, const Opened& opened) {
    std::vector<Appointment> all;
    std::tie(all, printing.numbers) = appointments_and_numbers(printing.kernel, printing.plan);
    std::map<HouseholdId, std::vector<Appointment>> by_family;
    for (const auto& one : all) {
      if (one.state == AppointmentState::booked) by_family[one.household].push_back(one);
    }
    std::vector<Sheet> sheets;
    for (const auto& family : opened.families) {
      const auto own = by_family.find(family.household);
      if (own != by_family.end()) sheets.push_back(slip(printing, family.household, own->second));
    }
    return sheets;
  });
}

Response LetterPages::lists(const Request& request) const {
  return printed(request, "lists.pdf", [](const Printing& printing, const Opened&) { return desk_lists(printing); });
}

Response LetterPages::pack_now(const Request& request) const {
  const auto opened = open(request);
  const auto date = EveningDateId::parse(request.parts.get("date"));
  if (!opened || !date || opened->plan->date(*date) == nullptr) return kernel_.pages.sorry(request, 404);
  note_export(kernel_, request.actor, opened->plan->evening.id, "pack");
  return file("application/pdf", "pack.pdf", drawn_pack(kernel_, *request.say, *opened->plan, *date));
}

}  // namespace lodge::parents_evening
