// How parents get in: letters' codes, six digits by e-mail, the telephone; and that nobody learns who is known here.
#include "contract/parents_world.h"

#include <gmock/gmock.h>
#include <lodge/json.h>

namespace lodge::test {
namespace {

using namespace std::chrono_literals;
using core::ParentSignIn;
using Outcome = core::ParentKnocks::Outcome;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

TEST_P(ParentsContract, ALettersCodeLetsInWhoeverAnswersForTheHousehold) {
  const auto codes = letters("evening/1", {household("C1001"), household("C1002")});
  ASSERT_THAT(codes, SizeIs(2));
  EXPECT_EQ(person_in(by_letter(codes[0])), same_person<PersonId>(contact("C1001")));
  EXPECT_EQ(person_in(by_letter(codes[1])), same_person<PersonId>(contact("C1002")));
  EXPECT_EQ(access.letter_address(codes[0]), "https://lodge.example" + letter_path(codes[0]));
}

TEST_P(ParentsContract, TheLoginSessionIsAParentsAndEndsAfterTwentyMinutes) {
  const auto codes = letters("evening/1", {household("C1001")});
  const auto in = std::get<ParentSignIn::SignedIn>(by_letter(codes[0]));
  const auto identity = identities.of_cookie(in.secret, clock.now());
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->actor.roles, Roles{Role::parent});
  EXPECT_EQ(identity->actor.site, site);
  EXPECT_EQ(identity->actor.language, "pl");
  EXPECT_EQ(identity->shown_name, "Parent Family1");
  EXPECT_FALSE(identity->must_enrol);
  later(20min);
  EXPECT_FALSE(identities.of_cookie(in.secret, clock.now()));
}

TEST_P(ParentsContract, AParentsLanguageIsThatOfTheFirstTimeUntilTheyChooseAnother) {
  const auto language = [&] { return central().read([&](Reader& reader) { return access.language_of(reader, contact("C1001")); }); };
  EXPECT_EQ(language(), "") << "never in";
  by_letter(letters("evening/1", {household("C1001")})[0]);
  EXPECT_EQ(language(), "pl");
  Actor herself{Actor::By::page, site, same_person<PersonId>(contact("C1001")), {Role::parent}, "pl", {}};
  accounts.set_language(herself, "cy");
  EXPECT_EQ(language(), "cy");
}

TEST_P(ParentsContract, ALettersCodeMayBeUsedAgainUntilItEndsOrANewOneIsPrinted) {
  const auto first = letters("evening/1", {household("C1001")})[0], other_evening = letters("evening/2", {household("C1001")})[0];
  EXPECT_TRUE(person_in(by_letter(first)));
  EXPECT_TRUE(person_in(by_letter(first)));
  later(1min);
  const auto second = letters("evening/1", {household("C1001")})[0];
  EXPECT_FALSE(person_in(by_letter(first)));
  EXPECT_TRUE(person_in(by_letter(second)));
  EXPECT_TRUE(person_in(by_letter(other_evening)));
  later(24h);
  EXPECT_FALSE(person_in(by_letter(second)));
  sign_in.sweep();
  EXPECT_EQ(count("parent_code"), 0);
}

TEST_P(ParentsContract, ALettersCodeOpensLongerWhereItsEveningIsPostponed) {
  const auto letter = letters("evening/1", {household("C1001")})[0], other = letters("evening/2", {household("C1001")})[0];
  const auto extend = [&](Instant until) {
    central().write([&](Transaction& transaction) { access.extend_letter_codes(transaction, site, "evening/1", until); });
  };
  extend(letters_end + 24h);
  extend(letters_end - 1h);  // never shorter: what is printed stands
  later(24h);
  EXPECT_TRUE(person_in(by_letter(letter)));
  EXPECT_FALSE(person_in(by_letter(other)));
  extend(letters_end + 48h);
  later(24h);
  EXPECT_TRUE(person_in(by_letter(letter)));
  later(24h);
  extend(letters_end + 96h);
  EXPECT_FALSE(person_in(by_letter(letter))) << "what has ended does not open again";
}

TEST_P(ParentsContract, TwoClicksOnPrintAreTheSameLetters) {
  const std::vector both{household("C1001"), household("C1002")};
  const auto first = letters("evening/1", both);
  later(30s);
  EXPECT_EQ(letters("evening/1", {both[1], both[0]}), (std::vector{first[1], first[0]}));
  EXPECT_NE(letters("evening/2", both), first);
  for (const auto& code : first) EXPECT_TRUE(person_in(by_letter(code)));
  later(31s);
  EXPECT_NE(letters("evening/1", both), first);
  EXPECT_FALSE(person_in(by_letter(first[0])));
}

TEST_P(ParentsContract, ALetterPrintedAfterItsCodeWasEndedIsANewOne) {
  const auto first = letters("evening/1", {household("C1001")});
  central().write([&](Transaction& transaction) {
    sign_in.end_ways_in(transaction, site, household("C1001"), people->members_of(household("C1001")));
  });
  later(1s);
  EXPECT_NE(letters("evening/1", {household("C1001")}), first);
}

TEST_P(ParentsContract, NoCodeLiesInTheRecords) {
  const auto code = *core::parse_letter_code(letters("evening/1", {household("C1001")})[0]);
  const auto marks = central().read([](Reader& r) { return r.rows<std::string>("select code from parent_code"); });
  for (const auto& [mark] : marks) EXPECT_THAT(mark, Not(HasSubstr(code)));
  knock();
  ASSERT_THAT(outbox.posted, SizeIs(1));
  EXPECT_THAT(to_json(outbox.posted[0].values), Not(HasSubstr(digits("C1001"))));
  EXPECT_EQ(outbox.posted_until[0], clock.now() + core::kDigitsLive) << "digits that open nothing any more are not sent";
}

TEST_P(ParentsContract, ManyLettersAreMadeInOneWrite) {
  std::vector<HouseholdId> all;
  for (const auto* one : people->contacts()) all.push_back(one->household);
  EXPECT_THAT(letters("evening/1", all), SizeIs(all.size()));
  EXPECT_EQ(count("parent_code"), static_cast<std::int64_t>(all.size()));
  letters("evening/1", all);
  EXPECT_EQ(count("parent_code"), static_cast<std::int64_t>(all.size()));
}

TEST_P(ParentsContract, SaysWhichHouseholdsHaveGotIn) {
  const auto before = clock.now();
  const auto codes = letters("evening/1", {household("C1001")});
  by_letter(codes[0]);
  const auto in = [&](Instant since) { return central().read([&](Reader& r) { return access.signed_in(r, site, since); }); };
  EXPECT_THAT(in(before), ElementsAre(household("C1001")));
  EXPECT_THAT(in(before + 1h), IsEmpty());
}

TEST_P(ParentsContract, SixDigitsGoToTheAddressOnFileAndOpenOnce) {
  const auto ticket = knock();
  ASSERT_THAT(outbox.posted, SizeIs(1));
  EXPECT_EQ(outbox.posted[0].recipient, same_person<PersonId>(contact("C1001")));
  EXPECT_EQ(outbox.posted[0].values.text_or("language"), "cy");
  EXPECT_EQ(person_in(by_digits(ticket, digits("C1001"))), same_person<PersonId>(contact("C1001")));
  EXPECT_FALSE(person_in(by_digits(ticket, digits("C1001"))));
  EXPECT_EQ(audited("parents.signed_in"), 1);
}

TEST_P(ParentsContract, EachOfSeveralHasDigitsOfTheirOwn) {
  mis.contacts.push_back({{}, "C7", "Mr", "Parent", "Family1", "other@home.example", "S1001", "Father", "yes", "2"});
  ASSERT_TRUE(sync.apply(sync.plan(site, mis.pulled(), technician).id, technician));
  people = directory.snapshot(site);
  const auto ticket = knock();
  ASSERT_THAT(outbox.posted, SizeIs(2));
  EXPECT_NE(digits("C7"), digits("C1001"));
  EXPECT_EQ(person_in(by_digits(ticket, digits("C7"))), same_person<PersonId>(contact("C7")));
}

TEST_P(ParentsContract, DigitsAreOfTheirTicketAndEndAfterTenMinutes) {
  const auto first = knock();
  const auto old = digits("C1001");
  const auto second = knock();
  EXPECT_FALSE(person_in(by_digits(second, old)));
  EXPECT_FALSE(person_in(by_digits("rubbish", old)));
  later(10min);
  EXPECT_TRUE(std::holds_alternative<ParentSignIn::TooLate>(by_digits(first, old)));
}

TEST_P(ParentsContract, ATicketHasFiveTriesKnownOrNot) {
  for (const auto& ticket : {knock(), knock("Nobody Atall", "No Child", "01/01/2013")}) {
    const auto wrong = other(digits("C1001"));
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(std::holds_alternative<ParentSignIn::Wrong>(by_digits(ticket, wrong)));
    EXPECT_TRUE(std::holds_alternative<ParentSignIn::TooLate>(by_digits(ticket, digits("C1001"))));
  }
}

TEST_P(ParentsContract, GuessesAcrossManyTicketsRunIntoTheSitesBound) {
  int wrong = 0;
  bool stopped = false;
  for (int i = 0; i < 80 && !stopped; ++i) {
    const auto ticket = sign_in.ticket_for(site, RawId::random());
    for (int n = 0; n < 5 && !stopped; ++n) {
      const auto answer = by_digits(ticket, "123456", "192.0.2." + std::to_string(i));
      stopped = std::holds_alternative<ParentSignIn::TooMany>(answer);
      wrong += std::holds_alternative<ParentSignIn::Wrong>(answer) ? 1 : 0;
    }
  }
  EXPECT_TRUE(stopped);
  EXPECT_LE(wrong, 301);
  const auto codes = letters("evening/1", {household("C1001")});
  EXPECT_TRUE(person_in(by_letter(codes[0])));  // a letter still opens
}

TEST_P(ParentsContract, WrongLettersAreBoundedByAddressAndRightOnesCostNothing) {
  const auto codes = letters("evening/1", {household("C1001")});
  for (int i = 0; i < 50; ++i) ASSERT_TRUE(person_in(by_letter(codes[0])));
  EXPECT_EQ(count("throttle"), 0);
  for (int i = 0; i < 600; ++i) by_letter("0000-0000-00");
  EXPECT_TRUE(std::holds_alternative<ParentSignIn::TooMany>(by_letter(codes[0])));
  EXPECT_TRUE(person_in(by_letter(codes[0], "192.0.2.8")));
}

TEST_P(ParentsContract, WhoIsUnknownOrHasNoEmailIsKeptForTheOffice) {
  knock("Nobody Atall", "Ben Family1", "8A");
  knock("Robin Silent", "Chloe Family2", "11/03/2014");
  EXPECT_THAT(outbox.posted, IsEmpty());
  const auto attempts = knocks.attempts(site);
  ASSERT_THAT(attempts, SizeIs(2));
  for (const auto& one : attempts) EXPECT_EQ(one.outcome, one.names.parent == "Robin Silent" ? Outcome::no_email : Outcome::unknown);
  const auto sealed = vault().read([](Reader& r) { return r.rows<std::string>("select fields from parent_knock"); });
  for (const auto& [text] : sealed) EXPECT_THAT(text, Not(HasSubstr("Robin")));
  EXPECT_TRUE(knocks.forget(site, attempts[0].id));
  later(24h * 31);
  knocks.sweep(site);
  EXPECT_THAT(knocks.attempts(site), IsEmpty());
}

TEST_P(ParentsContract, AMailboxIsNotFilledByWhoeverKnowsAFamily) {
  for (int i = 0; i < 20; ++i) knock();
  EXPECT_THAT(outbox.posted, SizeIs(6));
  for (int i = 0; i < 60; ++i) knock_from("198.51.100." + std::to_string(i % 10));
  EXPECT_THAT(outbox.posted, SizeIs(24)) << "from all networks together";
  later(10min);
  knock();
  EXPECT_THAT(outbox.posted, SizeIs(25));
}

TEST_P(ParentsContract, AStrangerElsewhereWhoAsksForAFamilysCodesKeepsNoneFromIt) {
  for (int i = 0; i < 20; ++i) knock_from("2001:db8:5:6::" + std::to_string(i));
  EXPECT_THAT(outbox.posted, SizeIs(6)) << "of IPv6 a network is a /64";
  const auto ticket = knock();
  ASSERT_THAT(outbox.posted, SizeIs(7));
  EXPECT_EQ(person_in(by_digits(ticket, digits("C1001"))), same_person<PersonId>(contact("C1001")));
}

TEST_P(ParentsContract, ACodeThatABoundKeptBackIsKeptForTheOffice) {
  for (int i = 0; i < 6; ++i) knock();
  EXPECT_THAT(knocks.attempts(site), IsEmpty());
  knock();
  const auto attempts = knocks.attempts(site);
  ASSERT_THAT(attempts, SizeIs(1));
  EXPECT_EQ(attempts[0].outcome, Outcome::too_many);
  EXPECT_EQ(attempts[0].names.parent, "Parent Family1");
  later(24h * 31);
  knocks.sweep(site);
  EXPECT_THAT(knocks.attempts(site), IsEmpty());
}

TEST_P(ParentsContract, OfTwoWhoAreCalledTheSameTheOneWhoseCodeWasKeptBackIsKeptForTheOffice) {
  for (int i = 0; i < 6; ++i) knock();
  mis.contacts.push_back({{}, "C7", "Mr", "Parent", "Family1", "p7@home.example", "S1001", "Father", "yes", "2"});
  ASSERT_TRUE(sync.apply(sync.plan(site, mis.pulled(), technician).id, technician));
  people = directory.snapshot(site);
  knock();
  ASSERT_THAT(outbox.posted, SizeIs(7));
  EXPECT_EQ(outbox.posted.back().recipient, same_person<PersonId>(contact("C7")));
  EXPECT_THAT(knocks.attempts(site), SizeIs(1));
}

TEST_P(ParentsContract, WhereSomebodyAskedFromIsHeldAsAMarkUntilTheyWereLookedFor) {
  const auto fields_now = [&] {
    const auto rows = vault().read([](Reader& r) { return r.rows<std::string, std::string>("select id, fields from parent_knock"); });
    const auto& [id, sealed] = rows.at(0);
    return parse_json(*keys.open(site, "parent_knock.fields." + id, sealed), {}).value();
  };
  knocks.knock(site, {"Nobody Atall", "Ben", "8A"}, "en", kHere);
  EXPECT_THAT(fields_now().text_or("network"), SizeIs(43));
  EXPECT_THAT(to_json(fields_now()), Not(HasSubstr(std::string(kHere))));
  knocks.look(site);
  EXPECT_EQ(fields_now().text_or("network"), "");
  EXPECT_EQ(fields_now().text_or("parent"), "Nobody Atall");
}

TEST_P(ParentsContract, LookingTwiceSendsOneMail) {
  for (int i = 0; i < 5; ++i) knock();
  const auto ticket = knocks.knock(site, {"Parent Family1", "Ben", "8A"}, "en", kHere);
  const auto rows = vault().read([](Reader& r) { return r.rows<std::string, std::int64_t, std::string, std::string>("select id, at, state, fields from parent_knock"); });
  knocks.look(site);
  const auto& [id, at, state, fields] = rows.at(0);
  vault().write([&](Transaction& t) { t.execute("insert into parent_knock (id, at, state, fields) values (?, ?, ?, ?)", {id, at, state, fields}); });
  knocks.look(site);
  EXPECT_EQ(id, ticket.text());
  EXPECT_THAT(outbox.posted, SizeIs(6));
  EXPECT_THAT(knocks.attempts(site), IsEmpty()) << "the last that the bound allowed went out";
}

TEST_P(ParentsContract, TheTelephonesCodeIsOfOneUseAndForThatContact) {
  Actor office{Actor::By::page, site, PersonId::random(), {Role::office}, "en", {}};
  const auto first = sign_in.telephone_code(office, contact("C8")), code = sign_in.telephone_code(office, contact("C8"));
  ASSERT_TRUE(code);
  EXPECT_FALSE(person_in(by_letter(*first)));
  EXPECT_EQ(person_in(by_letter(*code)), same_person<PersonId>(contact("C8")));
  EXPECT_FALSE(person_in(by_letter(*code)));
  EXPECT_EQ(sign_in.telephone_code(office, ContactId::random()), std::nullopt);
  EXPECT_EQ(audited("parents.telephone_code_made"), 2);
}

TEST_P(ParentsContract, WhomTheMisTakesAwayIsOutAndGetsInNoMore) {
  const auto codes = letters("evening/1", {household("C9")});
  const auto in = std::get<ParentSignIn::SignedIn>(by_letter(codes[0]));
  EXPECT_TRUE(identities.of_cookie(in.secret, clock.now()));
  std::erase_if(mis.contacts, [](const ContactRecord& one) { return one.mis_id == "C9"; });
  ASSERT_TRUE(sync.apply(sync.plan(site, mis.pulled(), technician).id, technician));
  later(1s);
  EXPECT_FALSE(identities.of_cookie(in.secret, clock.now()));
  EXPECT_FALSE(person_in(by_letter(codes[0])));
}

TEST_P(ParentsContract, AParentsAccountIsNotStaffs) {
  const auto codes = letters("evening/1", {household("C1001")});
  by_letter(codes[0]);
  EXPECT_THAT(accounts.of_site(site), IsEmpty());
  Actor manager{Actor::By::page, site, PersonId::random(), {Role::administrator}, "en", {}};
  EXPECT_FALSE(accounts.set_roles(manager, same_person<PersonId>(contact("C1001")), {Role::office}));
  EXPECT_FALSE(accounts.new_set_up_secret(manager, same_person<PersonId>(contact("C1001"))));
}

TEST_P(ParentPagesContract, TheAnswerIsTheSameToTheByteWhoeverAsks) {
  const std::vector<Fields> asked = {
      fields({{"parent", "Parent Family1"}, {"child", "Ben Family1"}, {"born_or_class", "8A"}}),
      fields({{"parent", "Nobody Atall"}, {"child", "No Child"}, {"born_or_class", "1/1/2013"}}),
      fields({{"parent", "Parent Family1"}, {"child", "Ben Family1"}, {"born_or_class", "1/1/2013"}}),
      fields({{"parent", "Robin Silent"}, {"child", "Chloe Family2"}, {"born_or_class", "9A"}}),
      fields({{"parent", "Parent Family2"}, {"child", "Chloe Family2"}, {"born_or_class", "9A"}})};
  for (int i = 0; i < 7; ++i) knock("Parent Family2", "Chloe Family2", "9A");
  ASSERT_THAT(knocks.attempts(site), SizeIs(1)) << "her codes are kept back now";
  std::set<std::string> pages, wrongs;
  std::set<std::size_t> sizes;
  for (const auto& one : asked) {
    const auto answer = ask(Method::post, "/parents/sign-in", one);
    EXPECT_EQ(answer.status, 303);
    const auto ticket = ticket_in(header(answer, "Location"));
    sizes.insert(ticket.size());
    knocks.look(site);
    const auto without = [&](std::string body) { return body.replace(body.find(ticket), ticket.size(), "T"); };
    pages.insert(without(ask(Method::get, "/parents/code", fields({{"ticket", ticket}})).body));
    const auto wrong = ask(Method::post, "/parents/code", fields({{"ticket", ticket}, {"code", "000000"}}));
    EXPECT_EQ(wrong.status, 422);
    wrongs.insert(without(wrong.body));
  }
  EXPECT_EQ(sizes.size(), 1U);
  EXPECT_EQ(pages.size(), 1U);
  EXPECT_EQ(wrongs.size(), 1U);
}

TEST_P(ParentPagesContract, AParentGetsInByDigitsAndSeesEachChild) {
  mis.contacts.push_back({{}, "C1001", "Ms", "Parent", "Family1", "p1@home.example", "S1005", "Mother", "yes", "1"});
  ASSERT_TRUE(sync.apply(sync.plan(site, mis.pulled(), technician).id, technician));
  const auto asked = ask(Method::post, "/parents/sign-in", fields({{"parent", "Ms P. Family1"}, {"child", "ben"}, {"born_or_class", "form 8a"}}));
  knocks.look(site);
  const auto ticket = ticket_in(header(asked, "Location"));
  last_knock = *RawId::parse(outbox.posted.at(0).values.text_or("ticket"));
  const auto in = ask(Method::post, "/parents/code", fields({{"ticket", ticket}, {"code", digits("C1001")}}));
  EXPECT_EQ(header(in, "Location"), "/parents");
  const auto home = ask(Method::get, "/parents", {}, cookie(in));
  EXPECT_THAT(home.body, HasSubstr("Ben Family1"));
  EXPECT_THAT(home.body, HasSubstr("Femi Family5"));
  EXPECT_THAT(home.body, Not(HasSubstr("Family2")));
}

TEST_P(ParentPagesContract, ALetterArrivesFilledAndAsksForOneButton) {
  const auto code = letters("evening/1", {household("C1001")})[0];
  const auto page = ask(Method::get, "/parents/letter", fields({{"code", *core::parse_letter_code(code)}}));
  EXPECT_THAT(page.body, HasSubstr(code));
  EXPECT_EQ(header(page, "Set-Cookie"), "");
  const auto in = ask(Method::post, "/parents/letter", fields({{"code", code}, {"then", "/parents/evenings/1"}}));
  EXPECT_EQ(header(in, "Location"), "/parents/evenings/1");
  EXPECT_THAT(header(in, "Set-Cookie"), HasSubstr("; Path=/; Secure; HttpOnly; SameSite=Lax"));
  EXPECT_EQ(header(ask(Method::post, "/parents/letter", fields({{"code", code}, {"then", "//evil.example"}})), "Location"), "/parents");
}

TEST_P(ParentPagesContract, WhoSignsInIsNotWhoWasSignedInBefore) {
  const auto codes = letters("evening/1", {household("C1001"), household("C1002")});
  const auto first = cookie(ask(Method::post, "/parents/letter", fields({{"code", codes[0]}})));
  const auto second = cookie(ask(Method::post, "/parents/letter", fields({{"code", codes[1]}}), first));
  EXPECT_NE(first, second);
  later(1s);
  EXPECT_FALSE(identities.of_cookie(first, clock.now()));
  EXPECT_TRUE(identities.of_cookie(second, clock.now()));
}

TEST_P(ParentPagesContract, AFormThatIsNotFilledKeepsWhatWasTyped) {
  const auto page = ask(Method::post, "/parents/sign-in", fields({{"parent", "Ada <b>"}, {"child", ""}, {"born_or_class", "9B"}}));
  EXPECT_EQ(page.status, 422);
  EXPECT_THAT(page.body, HasSubstr("Ada &lt;b&gt;"));
  EXPECT_THAT(page.body, HasSubstr("Type the name of one of your children."));
}

LODGE_ON_BOTH_ENGINES(ParentsContract);
LODGE_ON_BOTH_ENGINES(ParentPagesContract);

}  // namespace
}  // namespace lodge::test
