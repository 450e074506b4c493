#include "pages/calendar_api.h"

#include "pages/api_list.h"

#include <lodge/iso8601.h>

namespace lodge::pages {
namespace {

constexpr auto kQuery = R"({"type":"object","properties":{"date":{"type":"string","format":"date","description":"today when left out"}}})";
constexpr auto kSchema =
    R"({"type":"object","additionalProperties":false,"required":["date","kind","closure","week_letter","term","time_zone","periods"],"properties":{"date":{"type":"string","format":"date"},"kind":{"enum":["school","weekend","closure","outside-term"]},"closure":{"type":["string","null"],"description":"Half-term"},"week_letter":{"type":["string","null"]},"time_zone":{"type":"string"},"term":{"type":["object","null"],"required":["name","first_day","last_day"],"properties":{"name":{"type":"string"},"first_day":{"type":"string","format":"date"},"last_day":{"type":"string","format":"date"}}},"periods":{"type":"array","description":"of a school day of this weekday, also when closed","items":{"type":"object","additionalProperties":false,"required":["code","name","kind","starts","ends"],"properties":{"code":{"type":"string"},"name":{"type":"string"},"kind":{"enum":["registration","lesson","rest","after-school"]},"starts":{"type":"string","format":"date-time"},"ends":{"type":"string","format":"date-time"}}}}}})";

std::string_view word(SchoolDay::Kind kind) {
  switch (kind) {
    case SchoolDay::Kind::school: return "school";
    case SchoolDay::Kind::weekend: return "weekend";
    case SchoolDay::Kind::closure: return "closure";
    case SchoolDay::Kind::outside_term: break;
  }
  return "outside-term";
}

std::string_view word(PeriodKind kind) {
  switch (kind) {
    case PeriodKind::registration: return "registration";
    case PeriodKind::lesson: return "lesson";
    case PeriodKind::rest: return "rest";
    case PeriodKind::after_school: break;
  }
  return "after-school";
}

Value text_or_null(const std::string& text) { return text.empty() ? Value() : Value(text); }

Value json_of(const Period& period) {
  return Value::Map{{"code", period.code}, {"name", period.name}, {"kind", word(period.kind)},
                    {"starts", instant_text(period.when.starts())}, {"ends", instant_text(period.when.ends())}};
}

Value json_of(const Term& term) {
  return Value::Map{{"name", term.name}, {"first_day", date_text(term.first_day)}, {"last_day", date_text(term.last_day)}};
}

Response day(const Calendar& calendar, const Clock& clock, const Request& request) {
  const auto site = request.actor.site;
  const auto date = request.query.has("date") ? parse_date(request.query.get("date")) : calendar.date_of(site, clock.now());
  if (!date) return malformed(request, "date");
  const auto day = calendar.day(site, *date);
  const auto term = calendar.term_at(site, *date);
  Value::List periods;
  for (const auto& period : day.periods) periods.push_back(json_of(period));
  return Response::json(Value::Map{{"date", date_text(*date)}, {"kind", word(day.kind)}, {"closure", text_or_null(day.closure)},
                                   {"week_letter", text_or_null(day.week_letter)}, {"term", term ? json_of(*term) : Value()},
                                   {"time_zone", calendar.time_zone(site)}, {"periods", std::move(periods)}});
}

}  // namespace

void add_calendar_api(Routes& routes, const Calendar& calendar, const Clock& clock) {
  routes.add({.method = Method::get,
              .pattern = "/api/v1/calendar",
              .permission = kReadCalendar,
              .handler = [&calendar, &clock](const Request& request) { return day(calendar, clock, request); },
              .api = ApiDoc{.summary = "What one date is in the school's year", .query_schema = kQuery, .request_schema = "", .response_schema = kSchema}});
}

}  // namespace lodge::pages
