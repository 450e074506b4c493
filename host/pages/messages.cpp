#include "pages/message_pages.h"

#include "core/outbox/store.h"
#include "pages/form.h"

#include <algorithm>

namespace lodge::pages {
namespace {

using core::outbox::State;
using core::outbox::Trouble;

constexpr std::string_view kDigits = "parents.code";  // digits are over before anybody looks

struct Cause {
  std::string why, cure;
};

Cause of_undeliverable(const Say& say, const Trouble& trouble, const std::string& address) {
  if (trouble.why == "no address" && !address.empty()) {
    return {say.say("The records held no e-mail address."), say.say("Now they do: try again.")};
  }
  if (trouble.why == "no address") {
    return {say.say("The records hold no e-mail address."), say.say("Have one put into the school's records. After the next import, try again; or ring them.")};
  }
  if (trouble.why == "the person has left") {
    return {say.say("The records do not hold this person any more."), say.say("There is nothing to send. Take it off the list.")};
  }
  if (trouble.why.starts_with("the address is not one")) {
    return {say.say("The address is not one that mail can be sent to."), say.say("Look for a slip, such as a space or a missing dot. Have it mended in the school's records; after the next import, try again.")};
  }
  return {say.say("The other side does not take mail for this address."),
          address.empty() ? say.say("Have an address put into the school's records; or ring them.")
                          : say.say("It may be mistyped, or closed. Ask for the right one and have it put into the school's records; after the next import, try again.")};
}

Cause cause_of(const Say& say, const Trouble& trouble, const std::string& address) {
  if (trouble.notice == kDigits) return {say.say("The code has ended meanwhile."), say.say("Nothing to do: whoever still wants to get in asks for another.")};
  switch (trouble.state) {
    case State::uncertain:
      return {say.say("Nobody knows whether it arrived."), say.say("Ask them, or try again: then it may come twice.")};
    case State::failed:
      return {say.say("The mail server could not be reached for days."), say.say("When e-mail works again, try again.")};
    default:
      return of_undeliverable(say, trouble, address);
  }
}

bool helps_to_try_again(const Trouble& trouble) { return trouble.notice != kDigits && trouble.why != "the person has left"; }

std::string email_of(const People& people, PersonId person) {
  if (const auto* teacher = people.teacher(same_person<TeacherId>(person))) return teacher->email;
  const auto* contact = people.contact(same_person<ContactId>(person));
  return contact == nullptr ? "" : contact->email;
}

/// Where the office looks after this person; empty where it cannot.
std::string card_of(const People& people, PersonId person) {
  const auto id = same_person<ContactId>(person);
  return people.contact(id) == nullptr || people.students_of(id).empty() ? "" : "/admin/families/" + id.text();
}

std::string about(const MessagePages& on, const Say& say, const Trouble& trouble) {
  if (trouble.notice == kDigits) return say.say("A code to get in");
  const auto found = on.about.find(std::string_view(trouble.notice).substr(0, trouble.notice.find('.')));
  return found == on.about.end() ? trouble.notice : say.say(found->second);
}

Value::Map row(const MessagePages& on, const Request& request, const People& people, const Trouble& trouble) {
  const auto& say = *request.say;
  const auto site = request.actor.site;
  auto name = on.accounts.shown_name(site, trouble.recipient);
  if (name.empty()) name = say.say("Somebody who has left");
  const auto address = email_of(people, trouble.recipient);
  auto cause = cause_of(say, trouble, address);
  return {{"id", trouble.id.text()}, {"form_token", request.form_token}, {"name", std::move(name)}, {"address", address},
          {"href", card_of(people, trouble.recipient)}, {"about", about(on, say, trouble)},
          {"when", say.day(on.calendar.date_of(site, trouble.since)) + ", " + say.time(on.calendar.minutes_of(site, trouble.since))},
          {"why", std::move(cause.why)}, {"cure", std::move(cause.cure)}, {"again", helps_to_try_again(trouble)}};
}

std::string done_words(const Request& request) {
  const auto& done = request.query.get("done");
  if (done == "again") return request.say->say("It is on its way again.");
  if (done == "all") return request.say->say("They are on their way again.");
  if (done == "off") return request.say->say("It is off the list.");
  return done.empty() ? "" : request.say->say("It is not on the list any more.");
}

std::vector<Trouble> troubles_of(const MessagePages& on, SiteId site) {
  return on.central.read([&](Reader& reader) { return core::outbox::troubles(reader, site); });
}

Response list(const MessagePages& on, const Request& request) {
  const auto people = on.directory.people(request.actor.site);
  Value::List rows;
  std::int64_t again = 0;
  for (const auto& trouble : troubles_of(on, request.actor.site)) {
    rows.push_back(row(on, request, *people, trouble));
    again += helps_to_try_again(trouble) ? 1 : 0;
  }
  auto values = form_values(request);
  values["done"] = done_words(request);
  values["none"] = rows.empty();
  values["several"] = again > 1;
  values["latest"] = rows.size() == core::outbox::kTroublesShown;
  values["messages"] = std::move(rows);
  return on.pages.page(request, "host/messages", request.say->say("Messages that did not arrive"), values);
}

Response after(std::string_view done) { return Response::see_other("/admin/messages?done=" + std::string(done)); }

Response again(const MessagePages& on, const Request& request) {
  const auto id = MessageId::parse(request.parts.get("message"));
  if (!id) return on.pages.sorry(request, 404);
  const bool there = on.central.write([&](Transaction& transaction) {
    if (!core::outbox::try_again(transaction, request.actor.site, *id, request.received_at)) return false;
    on.audit.record(transaction, request.actor, {"message.tried_again", id->text(), {}});
    transaction.after_commit([&on] { on.doorbell.ring(); });
    return true;
  });
  return after(there ? "again" : "gone");
}

Response all_again(const MessagePages& on, const Request& request) {
  const auto all = troubles_of(on, request.actor.site);
  on.central.write([&](Transaction& transaction) {
    for (const auto& trouble : all) {
      if (!helps_to_try_again(trouble) || !core::outbox::try_again(transaction, request.actor.site, trouble.id, request.received_at)) continue;
      on.audit.record(transaction, request.actor, {"message.tried_again", trouble.id.text(), {}});
    }
    transaction.after_commit([&on] { on.doorbell.ring(); });
  });
  return after("all");
}

Response take_off(const MessagePages& on, const Request& request) {
  const auto id = MessageId::parse(request.parts.get("message"));
  if (!id) return on.pages.sorry(request, 404);
  const bool there = on.central.write([&](Transaction& transaction) {
    if (!core::outbox::forget_trouble(transaction, request.actor.site, *id)) return false;
    on.audit.record(transaction, request.actor, {"message.taken_off", id->text(), {}});
    return true;
  });
  return after(there ? "off" : "gone");
}

}  // namespace

void register_message_pages(Routes& routes, const MessagePages& given) {
  const auto on = std::make_shared<const MessagePages>(given);
  const auto add = [&](Method method, std::string pattern, auto handler) {
    routes.add({method, "/admin/messages" + std::move(pattern), kManageMessages, [on, handler](const Request& request) { return handler(*on, request); }});
  };
  add(Method::get, "", list);
  add(Method::post, "/again", all_again);
  add(Method::post, "/{message}/again", again);
  add(Method::post, "/{message}/off", take_off);
}

std::vector<NavigationEntry> message_navigation() { return {{"/admin/messages", "Messages", kManageMessages}}; }

std::string message_trouble_words(Database& central, const Request& request) {
  const auto count = central.read([&](Reader& reader) { return core::outbox::trouble_count(reader, request.actor.site); });
  return count == 0 ? "" : request.say->say_many("{count} message did not arrive", "{count} messages did not arrive", count);
}

}  // namespace lodge::pages
