#include "feed_page.h"

#include "appointments.h"
#include "calendar_file.h"
#include "family.h"
#include "feed.h"
#include "secret.h"
#include "shown.h"

#include <lodge/parents.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

constexpr std::string_view kSuffix = ".ics";
constexpr std::chrono::days kLookBack{90};

/// Back to the page that the form stood on.
Response back(const Request& request, std::string_view done) {
  const auto evening = EveningId::parse(request.form.get("evening"));
  return Response::see_other(evening ? evening_link(*evening, "/booked?feed=" + std::string(done) + "#calendar") : "/parents/evenings");
}

/// A calendar that fetches by itself asks for no language: its reader's own counts, as for messages.
const Say& say_to(const Kernel& kernel, const Request& request, Reader& reader, ContactId contact) {
  const auto own = kernel.parents.language_of(reader, contact);
  return own.empty() ? *request.say : kernel.pages.say(own);
}

}  // namespace

std::string feed_address(const Kernel& kernel, const Actor& actor) {
  const auto feed = kernel.database.read([&](Reader& reader) { return find_feed(reader, same_person<ContactId>(actor.person)); });
  const auto secret = feed ? kernel.privacy.open(feed->site, actor.person, feed_place(feed->id), feed->secret) : std::nullopt;
  return secret ? whole_address(kernel, "/parents/calendar/" + feed->id.text() + *secret + std::string(kSuffix)) : "";
}

Response FeedPage::make(const Request& request) const {
  const auto id = FeedId::random();
  const auto& actor = request.actor;
  const Feed feed{same_person<ContactId>(actor.person), id, actor.site,
                  kernel_.privacy.seal(actor.site, actor.person, feed_place(id), RawId::random().text()), kernel_.clock.now()};
  kernel_.database.write([&](Transaction& transaction) {
    replace_feed(transaction, feed);
    kernel_.audit.record(transaction, actor, {"evening.calendar_feed_made", actor.person.text(), ""});
  });
  return back(request, "made");
}

Response FeedPage::stop(const Request& request) const {
  kernel_.database.write([&](Transaction& transaction) {
    remove_feed(transaction, same_person<ContactId>(request.actor.person));
    kernel_.audit.record(transaction, request.actor, {"evening.calendar_feed_stopped", request.actor.person.text(), ""});
  });
  return back(request, "stopped");
}

std::string FeedPage::file(const Request& request, SiteId site, ContactId contact) const {
  const auto people = kernel_.directory.people(site);
  const auto household = household_of(*people, same_person<PersonId>(contact));
  std::vector<CalendarEvent> events;
  kernel_.database.read([&](Reader& reader) {
    const auto& say = say_to(kernel_, request, reader, contact);
    std::map<EveningId, std::vector<Appointment>> by_evening;
    for (auto& one : all_of_household(reader, household, kernel_.clock.now() - kLookBack)) {
      if (one.state == AppointmentState::booked && may_be_told(*people, one)) by_evening[one.evening].push_back(std::move(one));
    }
    for (const auto& [evening, appointments] : by_evening) {
      const auto plan = plans_.find(reader, site, evening);
      if (plan) std::ranges::move(calendar_events(kernel_, say, reader, *plan, appointments), std::back_inserter(events));
    }
  });
  return icalendar(events);
}

Response FeedPage::read(const Request& request) const {
  constexpr auto kHalf = RawId::kTextSize;
  const auto& token = request.parts.get("token");
  const bool shaped = token.size() == 2 * kHalf + kSuffix.size() && token.ends_with(kSuffix);
  const auto id = shaped ? FeedId::parse(token.substr(0, kHalf)) : std::nullopt;
  const auto feed = id ? kernel_.database.read([&](Reader& reader) { return find_feed(reader, *id); }) : std::nullopt;
  // Whom the MIS no longer ties to a student may know the address still.
  const bool there = feed && !kernel_.directory.people(feed->site)->students_of(feed->contact).empty();
  const auto secret = there ? kernel_.privacy.open(feed->site, same_person<PersonId>(feed->contact), feed_place(feed->id), feed->secret) : std::nullopt;
  if (!secret || !same_secret(*secret, std::string_view(token).substr(kHalf, kHalf))) return kernel_.pages.sorry(request, 404);
  return Response{.content_type = "text/calendar; charset=utf-8", .body = file(request, feed->site, feed->contact), .headers = {}};
}

}  // namespace lodge::parents_evening
