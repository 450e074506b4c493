// What a family has chosen and not booked yet: on two telephones, in two windows, while the school changes the evening.
#include "plugins/parents_evening/a_family.h"

#include "setup.h"

#include <gmock/gmock.h>

namespace lodge::parents_evening {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using namespace std::chrono_literals;

class AFamilysBasket : public AFamily {};

TEST_P(AFamilysBasket, OnTwoTelephonesBooksOnlyWhatItsPageShows) {
  const auto first = find_one(school_.ann, school_.okafor, 990);
  const auto second = find_one(school_.ann, school_.lowther, 1020);
  const auto told = press_book(school_.ann, first, {{"note-" + whom(school_.maya, school_.lowther), "Typed already"}});
  EXPECT_EQ(told.status, 409);
  EXPECT_THAT(told.body, AllOf(HasSubstr("Somebody of your family chose other times meanwhile: these are held now."), HasSubstr("Mr Lowther"),
                               Not(HasSubstr("Ms Okafor")), HasSubstr("Book 1 appointment"), HasSubstr("Typed already")));
  EXPECT_THAT(booked(school_.anns), IsEmpty());
  EXPECT_EQ(target(press_book(school_.ann, told.body)), here("/booked?done=booked")) << "what the answer shows can be confirmed";
  ASSERT_THAT(booked(school_.anns), SizeIs(1));
  EXPECT_EQ(booked(school_.anns)[0].teacher, school_.lowther);
  const auto late = press_book(school_.ann, first);
  EXPECT_THAT(late.body, AllOf(HasSubstr("is not held for you any more"), Not(HasSubstr("Booked.")), HasSubstr("Your appointments")));
  EXPECT_EQ(target(press_book(school_.ann, second)), here("/booked?done=booked")) << "that one was booked as it was shown";
  EXPECT_THAT(booked(school_.anns), SizeIs(1));
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(AFamilysBasket, ReadsWhomTheSchoolTookFromItsBasketAndWhereElseThereIsTime) {
  const auto basket = find_one(school_.ann, school_.okafor, 990);
  const auto held = school_.store.database().read([&](Reader& reader) { return of_household(reader, school_.evening, school_.anns); });
  ASSERT_THAT(held, SizeIs(1));
  Plans plans;
  Act act{.after = *school_.plan()};
  auto& desk = *std::ranges::find(act.after.desks, held.front().desk, &Desk::id);
  desk.breaks.push_back(held.front().slot);
  std::ranges::sort(desk.breaks);
  ASSERT_TRUE(EveningSetup(*school_.kernel, plans).apply(school_.office(), act));
  const auto told = press_book(school_.ann, basket);
  EXPECT_EQ(told.status, 409);
  EXPECT_THAT(told.body, AllOf(HasSubstr("is not held for you any more"), HasSubstr("Ms Okafor"), HasSubstr("This time is not offered any more."), HasSubstr("Nearest free times:")));
  const auto now = find_one(school_.ann, school_.lowther, 990);
  post(school_.ann, here("/book"), {{"basket", "1"}, {"drop", whom(school_.maya, school_.lowther)}});
  EXPECT_THAT(press_book(school_.ann, now).body, Not(HasSubstr("not offered any more"))) << "she left it out herself";
}

TEST_P(AFamilysBasket, KeepsItsBasketWhenItLooksForSomebodyBesides) {
  find_one(school_.ann, school_.okafor, 990);
  const auto choose = page(school_.ann, here("?more=1"));
  const auto ticked = [&](StudentId student, TeacherId teacher) {
    const auto box = choose.find("value=\"" + whom(student, teacher) + "\"");
    return box != std::string::npos && choose.substr(box, choose.find('>', box) - box).contains("checked");
  };
  EXPECT_TRUE(ticked(school_.maya, school_.okafor)) << "in her basket";
  EXPECT_FALSE(ticked(school_.leo, school_.bo));
}

TEST_P(AFamilysBasket, NeverReadsBookedOfAnEmptyBasket) {
  const auto basket = find_one(school_.ann, school_.okafor, 990);
  post(school_.ann, here("/book"), {{"basket", "1"}, {"drop", whom(school_.maya, school_.okafor)}});
  for (const auto& page : {basket, std::string()}) {
    const auto answer = press_book(school_.ann, page);
    EXPECT_EQ(answer.status, 409);
    EXPECT_THAT(answer.body, AllOf(HasSubstr("Nothing was booked just now."), HasSubstr("Choose again"), Not(HasSubstr("Booked."))));
  }
  EXPECT_THAT(booked(school_.anns), IsEmpty());
}

TEST_P(AFamilysBasket, SeesATimeThatTheSchoolMovedBeforeItBooksIt) {
  const auto basket = find_one(school_.ann, school_.okafor, 990);
  school_.store.database().write([&](Transaction& transaction) {
    auto one = of_household(transaction, school_.evening, school_.anns).at(0);
    one.when = *Interval::make(one.when.starts() + 15min, one.when.ends() + 15min);
    place(transaction, one);
  });
  const auto told = press_book(school_.ann, basket);
  EXPECT_THAT(told.body, AllOf(HasSubstr("has changed meanwhile: this is held now."), HasSubstr("4:45 pm")));
  EXPECT_THAT(booked(school_.anns), IsEmpty());
}

TEST_P(AFamilysBasket, PicksTimesWhileSomebodyOfItHoldsOthers) {
  find_one(school_.ann, school_.lowther, 1020);
  const auto told = page_after(school_.ann, here("/book"), {{"pick-" + whom(school_.maya, school_.okafor), slot(school_.okafor, 3)}});
  EXPECT_THAT(told, AllOf(HasSubstr("Somebody of your family chose other times meanwhile"), HasSubstr("Book 2 appointments")));
  EXPECT_THAT(booked(school_.anns), IsEmpty()) << "that page showed one of the two";
  EXPECT_THAT(book_basket(school_.ann), HasSubstr("Booked."));
  const auto undo = page_after(school_.ann, here("/appointments/" + booked(school_.anns)[0].booking.text() + "/cancel"), {});
  EXPECT_THAT(undo, HasSubstr("name=\"apart\""));
  find_one(school_.ann, school_.zajac, 1020);
  post(school_.ann, here("/book"), {{"apart", "1"}, {"pick-" + whom(school_.maya, school_.okafor), slot(school_.okafor, 3)}});
  EXPECT_THAT(booked(school_.anns), SizeIs(2)) << "and nothing of the basket";
}

TEST_P(AFamilysBasket, BooksWhatWasHeldAlsoWhenTheTimeIsOver) {
  find_all(school_.ann);
  school_.wait(6min);
  EXPECT_THAT(page(school_.ann, here("/basket")), HasSubstr("is over"));
  EXPECT_THAT(book_basket(school_.ann), HasSubstr("Booked."));
  EXPECT_THAT(booked(school_.anns), SizeIs(3));
}

TEST_P(AFamilysBasket, KeepsTheRestWhenASlotWentAndIsOfferedTheNearest) {
  post(school_.jo, here("/book"), {{"pick-" + whom(school_.sam, school_.okafor), slot(school_.okafor, 3)}});
  const auto basket = page_after(school_.ann, here("/book"), {{"pick-" + whom(school_.maya, school_.okafor), slot(school_.okafor, 3)},
                                                              {"pick-" + whom(school_.leo, school_.bo), slot(school_.bo, 8)},
                                                              {"note-" + whom(school_.leo, school_.bo), "His drawing"}});
  EXPECT_THAT(basket, AllOf(HasSubstr("This time is taken now."), HasSubstr("value=\"" + slot(school_.okafor, 2)), HasSubstr("Book 1 appointment"),
                            HasSubstr("His drawing")));
  const auto both = page_after(school_.ann, here("/hold"), {{"pick-" + whom(school_.maya, school_.okafor), slot(school_.okafor, 2)}});
  EXPECT_THAT(both, AllOf(HasSubstr("Book 2 appointments"), HasSubstr("His drawing")));
  EXPECT_THAT(book_basket(school_.ann), HasSubstr("His drawing"));
  EXPECT_THAT(booked(school_.anns), SizeIs(2));
}

TEST_P(AFamilysBasket, LosesNothingThatItWroteWhenItChangesItsBasket) {
  const auto note = [&](StudentId student, TeacherId teacher) { return "note-" + whom(student, teacher); };
  post(school_.ann, here("/hold"), {{"pick-" + whom(school_.maya, school_.okafor), slot(school_.okafor, 3)}, {"pick-" + whom(school_.leo, school_.bo), slot(school_.bo, 8)}});
  const auto less = page_after(school_.ann, here("/book"), {{"basket", "1"}, {"drop", whom(school_.maya, school_.okafor)}, {note(school_.leo, school_.bo), "His drawing"}});
  EXPECT_THAT(less, AllOf(HasSubstr("Book 1 appointment"), HasSubstr("His drawing")));
  EXPECT_THAT(target(post(school_.ann, here("/book"), {{"basket", "1"}, {"change", whom(school_.leo, school_.bo)}, {note(school_.leo, school_.bo), "His red drawing"}})), HasSubstr("/times?"));
  EXPECT_THAT(page(school_.ann, here("/basket")), HasSubstr("His red drawing"));
  EXPECT_THAT(page_after(school_.ann, here("/hold"), {{"pick-" + whom(school_.leo, school_.bo), slot(school_.bo, 9)}}), HasSubstr("His red drawing"));
  EXPECT_THAT(page_after(school_.ann, here("/find"), {{"see", whom(school_.leo, school_.bo)}, {"from-" + date(), "1020"}, {"to-" + date(), "1080"}}), HasSubstr("His red drawing"));
  const auto answer = press_book(school_.ann, page(school_.ann, here("/basket")), {{note(school_.leo, school_.bo), std::string(1'001, 'x')}});
  EXPECT_EQ(answer.status, 400);
  EXPECT_THAT(test::body_of(answer), AllOf(HasSubstr("at most 1,000 letters"), HasSubstr(std::string(1'001, 'x')), HasSubstr("#note-")));
  std::string lines;
  while (lines.size() < 1'500) lines += "x\r\n";
  EXPECT_EQ(press_book(school_.ann, page(school_.ann, here("/basket")), {{note(school_.leo, school_.bo), lines}}).status, 303) << "the end of a line is one letter";
}

TEST_P(AFamilysBasket, IsAskedOnceMoreWhereItCannotBookAgain) {
  post(school_.ann, here("/book"), {{"pick-" + whom(school_.maya, school_.okafor), slot(school_.okafor, 3)}, {"note-" + whom(school_.maya, school_.okafor), "About maths"}});
  const auto give_back = here("/appointments/" + booked(school_.anns)[0].booking.text() + "/cancel");
  school_.change([&](Evening& evening) { evening.closes_at = school_.clock.instant - std::chrono::minutes(1); });
  EXPECT_THAT(test::body_of(post(school_.ann, give_back, {})), AllOf(HasSubstr("Give this appointment back?"), HasSubstr("Booking has closed"), HasSubstr("Keep it")));
  school_.change([&](Evening& evening) {
    evening.closes_at = school_.clock.instant + 2h;
    evening.opens_at = school_.clock.instant + 1h;
  });
  EXPECT_THAT(test::body_of(post(school_.ann, give_back, {})), AllOf(HasSubstr("Booking is not open now"), HasSubstr("somebody else may take it first"), Not(HasSubstr("has closed"))));
  EXPECT_THAT(booked(school_.anns), SizeIs(1));
  EXPECT_EQ(post(school_.ann, give_back, {{"sure", "yes"}}).status, 303);
  EXPECT_THAT(booked(school_.anns), IsEmpty());
}

LODGE_ON_BOTH_ENGINES(AFamilysBasket);

}  // namespace
}  // namespace lodge::parents_evening
