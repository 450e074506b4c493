// What the office does with families: who may book, one household or two, a code on the telephone.
#include "contract/failing_database.h"
#include "contract/parents_world.h"

#include "core/directory/households.h"
#include "core/directory/store.h"
#include "core/parents/contact_rules.h"
#include "core/revisions/revisions.h"
#include "pages/family_pages.h"

#include <gmock/gmock.h>
#include <lodge/errors.h>
#include <lodge/parents.h>

namespace lodge::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class FamiliesContract : public ParentPagesContract {
 protected:
  FamiliesContract() {
    pages::register_family_pages(routes, {frame, central(), directory, calendar, ledger, accounts, rules, households, sign_in, knocks, audit,
                                          "https://lodge.example"});
  }
  Response office(Method method, const std::string& path, Fields given = {}, std::string_view contact_id = "C1001") {
    Request request;
    request.method = method;
    request.path = path;
    request.parts.add("contact", contact(std::string(contact_id).c_str()).text());
    request.parts.add("attempt", last_knock.text());
    (method == Method::get ? request.query : request.form) = std::move(given);
    request.actor = {Actor::By::page, site, clerk, {Role::office}, "en", {}};
    request.received_at = clock.now();
    request.say = &languages.choose("", "");
    for (const auto& route : routes.all) {
      if (route.method == method && route.pattern == path) return route.handler(request);
    }
    return Response::html("", 404);
  }
  Response see_to_the_last_attempt() { return office(Method::post, "/admin/parents/attempts/{attempt}/done"); }
  Actor clerk_actor() const { return {Actor::By::page, site, clerk, {Role::office}, "en", {}}; }
  StudentId student(const char* mis_id) { return same_person<StudentId>(people->by_mis_id(core::PersonKind::student, mis_id)->id); }
  HouseholdId now_in(const char* mis_id) { return directory.snapshot(site)->contact(contact(mis_id))->household; }

  const PersonId clerk = PersonId::random();
  core::TellModules told = [this](Transaction&, const FamiliesChange& change) {
    changes.emplace_back(may_book_for(change.before, household("C9"), change.students.front()),
                         may_book_for(change.after, household("C9"), change.students.front()));
    return modules_do;
  };
  std::vector<std::string> modules_do;
  std::vector<std::pair<bool, bool>> changes;  ///< whether the father may book, before and after
  core::ContactRules rules{central(), directory, keyring, audit, clock, told};
  core::Households households{central(), ledger, directory, audit, clock,
                              [this](auto&&... of) { return sign_in.end_ways_in(of...); }, [](auto&&...) { return true; }, told};
};

TEST_P(FamiliesContract, FindsAFamilyByTheBeginningOfAnyName) {
  const auto found = [&](const char* typed) { return office(Method::get, "/admin/families", fields({{"q", typed}})).body; };
  EXPECT_THAT(found("second par"), HasSubstr("Mr Second Parent"));
  EXPECT_THAT(found("BEN family1"), HasSubstr("Mr Second Parent"));
  EXPECT_THAT(found("ben family1"), Not(HasSubstr("Robin Silent")));
  EXPECT_THAT(found("nobody"), HasSubstr("Nobody is called so."));
  EXPECT_THAT(found(""), Not(HasSubstr("Second Parent")));
}

TEST_P(FamiliesContract, ARuleCountsAtOnceAndItsNoteIsSealed) {
  const auto saved = office(Method::post, "/admin/families/{contact}/rule",
                            fields({{"student", student("S1001").text()}, {"rule", "one_only"}, {"note", "Court order seen by Ms Hall"}}));
  EXPECT_EQ(saved.status, 303);
  const auto now = directory.snapshot(site);
  EXPECT_TRUE(may_book_for(*now, household("C1001"), student("S1001")));
  EXPECT_FALSE(may_book_for(*now, household("C9"), student("S1001")));
  EXPECT_EQ(rules.note(site, student("S1001"))->text, "Court order seen by Ms Hall");
  const auto stored = central().read([](Reader& r) { return r.rows<std::string>("select note from contact_rule_note"); });
  EXPECT_THAT(std::get<0>(stored.at(0)), Not(HasSubstr("Court")));
  EXPECT_EQ(audited("families.rule_set"), 1);
  EXPECT_THAT(office(Method::get, "/admin/families/{contact}").body, HasSubstr("Court order seen by Ms Hall"));
}

