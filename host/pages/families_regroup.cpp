#include "pages/family_pages.h"
#include "pages/form.h"

#include <lodge/rooms.h>

#include <algorithm>
#include <array>

namespace lodge::pages {
namespace {

constexpr auto kAhead = std::chrono::days(3660);

/// When it is in the family's diary: what else it claims may count on an axis of its own, as a desk counts its slots.
Interval in_the_diary(const People& people, const Booking& booking) {
  const auto is_diary = [&](const Want& want) { return !people.members_of(same_person<HouseholdId>(want.resource)).empty(); };
  const auto found = std::ranges::find_if(booking.wants, is_diary);
  return found == booking.wants.end() ? booking.wants.front().when : found->when;
}

std::string when_words(const FamilyPages& on, const Request& request, const Booking& booking) {
  const auto site = request.actor.site;
  const auto when = in_the_diary(*on.directory.people(site), booking);
  return request.say->day(on.calendar.date_of(site, when.starts())) + ", " +
         request.say->times(on.calendar.minutes_of(site, when.starts()), on.calendar.minutes_of(site, when.ends()));
}

Value::List bookings_shown(const FamilyPages& on, const Request& request, const std::vector<Booking>& bookings) {
  Value::List shown;
  for (const auto& booking : bookings) shown.push_back(Value::Map{{"id", booking.id.text()}, {"when", when_words(on, request, booking)}});
  return shown;
}

Value::List clashes_shown(const FamilyPages& on, const Request& request, const core::Rekeying& result) {
  std::vector<Booking> clashing;
  for (const auto& clash : result.clashing) clashing.push_back(clash.booking);
  return bookings_shown(on, request, clashing);
}

/// The two of whom one is joined to the other's household; nothing when the address names no such two.
struct Two {
  std::shared_ptr<const People> people;
  const Contact *here = nullptr, *other = nullptr;
};

std::optional<Two> two_of(const FamilyPages& on, const Request& request, const Fields& fields) {
  Two two{on.directory.people(request.actor.site), nullptr, nullptr};
  two.here = contact_of(*two.people, request);
  const auto other = ContactId::parse(fields.get("with"));
  two.other = other ? two.people->contact(*other) : nullptr;
  const bool fit = two.here != nullptr && two.other != nullptr && two.here->household != two.other->household;
  return fit ? std::optional(std::move(two)) : std::nullopt;
}

Response show_join(const FamilyPages& on, const Request& request, const Two& two, const core::Rekeying& result, int status) {
  auto values = form_values(request);
  values["here"] = full_name(*two.here);
  values["other"] = full_name(*two.other);
  values["with"] = two.other->id.text();
  values["action"] = link_to(*two.here) + "/join";
  values["back"] = link_to(*two.here);
  values["moved"] = bookings_shown(on, request, result.moved);
  values["any_moved"] = !result.moved.empty();
  values["clashing"] = clashes_shown(on, request, result);
  values["any_clashing"] = !result.clashing.empty();
  values["any_besides"] = !result.besides.empty();
  values["besides"] = sentences_shown(result.besides);
  return on.pages.page(request, "host/family_join", request.say->say("One household"), values, status);
}

core::Regrouping joining(const FamilyPages& on, const Request& request, const Two& two) {
  return on.households.joining(request.actor.site, two.other->household, two.here->household);
}

Response preview_join(const FamilyPages& on, const Request& request) {
  const auto two = two_of(on, request, request.query);
  if (!two) return on.pages.sorry(request, 404);
  return show_join(on, request, *two, on.households.preview(request.actor, joining(on, request, *two), *request.say), 200);
}

Response join(const FamilyPages& on, const Request& request) {
  const auto two = two_of(on, request, request.form);
  if (!two) return on.pages.sorry(request, 404);
  const auto done = on.households.apply(request.actor, joining(on, request, *two), *request.say);
  if (!done) return show_join(on, request, *two, done.error(), 409);
  return Response::see_other(link_to(*two->here) + "?done=join");
}

bool may_split(const People& people, const Contact* contact) {
  return contact != nullptr && people.members_of(contact->household).size() > 1;
}

std::vector<Booking> bookings_of(const FamilyPages& on, const Request& request, HouseholdId household) {
  const auto now = request.received_at;
  return on.central.read([&](Reader& reader) {
    return on.ledger.between(reader, std::array{diary_of(household)}, Interval::make(now, now + kAhead).value());
  });
}

Value::Map split_values(const Request& request, const Contact& contact) {
  auto values = form_values(request);
  values["name"] = full_name(contact);
  values["action"] = link_to(contact) + "/split";
  values["back"] = link_to(contact);
  return values;
}

Response ask_what_goes_along(const FamilyPages& on, const Request& request, const Contact& contact) {
  const auto bookings = bookings_of(on, request, contact.household);
  auto values = split_values(request, contact);
  values["any"] = !bookings.empty();
  values["bookings"] = bookings_shown(on, request, bookings);
  return on.pages.page(request, "host/family_split", request.say->say("A household of its own"), values);
}

Response show_split(const FamilyPages& on, const Request& request, const Contact& contact, const core::Rekeying& result, int status) {
  auto values = split_values(request, contact);
  values["moved"] = bookings_shown(on, request, result.moved);
  values["any_moved"] = !result.moved.empty();
  values["clashing"] = clashes_shown(on, request, result);
  values["any_clashing"] = !result.clashing.empty();
  auto besides = result.besides;
  if (result.codes_ended > 0) {
    besides.push_back(request.say->say_many("{count} letter or code that they had opens nothing any more. Print each household a new one.",
                                            "{count} letters and codes that they had open nothing any more. Print each household a new one.", result.codes_ended));
  }
  values["any_besides"] = !besides.empty();
  values["besides"] = sentences_shown(besides);
  return on.pages.page(request, "host/family_split_sure", request.say->say("A household of its own"), values, status);
}

Response preview_split(const FamilyPages& on, const Request& request) {
  const auto people = on.directory.people(request.actor.site);
  const auto* contact = contact_of(*people, request);
  return may_split(*people, contact) ? ask_what_goes_along(on, request, *contact) : on.pages.sorry(request, 404);
}

core::Regrouping splitting(const FamilyPages& on, const Request& request, const Contact& contact) {
  std::vector<BookingId> taken;
  for (const auto& text : request.form.every("booking")) {
    if (const auto id = BookingId::parse(text)) taken.push_back(*id);
  }
  return on.households.splitting(request.actor.site, contact.id, std::move(taken));
}

// Shown first with what goes along as it was ticked, then done.
Response split(const FamilyPages& on, const Request& request) {
  const auto people = on.directory.people(request.actor.site);
  const auto* contact = contact_of(*people, request);
  if (!may_split(*people, contact)) return on.pages.sorry(request, 404);
  const auto plan = splitting(on, request, *contact);
  if (!request.form.has("sure")) return show_split(on, request, *contact, on.households.preview(request.actor, plan, *request.say), 200);
  const auto done = on.households.apply(request.actor, plan, *request.say);
  if (!done && done.error().overtaken) return ask_what_goes_along(on, request, *contact);
  if (!done) return show_split(on, request, *contact, done.error(), 409);
  return Response::see_other(link_to(*contact) + "?done=split");
}

}  // namespace

void add_regrouping_routes(Routes& routes, const FamilyPages& on) {
  routes.add({Method::get, "/admin/families/{contact}/join", kManageFamilies, [on](const Request& request) { return preview_join(on, request); }});
  routes.add({Method::post, "/admin/families/{contact}/join", kManageFamilies, [on](const Request& request) { return join(on, request); }});
  routes.add({Method::get, "/admin/families/{contact}/split", kManageFamilies, [on](const Request& request) { return preview_split(on, request); }});
  routes.add({Method::post, "/admin/families/{contact}/split", kManageFamilies, [on](const Request& request) { return split(on, request); }});
}

}  // namespace lodge::pages
