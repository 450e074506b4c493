// Sittings by telephone: the teacher has a number to ring, and nobody else does.
#include "plugins/parents_evening/a_family.h"

#include "needs.h"
#include "store.h"
#include "telephone.h"

#include <gmock/gmock.h>

namespace lodge::parents_evening {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const std::string kNumber = "01632 960 123", kAsk = "Type the telephone number in digits", kShown = "By telephone, on 01632\u00a0960\u00a0123";

TEST(ANumber, IsDigitsWithWhatPeopleWriteBetweenThem) {
  for (const auto* fine : {"01632 960 123", "+44 (0)1632 960-123", "01632/960123"}) EXPECT_TRUE(is_number(fine)) << fine;
  for (const auto* wrong : {"", "1234", "home", "01632 960 123 ask for Ann", "123456789012345678901"}) EXPECT_FALSE(is_number(wrong)) << wrong;
  Fields form;
  form.add("telephone", "  ٠١٦٣٢ ۹۶۰ 123 ");
  EXPECT_EQ(typed_number(form), kNumber);
  Fields copied;
  copied.add("telephone", "\u00a0\u2066\u202a01632\u00a0960\u202f123\u202c\u2069\t");
  EXPECT_EQ(typed_number(copied), kNumber) << "from a page of ours, through a telephone's list of contacts";
  EXPECT_EQ(dialled("+44 1632 (960)"), "+441632960");
  EXPECT_EQ(dialled("+44 (0)1632 960-123"), "+441632960123");
  EXPECT_EQ(dialled("(0)1632 960+123"), "01632960123") << "no country's code, and + nowhere but in front";
}

/// Counts what it opens, by place.
class CountedPrivacy final : public Privacy {
 public:
  explicit CountedPrivacy(Privacy& inner) : inner_(inner) {}
  std::string seal(SiteId site, PersonId author, std::string_view place, std::string_view text) override { return inner_.seal(site, author, place, text); }
  std::optional<std::string> open(SiteId site, PersonId author, std::string_view place, std::string_view sealed) override {
    ++opened[std::string(place)];
    return inner_.open(site, author, place, sealed);
  }
  std::map<std::string, int> opened;

