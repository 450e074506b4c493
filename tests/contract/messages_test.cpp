// What could not be brought to somebody, as the office sees it and sees to it.
#include "contract/parents_world.h"

#include "core/outbox/store.h"
#include "pages/message_pages.h"

#include <gmock/gmock.h>

namespace lodge::test {
namespace {

using core::outbox::State;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class MessagesContract : public ParentPagesContract {
 protected:
  MessagesContract() {
    pages::register_message_pages(routes, {frame, central(), directory, calendar, accounts, audit, doorbell, {{"rooms", "Rooms"}}});
  }
  MessageId trouble(const char* to, State state, std::string why, std::string notice = "rooms.booked") {
    return trouble(same_person<PersonId>(contact(to)), state, std::move(why), std::move(notice), site);
  }
  MessageId trouble(PersonId to, State state, std::string why, std::string notice, SiteId where) {
    const auto id = MessageId::random();
    central().write([&](Transaction& transaction) {
      core::outbox::insert(transaction, id, {where, to, std::move(notice), Value::Map{}}, clock.now());
      core::outbox::settle(transaction, id, "", {state, clock.now(), std::move(why)});
    });
    return id;
  }
  Response office(Method method, const std::string& path, const std::string& message = {}, Role role = Role::office) {
    Request request;
    request.method = method;
    request.path = path;
    request.parts.add("message", message);
    request.actor = {Actor::By::page, site, clerk, {role}, "en", {}};
    request.received_at = clock.now();
    request.say = &languages.choose("", "");
    for (const auto& route : routes.all) {
      if (route.method == method && route.pattern == path) return table.may(request.actor, route.permission) ? route.handler(request) : Response::html("", 403);
    }
    return Response::html("", 404);
  }
  std::string page() { return office(Method::get, "/admin/messages").body; }
  std::string state(MessageId id) {
    const auto row = central().read([&](Reader& r) { return r.row<std::string>("select state from outbox where id = ?", {id}); });
    return row ? std::get<0>(*row) : "gone";
  }

  const PersonId clerk = PersonId::random();
  core::Doorbell doorbell;
};

TEST_P(MessagesContract, SayToWhomWhatAndWhyInPlainWords) {
  trouble("C8", State::undeliverable, "no address");
  const auto shown = page();
  EXPECT_THAT(shown, AllOf(HasSubstr("Robin Silent"), HasSubstr("/admin/families/" + contact("C8").text()), HasSubstr("Rooms"),
                           HasSubstr("The records hold no e-mail address."), HasSubstr("Try again")));
  trouble("C9", State::undeliverable, "the mail server refuses it for good, with code 550");
  EXPECT_THAT(page(), AllOf(HasSubstr("second@home.example"), HasSubstr("may be mistyped"), Not(HasSubstr("550"))));
  trouble("C9", State::undeliverable, "no address");
  EXPECT_THAT(page(), HasSubstr("Now they do: try again.")) << "an import brought it";
  trouble("C9", State::failed, "cannot reach mail.school.example");
  EXPECT_THAT(page(), HasSubstr("could not be reached for days"));
  trouble("C9", State::uncertain, "hung up before its answer");
  EXPECT_THAT(page(), HasSubstr("Nobody knows whether it arrived."));
}

TEST_P(MessagesContract, AreNotThoseThatCame) {
  trouble("C9", State::sent, "");
  trouble("C9", State::uncertain, "");
  EXPECT_THAT(page(), AllOf(HasSubstr("Everything arrived"), Not(HasSubstr("Second Parent"))));
}

TEST_P(MessagesContract, GoOutAgainOnce) {
  const auto id = trouble("C9", State::failed, "cannot reach it");
  const auto rung = doorbell.rung();
  EXPECT_THAT(header(office(Method::post, "/admin/messages/{message}/again", id.text()), "Location"), HasSubstr("done=again"));
  EXPECT_EQ(state(id), "queued");
  EXPECT_GT(doorbell.rung(), rung);
  EXPECT_THAT(header(office(Method::post, "/admin/messages/{message}/again", id.text()), "Location"), HasSubstr("done=gone"));
  EXPECT_EQ(audited("message.tried_again"), 1);
}

TEST_P(MessagesContract, GoOutAgainAllAtOnceButForWhatHelpsNobody) {
  const auto one = trouble("C9", State::failed, "cannot reach it"), other = trouble("C8", State::undeliverable, "no address");
  const auto digits = trouble("C9", State::failed, "cannot reach it", "parents.code");
  const auto left = trouble(PersonId::random(), State::undeliverable, "the person has left", "rooms.booked", site);
  EXPECT_THAT(page(), AllOf(HasSubstr("Try all of them again"), HasSubstr("The code has ended"), HasSubstr("Somebody who has left")));
  office(Method::post, "/admin/messages/again");
  EXPECT_EQ(state(one) + state(other) + state(digits) + state(left), "queuedqueuedfailedundeliverable");
  EXPECT_EQ(audited("message.tried_again"), 2);
}

TEST_P(MessagesContract, ComeOffTheListWhenTheOfficeHasSeenToThem) {
  const auto id = trouble("C8", State::undeliverable, "no address");
  office(Method::post, "/admin/messages/{message}/off", id.text());
  EXPECT_EQ(state(id), "gone");
  EXPECT_EQ(audited("message.taken_off"), 1);
  const auto waiting = trouble("C8", State::queued, "");
  office(Method::post, "/admin/messages/{message}/off", waiting.text());
  EXPECT_EQ(state(waiting), "queued") << "what may still arrive is nobody's to throw away";
}

TEST_P(MessagesContract, AreTheOwnSchoolsAndTheOfficesAlone) {
  const auto id = trouble(PersonId::random(), State::failed, "cannot reach it", "rooms.booked", SiteId::random());
  EXPECT_THAT(page(), HasSubstr("Everything arrived"));
  office(Method::post, "/admin/messages/{message}/again", id.text());
  office(Method::post, "/admin/messages/{message}/off", id.text());
  EXPECT_EQ(state(id), "failed");
  for (const auto role : {Role::teacher, Role::parent, Role::technician, Role::display}) {
    EXPECT_EQ(office(Method::get, "/admin/messages", "", role).status, 403);
    EXPECT_EQ(office(Method::post, "/admin/messages/{message}/off", id.text(), role).status, 403);
  }
}

TEST_P(MessagesContract, AreCountedWhereTheOfficeBegins) {
  Request request;
  request.actor.site = site;
  request.say = &languages.choose("", "");
  EXPECT_EQ(pages::message_trouble_words(central(), request), "");
  trouble("C8", State::undeliverable, "no address");
  trouble("C9", State::failed, "cannot reach it");
  EXPECT_EQ(pages::message_trouble_words(central(), request), "2 messages did not arrive");
}

LODGE_ON_BOTH_ENGINES(MessagesContract);

}  // namespace
}  // namespace lodge::test
