#include "plugins/has_word.h"
#include "plugins/parents_evening/a_family.h"

#include "setup.h"
#include "wishes.h"

#include <gmock/gmock.h>

namespace lodge::parents_evening {
namespace {

using test::HasWord;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using namespace std::chrono_literals;

TEST_P(AFamily, GoesStraightToItsOnlyEvening) {
  EXPECT_EQ(target(get(school_.ann, "/parents/evenings")), here());
  EXPECT_THAT(page(school_.ann, here()), AllOf(HasSubstr("Ms Okafor"), HasSubstr("Mr Bo"), HasSubstr("Find me times"), Not(HasWord("Sam"))));
}

TEST_P(AFamily, HasTimesFoundAndHeldAndBooksThemAtOnce) {
  const auto basket = find_all(school_.ann);
  EXPECT_THAT(basket, AllOf(HasSubstr("Held for you until 9:05 pm"), HasSubstr("Book 3 appointments")));
  EXPECT_THAT(school_.outbox.posted, IsEmpty());
  EXPECT_THAT(page(school_.ann, target(press_book(school_.ann, basket))), AllOf(HasSubstr("Booked."), HasSubstr("Ann Reed"), HasSubstr("Room M12")));
  EXPECT_THAT(booked(school_.anns), SizeIs(3));
  EXPECT_THAT(school_.outbox.posted, SizeIs(1));
  EXPECT_EQ(target(press_book(school_.ann, basket)), here("/booked?done=booked"));
  EXPECT_THAT(school_.outbox.posted, SizeIs(1)) << "pressed twice";
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(AFamily, BooksByHandOnceHoweverOftenItIsSent) {
  const Pairs form{{"pick-" + whom(school_.maya, school_.okafor), slot(school_.okafor, 3)}, {"idempotency_key", "once"}};
  EXPECT_EQ(target(post(school_.ann, here("/book"), form)), here("/booked?done=booked"));
  EXPECT_EQ(target(post(school_.ann, here("/book"), form)), here("/booked?done=booked"));
  EXPECT_THAT(booked(school_.anns), SizeIs(1));
  EXPECT_THAT(school_.outbox.posted, SizeIs(1));
}

TEST_P(AFamily, MovesGivesBackAndTakesThatBack) {
  post(school_.ann, here("/book"), {{"pick-" + whom(school_.maya, school_.okafor), slot(school_.okafor, 3)}, {"note-" + whom(school_.maya, school_.okafor), "About maths"}});
  const auto one = here("/appointments/" + booked(school_.anns)[0].booking.text());
  EXPECT_THAT(page(school_.ann, one), HasSubstr("You have 4:30 to 4:40 pm"));
  EXPECT_THAT(page_after(school_.ann, one, {{"pick-" + whom(school_.maya, school_.okafor), slot(school_.okafor, 9)}}), HasSubstr("5:30 pm"));
  const auto undo = page_after(school_.ann, one + "/cancel", {});
  EXPECT_THAT(undo, AllOf(HasSubstr("Undo"), HasSubstr("value=\"About maths\"")));
  EXPECT_THAT(booked(school_.anns), IsEmpty());
  EXPECT_THAT(school_.told(2), AllOf(HasSubstr("is cancelled"), HasSubstr("5:30 to 5:40 pm")));
  post(school_.ann, here("/book"), {{"pick-" + whom(school_.maya, school_.okafor), slot(school_.okafor, 9)}});
  EXPECT_THAT(booked(school_.anns), SizeIs(1));
  EXPECT_EQ(get(school_.tom, one).status, 404) << "not his";
  EXPECT_EQ(post(school_.tom, one + "/cancel", {}).status, 404);
}

TEST_P(AFamily, LearnsNothingOfTheOtherHouseholdOfItsChild) {
  find_all(school_.ann);
  book_basket(school_.ann);
  find_all(school_.tom);
  book_basket(school_.tom);
  EXPECT_THAT(booked(school_.anns), SizeIs(3));
  EXPECT_THAT(booked(school_.toms), SizeIs(3)) << "each has its own";
  const auto ann_has = booked(school_.anns)[0];
  page(school_.tom, here("/times?see=" + whom(school_.maya, school_.zajac)));
  page(school_.tom, here("/appointments.ics"));
  page_after(school_.tom, here("/book"), {{"pick-" + whom(school_.maya, school_.zajac), slot(school_.zajac, ann_has.slot)}});
  api(school_.tom, Method::get, "/slots");
  api(school_.tom, Method::get, "/appointments");
  api(school_.tom, Method::del, "/appointments/" + ann_has.booking.text());
  get(school_.tom, "/api/v1/evenings");
  for (std::size_t i = 0; i < school_.outbox.posted.size(); ++i) {
    if (school_.outbox.posted[i].recipient == same_person<PersonId>(school_.tom)) answered_[school_.tom] += school_.told(i);
  }
  for (const auto& word : {std::string("Ann Reed"), std::string("Ann.Reed"), school_.ann.text(), school_.anns.text(), ann_has.booking.text()}) {
    EXPECT_THAT(answered_[school_.tom], Not(HasSubstr(word)));
  }
  EXPECT_THAT(booked(school_.anns), SizeIs(3));
}

TEST_P(AFamily, SeesAFullTeacherWhereAnotherHouseholdWentForAll) {
  school_.change([](Evening& evening) { evening.one_each = OneEach::student; });
  const auto pick = "pick-" + whom(school_.maya, school_.okafor);
  post(school_.ann, here("/book"), {{pick, slot(school_.okafor, 3)}});
  EXPECT_THAT(page(school_.tom, here("?more=1")), HasSubstr("full: tell me when a time comes free"));
  EXPECT_THAT(page(school_.tom, here("/times?see=" + whom(school_.maya, school_.okafor))), Not(HasSubstr("type=\"radio\"")));
  const auto told = page_after(school_.tom, here("/book"), {{pick, slot(school_.okafor, 9)}});
  EXPECT_THAT(told, AllOf(HasSubstr("This time is taken now."), Not(HasSubstr("already")), Not(HasWord("Ann"))));
  school_.people([&](core::DirectoryRows& rows) { rows.rules[school_.leo] = ContactRule::none; });
  const auto states = [&](TeacherId teacher) {
    std::set<std::string> all;
    const auto answer = parse_json(api(school_.tom, Method::get, "/slots").body).value();
    for (const auto& slot : *answer.at("items").list()) {
      if (slot.text_or("teacher") == teacher.text()) all.insert(slot.text_or("state"));
    }
    return all;
  };
  EXPECT_EQ(states(school_.okafor), std::set<std::string>{"taken"}) << "as on the pages";
  EXPECT_EQ(states(school_.lowther), std::set<std::string>{"free"});
}

TEST_P(AFamily, WithoutTheRightToBookIsToldWhatToDo) {
  school_.people([&](core::DirectoryRows& rows) {
    for (const auto student : {school_.maya, school_.leo}) rows.rules[student] = ContactRule::none;
  });
  EXPECT_THAT(page(school_.ann, here()), AllOf(HasSubstr("ring the school office"), Not(HasWord("Maya"))));
  post(school_.ann, here("/book"), {{"pick-" + whom(school_.maya, school_.okafor), slot(school_.okafor, 3)}});
  EXPECT_THAT(booked(school_.anns), IsEmpty());
}

TEST_P(AFamily, LosesWhomTheRecordsHaveTakenAway) {
  post(school_.jo, here("/book"), {{"pick-" + whom(school_.sam, school_.okafor), slot(school_.okafor, 3)}});
  post(school_.kim, "/parents/calendar/make", {});
  const auto path = calendar_path(school_.kim);
  school_.outbox.posted.clear();
  school_.people([&](core::DirectoryRows& rows) {
    std::ranges::find(rows.people, same_person<PersonId>(school_.kim), &core::PersonRow::id)->missing = true;
  });
  const auto one = here("/appointments/" + booked(school_.coles)[0].booking.text());
  EXPECT_THAT(page_after(school_.jo, one, {{"pick-" + whom(school_.sam, school_.okafor), slot(school_.okafor, 9)}}), Not(HasWord("Kim")));
  ASSERT_THAT(school_.outbox.posted, SizeIs(1)) << "only whom the school still knows as a parent";
  EXPECT_EQ(school_.outbox.posted[0].recipient, same_person<PersonId>(school_.jo));
  EXPECT_EQ(fetched(path).status, 404);
}

TEST_P(AFamily, LearnsNothingMoreOfAChildThatARuleTookAway) {
  post(school_.ann, here("/book"), {{"pick-" + whom(school_.maya, school_.okafor), slot(school_.okafor, 3)}, {"pick-" + whom(school_.leo, school_.bo), slot(school_.bo, 8)}});
  post(school_.ann, "/parents/calendar/make", {{"evening", school_.evening.text()}});
  const auto path = calendar_path(school_.ann);
  school_.people([&](core::DirectoryRows& rows) { rows.rules[school_.maya] = ContactRule::none; });
  const auto feed = fetched(path).body;
  for (const auto& seen : {page(school_.ann, here("/booked")), page(school_.ann, here("/appointments.ics")), feed, school_.told(0),
                           api(school_.ann, Method::get, "/appointments").body}) {
    EXPECT_THAT(seen, AllOf(HasSubstr("Leo"), Not(HasWord("Maya"))));
  }
}

TEST_P(AFamily, BooksNothingOfABasketForAChildThatARuleTookAway) {
  const auto before = find_all(school_.ann);
  school_.people([&](core::DirectoryRows& rows) { rows.rules[school_.maya] = ContactRule::none; });
  EXPECT_THAT(press_book(school_.ann, before).body, AllOf(HasSubstr("has changed meanwhile: this is held now."), HasSubstr("Book 1 appointment"), Not(HasWord("Maya"))));
  EXPECT_THAT(booked(school_.anns), IsEmpty());
  EXPECT_THAT(book_basket(school_.ann), HasSubstr("Booked."));
  ASSERT_THAT(booked(school_.anns), SizeIs(1));
  EXPECT_EQ(booked(school_.anns)[0].student, school_.leo);
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(AFamily, BooksAgainFromAPageThatSheWentBackTo) {
  const Pairs form{{"pick-" + whom(school_.maya, school_.okafor), slot(school_.okafor, 3)}, {"idempotency_key", "once"}};
  post(school_.ann, here("/book"), form);
  post(school_.ann, here("/appointments/" + booked(school_.anns)[0].booking.text() + "/cancel"), {});
  EXPECT_EQ(target(post(school_.ann, here("/book"), form)), here("/booked?done=booked"));
  EXPECT_THAT(booked(school_.anns), SizeIs(1)) << "what is said to be booked is booked";
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(AFamily, IsToldWhenBookingOpensAndThatItClosed) {
  school_.change([&](Evening& evening) { evening.opens_at = school_.clock.instant + 1h; });
  EXPECT_THAT(page(school_.ann, here()), HasSubstr("You can book from Monday 2 November, 10:00 pm"));
  school_.change([&](Evening& evening) {
    evening.opens_at = school_.clock.instant - 2h;
    evening.closes_at = school_.clock.instant - 1h;
  });
  EXPECT_THAT(page(school_.ann, here()), AllOf(HasSubstr("Booking closed on"), HasSubstr("ring the school office")));
  school_.change([](Evening& evening) { evening.state = EveningState::cancelled; });
  EXPECT_THAT(page(school_.ann, here()), AllOf(HasSubstr("was cancelled"), HasSubstr("please ring the school office"), Not(HasSubstr("will write"))));
  school_.change([](Evening& evening) { evening.state = EveningState::draft; });
  EXPECT_EQ(get(school_.ann, here()).status, 404);
}

TEST_P(AFamily, IsToldToLookAgainWhereNothingSaysWhenBookingOpens) {
  school_.change([](Evening& evening) { evening.opens_at.reset(); });
  EXPECT_THAT(page(school_.ann, here()), AllOf(HasSubstr("Booking is not open yet."), HasSubstr("Please look again later, or ring the school office.")))
      << "nobody is written to when the office sets a time";
}

TEST_P(AFamily, IsToldWhatItHadChosenWhenBookingHasClosedMeanwhile) {
  const auto basket = find_one(school_.ann, school_.okafor, 990);
  school_.change([&](Evening& evening) { evening.closes_at = school_.clock.instant - 1h; });
  const auto late = press_book(school_.ann, basket, {{"note-" + whom(school_.maya, school_.okafor), "About her maths"}});
  EXPECT_THAT(late.body, AllOf(HasSubstr("Booking closed on"), HasSubstr("It is not booked."), HasSubstr("Ms Okafor about Maya"), HasSubstr("About her maths")));
  const auto wished = post(school_.ann, here("/wishes"), {{"wish-" + whom(school_.maya, school_.okafor), "2"}, {"wish-" + whom(school_.maya, school_.lowther), "1"}}).body;
  EXPECT_LT(wished.find("Mr Lowther about Maya"), wished.find("Ms Okafor about Maya"));
  EXPECT_THAT(booked(school_.anns), IsEmpty());
}

TEST_P(AFamily, ThatNamedNobodyIsPromisedNoTimesOfTheRound) {
  school_.change([&](Evening& evening) {
    evening.wishes_from = school_.clock.instant - 1h;
    evening.wishes_until = school_.clock.instant + 1h;
  });
  post(school_.ann, here("/wishes"), {{"wish-" + whom(school_.maya, school_.okafor), "1"}, {"from-" + date(), "960"}, {"to-" + date(), "1140"}});
  school_.clock.instant += 2h;
  EXPECT_THAT(page(school_.ann, here()), AllOf(HasSubstr("You will get a message with your times."), Not(HasSubstr("named nobody"))));
  EXPECT_THAT(page(school_.tom, here()), AllOf(HasSubstr("You named nobody, so no time is looked for."), Not(HasSubstr("You will get a message"))));
}

TEST_P(AFamily, IsLedToWhatItCanDoFromAPageThatIsOfAnotherStage) {
  EXPECT_EQ(target(get(school_.ann, here("/wishes"))), here("?more=1"));
  school_.change([&](Evening& evening) {
    evening.wishes_from = school_.clock.instant - 1h;
    evening.wishes_until = school_.clock.instant + 1h;
  });
  EXPECT_EQ(target(get(school_.ann, here("/times?see=" + whom(school_.maya, school_.okafor)))), here("/wishes"));
  EXPECT_EQ(target(get(school_.ann, here("/basket"))), here("/wishes"));
}

TEST_P(AFamily, SaysWhomItWouldLikeToSeeAndChangesItUntilTheRoundCloses) {
  school_.change([&](Evening& evening) {
    evening.opens_at.reset();
    evening.wishes_from = school_.clock.instant - 1h;
    evening.wishes_until = school_.clock.instant + 1h;
  });
  EXPECT_EQ(target(get(school_.ann, here())), here("/wishes"));
  const auto sent = page_after(school_.ann, here("/wishes"), {{"wish-" + whom(school_.maya, school_.okafor), "2"}, {"wish-" + whom(school_.leo, school_.bo), "1"},
                                                              {"from-" + date(), "990"}, {"to-" + date(), "1080"}, {"interpreter", "Polish"}});
  EXPECT_THAT(sent, AllOf(HasSubstr("Sent. Thank you."), HasSubstr("value=\"Polish\"")));
  const auto wishes = school_.store.database().read([&](Reader& reader) { return wishes_of(reader, school_.evening); });
  ASSERT_THAT(wishes, SizeIs(1));
  EXPECT_THAT(wishes[0].whom, testing::ElementsAre(Whom{school_.leo, school_.bo}, Whom{school_.maya, school_.okafor}));
  EXPECT_THAT(wishes[0].windows, SizeIs(1));
  EXPECT_EQ(post(school_.ann, here("/wishes"), {{"from-" + date(), "990"}, {"to-" + date(), "1080"}}).status, 400);
  EXPECT_THAT(page(school_.tom, here("/wishes")), Not(HasSubstr("Polish")));
  const auto kept = school_.store.database().read(
      [&](Reader& reader) { return school_.module->export_person(reader, school_.site, same_person<PersonId>(school_.ann)); });
  EXPECT_THAT(to_json(kept), HasSubstr("Polish"));
  school_.wait(2h);
  EXPECT_THAT(page(school_.ann, here()), HasSubstr("giving out the times"));
}

TEST_P(AFamily, BooksByProgramOnceAKeyAndIsToldTheNearest) {
  const auto body = R"({"appointments":[{"student":")" + school_.maya.text() + R"(","teacher":")" + school_.okafor.text() + R"(","desk":")" +
                    school_.desk(school_.okafor).id.text() + R"(","slot":3}]})";
  const std::string key(64, 'k');
  EXPECT_EQ(api(school_.ann, Method::post, "/appointments", body, key).status, 201);
  EXPECT_EQ(api(school_.ann, Method::post, "/appointments", body, key).status, 201);
  EXPECT_THAT(booked(school_.anns), SizeIs(1));
  const auto taken = api(school_.tom, Method::post, "/appointments", body, "t");
  EXPECT_EQ(taken.status, 409);
  EXPECT_THAT(taken.body, AllOf(HasSubstr("\"nearest\":[{"), HasSubstr("taken")));
  const auto one = "/appointments/" + booked(school_.anns)[0].booking.text();
  EXPECT_EQ(api(school_.tom, Method::patch, one, R"({"desk":"x","slot":1})").status, 404);
  EXPECT_EQ(api(school_.ann, Method::patch, one, R"({"desk":")" + school_.desk(school_.okafor).id.text() + R"(","slot":5})").status, 200);
  EXPECT_EQ(api(school_.ann, Method::del, one).status, 200);
  EXPECT_THAT(booked(school_.anns), IsEmpty());
}

TEST_P(AFamily, IsToldByProgramThatSomebodyOfItHoldsATimeAlready) {
  find_one(school_.ann, school_.okafor, 990);
  const auto body = R"({"appointments":[{"student":")" + school_.maya.text() + R"(","teacher":")" + school_.okafor.text() + R"(","desk":")" +
                    school_.desk(school_.okafor).id.text() + R"(","slot":9}]})";
  const auto refused = api(school_.ann, Method::post, "/appointments", body);
  EXPECT_EQ(refused.status, 409);
  EXPECT_THAT(refused.body, AllOf(HasSubstr("held-anew"), HasSubstr("Somebody of your family chose other times meanwhile."), Not(HasSubstr("ring the office"))));
  EXPECT_THAT(page(school_.ann, here("/basket")), HasSubstr("Book 1 appointment")) << "and the basket is as it was";
}

LODGE_ON_BOTH_ENGINES(AFamily);

}  // namespace
}  // namespace lodge::parents_evening
