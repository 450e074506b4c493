#include "day_page.h"

#include "links.h"
#include "settings.h"

#include <lodge/gzip.h>

namespace lodge::rooms {
namespace {

using std::chrono::days;

LocalDate moved(LocalDate date, int by) { return LocalDate(std::chrono::sys_days(date) + days(by)); }

std::string closed_note(const Say& say, const SchoolDay& day) {
  switch (day.kind) {
    case SchoolDay::Kind::closure: return say.say("{closure}: there are no lessons on this day.", {{"closure", day.closure}});
    case SchoolDay::Kind::weekend: return say.say("This is a weekend: there are no lessons.");
    case SchoolDay::Kind::outside_term: return say.say("This day is outside term: there are no lessons.");
    case SchoolDay::Kind::school: break;
  }
  return "";
}

std::string title(const Say& say, const SchoolDay& day) {
  const auto date = say.day(day.date);
  return day.week_letter.empty() ? date : say.say("{day} · Week {letter}", {{"day", date}, {"letter", day.week_letter}});
}

}  // namespace

Response DayPage::find_day(const Request& request) const {
  const auto site = request.actor.site;
  if (const auto asked = parse_date(request.query.get("date"))) return Response::see_other(day_link(*asked));
  const auto today = kernel_.calendar.date_of(site, kernel_.clock.now());
  return Response::see_other(day_link(school_day(kernel_.calendar, site, today, 1)));
}

std::string DayPage::revisions(SiteId site) const {
  return std::to_string(kernel_.ledger.revision(site)) + "." + std::to_string(kernel_.calendar.revision(site)) + "." +
         std::to_string(kernel_.directory.people(site)->revision()) + "." +
         std::to_string(kernel_.rooms.rooms(site)->revision());
}

std::shared_ptr<const DayGrid> DayPage::grid(SiteId site, LocalDate date, const std::string& stamp) {
  const auto key = site.text() + date_text(date);
  if (auto kept = grids_.find(key, stamp)) return kept;
  return grids_.keep(key, stamp, load_day(kernel_, site, date));
}

Response DayPage::show(const Request& request) {
  const auto date = parse_date(request.parts.get("date"));
  if (!date) return kernel_.pages.sorry(request, 404);
  const auto site = request.actor.site;
  const auto stamp = revisions(site);  // read before what it stands for, so that it is never too new
  // The minute, too, is part of what is shown: which period runs, and what is over.
  const auto minute = std::chrono::floor<std::chrono::minutes>(kernel_.clock.now()).time_since_epoch().count();
  const auto key = request.view_key + request.say->language() + date_text(*date) + query_of(filter_of(request.query));
  const auto full_stamp = stamp + "@" + std::to_string(minute);
  auto page = pages_.find(key, full_stamp);
  if (!page) page = pages_.keep(key, full_stamp, render(request, *grid(site, *date, stamp)));
  if (names_tag(request.if_none_match, page->tag)) {
    return Response{.status = 304, .content_type = "", .body = "", .headers = {{"ETag", page->tag}}};
  }
  return Response{.body = page->body, .headers = {{"ETag", page->tag}}, .compressed = true};
}

DayPage::Packed DayPage::render(const Request& request, const DayGrid& grid) const {
  const auto page = kernel_.pages.page(request, "rooms/day", title(*request.say, grid.day), values(request, grid));
  return {gzip(page.body), entity_tag(page.body)};
}

Value DayPage::values(const Request& request, const DayGrid& grid) const {
  const auto& say = *request.say;
  const auto site = request.actor.site;
  const auto date = grid.day.date;
  const auto filter = filter_of(request.query);
  const auto now = kernel_.clock.now();
  auto values = day_values(grid, {say, request.actor.person, kernel_.access.may(request.actor, kBook), kernel_.access.may(request.actor, kRead), filter, now});
  const auto today = kernel_.calendar.date_of(site, now);
  const auto query = query_of(filter);
  const auto neighbour = [&](int step) -> Value {
    const auto found = school_day(kernel_.calendar, site, moved(date, step), step);
    return Value::Map{{"href", day_link(found) + query}, {"words", say.short_day(found)}};
  };
  values["before"] = neighbour(-1);
  values["after"] = neighbour(1);
  values["today"] = date == today ? Value() : Value(day_link(today) + query);
  values["date"] = date_text(date);
  values["closed"] = closed_note(say, grid.day);
  values["filters"] = filter_links(say, *grid.rooms, filter, day_link(date));
  values["filtered"] = in_words(say, filter);
  values["unfiltered"] = day_link(date);
  values["no_rooms"] = grid.rooms->all().empty();
  return values;
}

}  // namespace lodge::rooms