TEST_P(FamiliesContract, ARuleThatTakesSomethingAwayIsShownBeforeItIsSaved) {
  modules_do = {"His appointment is cancelled."};
  const auto asked = office(Method::post, "/admin/families/{contact}/rule",
                            fields({{"student", student("S1001").text()}, {"rule", "one_only"}, {"note", "Seen <by> Hall"}}));
  EXPECT_EQ(asked.status, 200);
  EXPECT_THAT(asked.body, HasSubstr("His appointment is cancelled."));
  EXPECT_THAT(asked.body, HasSubstr("value=\"Seen &lt;by&gt; Hall\""));
  EXPECT_EQ(directory.snapshot(site)->contact_rule(student("S1001")), ContactRule::separate);
  EXPECT_EQ(changes.back(), std::pair(true, false));
  EXPECT_EQ(office(Method::post, "/admin/families/{contact}/rule", fields({{"student", student("S1001").text()}, {"rule", "one_only"}, {"sure", "yes"}})).status, 303);
  EXPECT_EQ(directory.snapshot(site)->contact_rule(student("S1001")), ContactRule::one_only);
  EXPECT_EQ(audited("families.rule_set"), 1);
}

TEST_P(FamiliesContract, ARuleThatIsNoneOrAStrangersStudentIsNotFound) {
  EXPECT_EQ(office(Method::post, "/admin/families/{contact}/rule", fields({{"student", student("S1001").text()}, {"rule", "maybe"}})).status, 404);
  EXPECT_EQ(office(Method::post, "/admin/families/{contact}/rule", fields({{"student", StudentId::random().text()}, {"rule", "none"}})).status, 404);
}

TEST_P(FamiliesContract, TwoBecomeOneHouseholdAndTwoAgain) {
  const auto with = fields({{"with", contact("C9").text()}});
  EXPECT_THAT(office(Method::get, "/admin/families/{contact}/join", with).body, HasSubstr("Mr Second Parent"));
  EXPECT_NE(now_in("C9"), now_in("C1001"));
  EXPECT_EQ(office(Method::post, "/admin/families/{contact}/join", with).status, 303);
  EXPECT_EQ(now_in("C9"), now_in("C1001"));
  EXPECT_EQ(office(Method::post, "/admin/families/{contact}/join", with).status, 404);
  EXPECT_EQ(office(Method::post, "/admin/families/{contact}/split", {}, "C9").status, 200) << "shown first";
  EXPECT_EQ(now_in("C9"), now_in("C1001"));
  EXPECT_EQ(office(Method::post, "/admin/families/{contact}/split", fields({{"sure", "yes"}}), "C9").status, 303);
  EXPECT_NE(now_in("C9"), now_in("C1001"));
  EXPECT_EQ(office(Method::post, "/admin/families/{contact}/split", {}, "C9").status, 404);
}

TEST_P(FamiliesContract, WhatGoesAlongIsNamedByTheTimeInTheFamilysDiary) {
  office(Method::post, "/admin/families/{contact}/join", fields({{"with", contact("C9").text()}}));
  const Resource desk{.id = ResourceId::random(), .site = site, .kind = "desk", .grid = std::chrono::seconds(1)};
  const auto diary = household_diary(site, now_in("C9"));
  const auto noon = std::chrono::ceil<std::chrono::days>(clock.now()) + std::chrono::hours(36);
  const auto slot = Interval::make(Instant(), Instant() + std::chrono::seconds(1)).value();
  BookingWish wish{.site = site, .kind = "evening.appointment", .owner = clerk};
  wish.wants = {{desk.id, slot}, {diary.id, Interval::make(noon, noon + std::chrono::minutes(10)).value()}};
  central().write([&](Transaction& transaction) {
    for (const auto& resource : {desk, diary}) ledger.add_resource(transaction, resource);
    EXPECT_TRUE(ledger.book(transaction, wish).has_value());
  });
  const auto page = office(Method::get, "/admin/families/{contact}/split", {}, "C9").body;
  EXPECT_THAT(page, HasSubstr(":10 pm"));
  EXPECT_THAT(page, Not(HasSubstr("Thursday 1 January")));
}