 private:
  Privacy& inner_;
};

/// Mr Bo, who teaches Leo, rings his families.
class ByTelephone : public AFamily {
 protected:
  ByTelephone() {
    school_.store.database().write([&](Transaction& transaction) {
      auto desk = school_.desk(school_.bo);
      desk.mode = Mode::telephone;
      desk.link = "";
      update(transaction, desk);
    });
    school_.change([](Evening&) {});
  }
  static Fields fields(Pairs pairs) {
    Fields form;
    for (const auto& [name, value] : pairs) form.add(name, value);
    return form;
  }
  std::string leo() const { return whom(school_.leo, school_.bo); }
  Response book(ContactId who, int number, const std::string& telephone) {
    return post(who, here("/book"), {{"pick-" + leo(), slot(school_.bo, number)}, {"telephone", telephone}});
  }
  std::string list(TeacherId teacher, const std::string& rest = {}) {
    return school_.get(school_.teacher(teacher), "/staff/evenings/" + school_.evening.text() + rest).body;
  }
  std::string office(const std::string& rest) { return school_.get(school_.office(), "/admin/evenings/" + school_.evening.text() + rest).body; }
};

TEST_P(ByTelephone, AFamilyIsAskedForANumberAndLosesNothingWithoutOne) {
  EXPECT_THAT(page(school_.ann, here("/times?see=" + leo())), HasSubstr("name=\"telephone\""));
  const auto asked = post(school_.ann, here("/book"), {{"pick-" + leo(), slot(school_.bo, 3)}, {"note-" + leo(), "After six, please"}, {"telephone", "my mobile"}});
  EXPECT_EQ(asked.status, 400);
  EXPECT_THAT(asked.body, AllOf(HasSubstr(kAsk), HasSubstr("my mobile"), HasSubstr("After six, please"), HasSubstr("Held for you")));
  EXPECT_EQ(press_book(school_.ann, asked.body, {{"telephone", ""}}).status, 400);
  EXPECT_THAT(booked(school_.anns), IsEmpty());
  EXPECT_EQ(target(press_book(school_.ann, asked.body, {{"telephone", kNumber}})), here("/booked?done=booked"));
  EXPECT_THAT(booked(school_.anns), SizeIs(1));
}

TEST_P(ByTelephone, AFamilyIsToldOfWhatCannotBeKeptWhenItChangesItsBasket) {
  const auto maya = whom(school_.maya, school_.okafor), note = "note-" + leo();
  const auto fill = [&] { post(school_.ann, here("/hold"), {{"pick-" + leo(), slot(school_.bo, 3)}, {"pick-" + maya, slot(school_.okafor, 12)}}); };
  fill();
  const auto less = post(school_.ann, here("/book"), {{"basket", "1"}, {"drop", maya}, {"telephone", "01632 96O 123"}, {note, "After six"}});
  EXPECT_EQ(less.status, 400);
  EXPECT_THAT(less.body, AllOf(HasSubstr(kAsk), HasSubstr("01632 96O 123"), HasSubstr("After six"), HasSubstr("Book 1 appointment")));
  fill();
  const std::string much(1'001, 'x');
  const auto other = post(school_.ann, here("/book"), {{"basket", "1"}, {"change", maya}, {"telephone", kNumber}, {note, much}});
  EXPECT_EQ(other.status, 400);
  EXPECT_THAT(other.body, AllOf(HasSubstr("at most 1,000 letters"), HasSubstr(much), HasSubstr(kNumber)));
  EXPECT_EQ(post(school_.ann, here("/book"), {{"basket", "1"}, {"drop", leo()}, {"telephone", "my mobile"}, {note, much}}).status, 303) << "they go with what is left out";
}

TEST_P(ByTelephone, TheNumberIsShownToTheFamilyAndToTheTeacherWhoRings) {
  ASSERT_EQ(book(school_.ann, 3, kNumber).status, 303);
  EXPECT_THAT(page(school_.ann, here("/booked")), AllOf(HasSubstr(kShown), HasSubstr("Change the number")));
  EXPECT_THAT(page(school_.ann, here("/appointments.ics")), HasSubstr("By telephone\\, on 01632\u00a0960\u00a0123"));
  EXPECT_THAT(page(school_.ann, here("/times?see=" + leo())), Not(HasSubstr(kShown)));
  EXPECT_THAT(school_.told(0), HasSubstr(kShown));
  EXPECT_THAT(list(school_.bo), HasSubstr("tel:01632960123"));
  EXPECT_THAT(list(school_.bo, "/list.pdf"), HasSubstr(kNumber));
  EXPECT_THAT(office("/slips.pdf"), HasSubstr(kShown));
  EXPECT_THAT(office("/dates/" + date() + "/pack.pdf"), AllOf(HasSubstr("Ann Reed, 01632 960 123"), HasSubstr(kShown)));
}

TEST_P(ByTelephone, TheListsOfAllTeachersOpenWhatAFamilySaidOnce) {
  ASSERT_EQ(book(school_.ann, 3, kNumber).status, 303);
  const auto& all = *school_.kernel;
  CountedPrivacy privacy(all.privacy);
  const Kernel kernel{all.clock, all.database, all.ledger, all.directory, all.calendar, all.rooms, all.timetable, all.outbox, all.access,
                      all.audit, all.jobs, all.rules, all.settings, privacy, all.pages, all.parents, all.paper};
  ParentsEveningModule module(kernel);
  school_.routes.all.clear();
  module.add_routes(school_.routes);
  EXPECT_THAT(office("/lists.pdf"), HasSubstr("Ann Reed, 01632 960 123"));
  EXPECT_EQ(privacy.opened[needs_place(school_.evening, school_.anns)], 1);
  EXPECT_THAT(office("/slips.pdf"), HasSubstr(kShown));
}

TEST_P(ByTelephone, NobodyElseIsAskedOrSeesIt) {
  ASSERT_EQ(book(school_.ann, 3, kNumber).status, 303);
  EXPECT_THAT(page(school_.ann, here("/times?see=" + whom(school_.maya, school_.okafor))), Not(HasSubstr("name=\"telephone\"")));
  ASSERT_EQ(post(school_.ann, here("/book"), {{"pick-" + whom(school_.maya, school_.okafor), slot(school_.okafor, 12)}}).status, 303) << "at school nobody is rung";
  EXPECT_THAT(list(school_.okafor), AllOf(HasSubstr("Ann Reed"), Not(HasSubstr("01632"))));
  for (const auto& rest : {std::string("/booked"), std::string("/needs"), "/times?see=" + leo(), std::string("/appointments.ics")}) {
    EXPECT_THAT(page(school_.tom, here(rest)), Not(HasSubstr("01632"))) << rest;
  }
}

TEST_P(ByTelephone, WhoeverIsBookedWithoutANumberIsAskedOnTheirPage) {
  Plans plans;
  const Appointments appointments(*school_.kernel, plans);
  ASSERT_TRUE(appointments.book(school_.office(), school_.basket(school_.toms, {school_.choice(school_.leo, school_.bo, 5)})));
  EXPECT_THAT(page(school_.tom, here("/booked")), HasSubstr("Give the number on which the teacher can ring you"));
  EXPECT_THAT(school_.told(0), HasSubstr("please give us your number on your page"));
  EXPECT_THAT(list(school_.bo), HasSubstr("no number yet: ask the school office"));
  EXPECT_THAT(office("/families/" + school_.toms.text()), HasSubstr("needs a telephone number"));
  const auto wrong = post(school_.tom, here("/needs"), {{"interpreter", "Polish"}, {"telephone", "none"}});
  EXPECT_EQ(wrong.status, 400);
  EXPECT_THAT(wrong.body, AllOf(HasSubstr(kAsk), HasSubstr("Polish"), HasSubstr("none")));
  ASSERT_EQ(post(school_.tom, here("/needs"), {{"telephone", kNumber}}).status, 303);
  EXPECT_THAT(list(school_.bo), HasSubstr(kNumber));
}

TEST_P(ByTelephone, TheOfficeAndTheTeacherBookWithANumberThatTheyAreTold) {
  const auto card = "/admin/evenings/" + school_.evening.text() + "/families/" + school_.toms.text();
  EXPECT_EQ(school_.post(school_.office(), card, fields({{"t-" + leo(), slot(school_.bo, 5)}, {"telephone", kNumber}})).status, 303);
  EXPECT_THAT(school_.get(school_.office(), card).body, HasSubstr(kShown));
  const auto book_for = [&](const std::string& number) {
    return school_.post(school_.teacher(school_.bo), "/staff/evenings/" + school_.evening.text() + "/book",
                        fields({{"student", school_.leo.text()}, {"household", school_.anns.text()}, {"for", school_.bo.text()},
                                {"slot", slot(school_.bo, 9)}, {"telephone", number}}));
  };
  EXPECT_THAT(book_for("rings in").body, AllOf(HasSubstr(kAsk), HasSubstr("rings in"), HasSubstr(" checked")));
  ASSERT_EQ(book_for("01632 960 777").status, 303);
  EXPECT_THAT(list(school_.bo), AllOf(HasSubstr(kNumber), HasSubstr("01632 960 777")));
}

TEST_P(ByTelephone, WhatTheFamilyNeedsStaysItsOwnWordsWhenATeacherTypesItsNumber) {
  const auto held = [&](PersonId who) {
    return school_.store.database().read([&](Reader& reader) { return to_json(school_.module->export_person(reader, school_.site, who)); });
  };
  const auto book_for = [&](HouseholdId household, StudentId student, int number) {
    return school_.post(school_.teacher(school_.bo), "/staff/evenings/" + school_.evening.text() + "/book",
                        fields({{"student", student.text()}, {"household", household.text()}, {"for", school_.bo.text()},
                                {"slot", slot(school_.bo, number)}, {"telephone", kNumber}})).status;
  };
  ASSERT_EQ(post(school_.ann, here("/needs"), {{"interpreter", "Polish"}}).status, 303);
  ASSERT_EQ(book_for(school_.anns, school_.leo, 9), 303);
  const auto teacher = same_person<PersonId>(school_.bo), ann = same_person<PersonId>(school_.ann);
  EXPECT_THAT(held(teacher), AllOf(Not(HasSubstr("Polish")), Not(HasSubstr("01632"))));
  EXPECT_THAT(held(ann), AllOf(HasSubstr("Polish"), HasSubstr(kNumber), HasSubstr("\"own_words\":true")));
  school_.store.database().write([&](Transaction& transaction) { school_.module->erase_person(transaction, school_.site, teacher); });
  EXPECT_THAT(held(ann), AllOf(HasSubstr("Polish"), HasSubstr(kNumber)));
  school_.store.database().write([&](Transaction& transaction) { school_.module->erase_person(transaction, school_.site, ann); });
  EXPECT_THAT(held(ann), AllOf(Not(HasSubstr("Polish")), Not(HasSubstr("01632"))));
}

TEST_P(ByTelephone, TheNumberThatTheOfficeTypesForAFamilyThatSaidNothingIsTheFamilys) {
  const auto card = "/admin/evenings/" + school_.evening.text() + "/families/" + school_.toms.text();
  ASSERT_EQ(school_.post(school_.office(), card, fields({{"t-" + leo(), slot(school_.bo, 5)}, {"telephone", kNumber}})).status, 303);
  const auto said = school_.store.database().read([&](Reader& reader) { return said_needs(reader, school_.plan()->evening, school_.toms); });
  ASSERT_TRUE(said);
  EXPECT_EQ(said->author, same_person<PersonId>(school_.tom));
  EXPECT_THAT(list(school_.bo), HasSubstr(kNumber));
}

TEST_P(ByTelephone, SavingANeedKeepsTheNumberAndTheNumberIsNoNeed) {
  ASSERT_EQ(book(school_.ann, 3, kNumber).status, 303);
  EXPECT_THAT(page(school_.ann, here("/needs")), AllOf(HasSubstr(kNumber), HasSubstr("A teacher sees nothing of it but the number to ring.")));
  post(school_.ann, here("/needs"), {{"step_free", "yes"}});
  EXPECT_THAT(page(school_.ann, here("/booked")), HasSubstr(kShown));
}

TEST_P(ByTelephone, TheNumberIsExportedAndErasedWithItsPerson) {
  ASSERT_EQ(book(school_.ann, 3, kNumber).status, 303);
  const auto person = same_person<PersonId>(school_.ann);
  const auto held = [&] {
    return school_.store.database().read([&](Reader& reader) { return to_json(school_.module->export_person(reader, school_.site, person)); });
  };
  EXPECT_THAT(held(), HasSubstr(kNumber));
  school_.store.database().write([&](Transaction& transaction) { school_.module->erase_person(transaction, school_.site, person); });
  EXPECT_THAT(held(), Not(HasSubstr(kNumber)));
  EXPECT_THAT(list(school_.bo), Not(HasSubstr("01632")));
}

LODGE_ON_BOTH_ENGINES(ByTelephone);

}  // namespace
}  // namespace lodge::parents_evening