TEST_P(FamiliesContract, AfterASplitNobodyGetsIntoTheOthersHouseholdByALetterOfBoth) {
  office(Method::post, "/admin/families/{contact}/join", fields({{"with", contact("C9").text()}}));
  const auto both = letters("evening/1", {now_in("C1001")});
  EXPECT_TRUE(person_in(by_letter(both[0])));
  EXPECT_THAT(office(Method::post, "/admin/families/{contact}/split", {}, "C9").body, HasSubstr("1 letter or code that they had opens nothing any more"));
  EXPECT_TRUE(person_in(by_letter(both[0]))) << "not yet";
  office(Method::post, "/admin/families/{contact}/split", fields({{"sure", "yes"}}), "C9");
  EXPECT_FALSE(person_in(by_letter(both[0])));
}

TEST_P(FamiliesContract, WhoCameInByALetterOfBothIsOutAfterASplit) {
  office(Method::post, "/admin/families/{contact}/join", fields({{"with", contact("C9").text()}}));
  const auto both = letters("evening/1", {now_in("C1001")});
  const auto in = std::get<core::ParentSignIn::SignedIn>(by_letter(both[0]));
  ASSERT_TRUE(identities.of_cookie(in.secret, clock.now()));
  office(Method::post, "/admin/families/{contact}/split", fields({{"sure", "yes"}}), "C9");
  EXPECT_FALSE(identities.of_cookie(in.secret, clock.now())) << "it may be the other's telephone";
}

TEST_P(FamiliesContract, ALetterOfBeforeTheyWereJoinedOpensNothingOnceTheyAreSplit) {
  const auto hers = letters("evening/1", {household("C1001")}), his = letters("evening/1", {household("C9")});
  office(Method::post, "/admin/families/{contact}/join", fields({{"with", contact("C9").text()}}));
  EXPECT_EQ(person_in(by_letter(hers[0])), same_person<PersonId>(contact("C1001"))) << "for whom it was printed, whoever answers now";
  EXPECT_EQ(person_in(by_letter(his[0])), same_person<PersonId>(contact("C9")));
  office(Method::post, "/admin/families/{contact}/split", fields({{"sure", "yes"}}), "C9");
  EXPECT_FALSE(person_in(by_letter(hers[0])));
  EXPECT_FALSE(person_in(by_letter(his[0])));
}

TEST_P(FamiliesContract, ALetterPrintedBeforeTheyWereJoinedStillOpensForItsContact) {
  const auto before = letters("evening/1", {household("C9")});
  office(Method::post, "/admin/families/{contact}/join", fields({{"with", contact("C9").text()}}));
  EXPECT_EQ(person_in(by_letter(before[0])), same_person<PersonId>(contact("C9")));
}

TEST_P(FamiliesContract, TheOfficeLetsSomebodyInWhoIsOnTheTelephone) {
  const auto page = office(Method::post, "/admin/families/{contact}/let-in", {}, "C8").body;
  const auto at = page.find("<code class=\"key\">") + 18;
  EXPECT_EQ(person_in(by_letter(page.substr(at, 12))), same_person<PersonId>(contact("C8")));
  EXPECT_THAT(page, HasSubstr("https://lodge.example/parents/letter"));
}

TEST_P(FamiliesContract, TheOfficeSeesWhoTriedInVainAndTakesThemOffTheList) {
  knock("Nobody <i>Atall", "Ben", "8A");
  const auto page = office(Method::get, "/admin/parents/attempts").body;
  EXPECT_THAT(page, HasSubstr("Nobody &lt;i&gt;Atall"));
  EXPECT_THAT(page, HasSubstr("Not found in the records"));
  EXPECT_EQ(see_to_the_last_attempt().status, 303);
  EXPECT_THAT(knocks.attempts(site), IsEmpty());
  EXPECT_EQ(see_to_the_last_attempt().status, 404);
  EXPECT_EQ(audited("parents.attempt_seen_to"), 1);
}

TEST_P(FamiliesContract, TheOfficeSeesWhoseCodeWasKeptBackForTooManyWereAskedFor) {
  for (int i = 0; i < 7; ++i) knock();
  const auto page = office(Method::get, "/admin/parents/attempts").body;
  EXPECT_THAT(page, HasSubstr("Parent Family1"));
  EXPECT_THAT(page, HasSubstr("Too many codes were asked for, so one was kept back"));
  EXPECT_THAT(page, Not(HasSubstr("Not found in the records")));
  EXPECT_THAT(page, Not(HasSubstr("without an e-mail address")));
}

TEST_P(FamiliesContract, NoAttemptIsTakenOffTheListWithoutARowInTheAudit) {
  knock("Nobody Atall", "Ben", "8A");
  FailingDatabase failing(vault(), 2);  // the list can be read, and then nothing is written
  OneVault vault_then{failing};
  core::ParentKnocks knocks_then{central(), vault_then, directory, calendar, outbox, keys, throttle, clock};
  routes.all.clear();
  pages::register_family_pages(routes, {frame, central(), directory, calendar, ledger, accounts, rules, households, sign_in, knocks_then, audit, ""});
  EXPECT_THROW(see_to_the_last_attempt(), Unavailable);
  EXPECT_THAT(knocks.attempts(site), SizeIs(1));
  EXPECT_EQ(audited("parents.attempt_seen_to"), 1);
  EXPECT_EQ(see_to_the_last_attempt().status, 303) << "the vault is there again";
  EXPECT_THAT(knocks.attempts(site), IsEmpty());
}

TEST_P(FamiliesContract, ANewerSnapshotOfThePeopleAlwaysHoldsTheRule) {
  const auto before = directory.snapshot(site);
  central().write([&](Transaction& transaction) { core::raise_revision(transaction, site, core::kPeopleRevision); });  // an import, just now
  EXPECT_THAT(rules.preview(clerk_actor(), student("S1001"), ContactRule::none, languages.choose("", "")), IsEmpty()) << "by older people nothing is decided";
  EXPECT_TRUE(changes.empty());
  ASSERT_TRUE(rules.set(clerk_actor(), student("S1001"), ContactRule::none, "", languages.choose("", ""))) << "it reads them anew";
  EXPECT_EQ(directory.snapshot(site)->revision(), before->revision() + 2);
}

TEST_P(FamiliesContract, ASplitThatComesToNothingPutsNobodyOut) {
  office(Method::post, "/admin/families/{contact}/join", fields({{"with", contact("C9").text()}}));
  const auto both = letters("evening/1", {now_in("C1001")});
  const auto in = std::get<core::ParentSignIn::SignedIn>(by_letter(both[0]));
  const auto plan = households.splitting(site, contact("C9"), {});
  put_rule(student("S1001"), ContactRule::separate);  // somebody else is quicker
  EXPECT_FALSE(households.apply(clerk_actor(), plan, languages.choose("", "")));
  EXPECT_TRUE(identities.of_cookie(in.secret, clock.now()));
  EXPECT_TRUE(person_in(by_letter(both[0])));
}

/// Somebody edits the people before each write.
class Overtaken final : public Database {
 public:
  Overtaken(Database& inner, SiteId site) : inner_(inner), site_(site) {}

 protected:
  void run_read(const std::function<void(Reader&)>& closure) override {
    inner_.read([&](Reader& reader) { closure(reader); });
  }
  void run_write(const std::function<bool(Transaction&)>& closure) override {
    inner_.write([&](Transaction& transaction) { core::raise_revision(transaction, site_, core::kPeopleEdits); });
    inner_.write([&](Transaction& transaction) { closure(transaction); });
  }

 private:
  Database& inner_;
  SiteId site_;
};

TEST_P(FamiliesContract, ARuleThatIsOvertakenEachTimeIsGivenUpWithASentence) {
  Overtaken others(central(), site);
  core::ContactRules slow(others, directory, keyring, audit, clock, told);
  EXPECT_FALSE(slow.set(clerk_actor(), student("S1001"), ContactRule::none, "", languages.choose("", "")));
  EXPECT_NE(directory.snapshot(site)->contact_rule(student("S1001")), ContactRule::none);
  KeptRoutes slow_routes;
  pages::register_family_pages(slow_routes, {frame, central(), directory, calendar, ledger, accounts, slow, households, sign_in, knocks, audit, ""});
  std::swap(routes.all, slow_routes.all);
  const auto answer = office(Method::post, "/admin/families/{contact}/rule", fields({{"student", student("S1001").text()}, {"rule", "none"}, {"sure", "yes"}}));
  EXPECT_EQ(answer.status, 409);
  EXPECT_THAT(answer.body, HasSubstr("Somebody else is changing families just now"));
}

LODGE_ON_BOTH_ENGINES(FamiliesContract);

}  // namespace
}  // namespace lodge::test
