#include "core/outbox/notices.h"

#include <gmock/gmock.h>

#include <lodge/errors.h>

namespace lodge::core {
namespace {

using testing::AllOf;
using testing::HasSubstr;

/// English, said as it stands.
class Plain : public Say {
 public:
  explicit Plain(std::string language) : language_(std::move(language)) {}
  std::string say(std::string_view sentence, With) const override { return std::string(sentence); }
  std::string say_many(std::string_view, std::string_view many, std::int64_t, With) const override { return std::string(many); }
  std::string language() const override { return language_; }
  std::string own_name() const override { return language_; }
  bool right_to_left() const override { return false; }
  std::string day(LocalDate) const override { return {}; }
  std::string short_day(LocalDate) const override { return {}; }
  std::string full_day(LocalDate) const override { return {}; }
  std::string time(std::chrono::minutes) const override { return {}; }
  std::string times(std::chrono::minutes, std::chrono::minutes) const override { return {}; }

 private:
  std::string language_;
};

class TwoLanguages : public Languages {
 public:
  const Say& choose(std::string_view wanted, std::string_view) const override { return wanted == "cy" ? welsh_ : english_; }
  std::vector<const Say*> all() const override { return {&english_, &welsh_}; }

 private:
  Plain english_{"en"}, welsh_{"cy"};
};

/// Says which template was asked for.
class NamedParts : public Pages {
 public:
  const Say& say(std::string_view) const override { return english_; }
  std::vector<const Say*> languages() const override { return {&english_}; }
  Response page(const Request&, std::string_view, std::string_view, const Value&, int) const override { return {}; }
  std::string part(const Say& say, std::string_view name, const Value& values) const override {
    return say.language() + " " + std::string(name) + " " + values.text_or("room") + " " + values.text_or("public_url");
  }
  Response framed(const Request&, std::string_view, std::string_view, int) const override { return {}; }
  Response sorry(const Request&, int, std::string_view) const override { return {}; }

 private:
  Plain english_{"en"};
};

/// A teacher, a contact without an address, and a student.
class ThreePeople : public People, public Directory {
 public:
  std::shared_ptr<const People> people(SiteId) const override { return {this, [](const People*) {}}; }
  std::int64_t revision() const override { return 1; }
  const Student* student(StudentId) const override { return nullptr; }
  const Teacher* teacher(TeacherId id) const override { return id == teacher_.id ? &teacher_ : nullptr; }
  const Contact* contact(ContactId id) const override { return id == contact_.id ? &contact_ : nullptr; }
  std::string name(PersonId id) const override {
    if (id == same_person<PersonId>(teacher_.id)) return teacher_.shown();
    return id == same_person<PersonId>(contact_.id) ? "Mr Li" : "";
  }
  const std::vector<const Student*>& students() const override { return students_; }
  const std::vector<const Teacher*>& teachers() const override { return teachers_; }
  const std::vector<const Contact*>& contacts() const override { return contacts_; }
  const std::vector<TaughtClass>& classes() const override { return classes_; }
  const std::vector<Group>& groups() const override { return groups_; }
  const std::vector<Tie>& contacts_of(StudentId) const override { return ties_; }
  const std::vector<Tie>& students_of(ContactId) const override { return ties_of_contact_; }
  std::vector<const TaughtClass*> classes_of(StudentId) const override { return {}; }
  std::vector<const TaughtClass*> classes_taught_by(TeacherId) const override { return {}; }
  ContactRule contact_rule(StudentId) const override { return ContactRule::joint; }
  std::vector<ContactId> members_of(HouseholdId) const override { return {}; }
  std::vector<PersonId> by_email(std::string_view) const override { return {}; }

  Teacher teacher_{TeacherId::random(), "Mrs", "Anna", "Zając", "a.zajac@ashdown.example"};
  std::vector<Tie> ties_of_contact_{Tie{}};
  Contact contact_{ContactId::random(), HouseholdId::random(), "Mr", "Bo", "Li", ""};

 private:
  std::vector<const Student*> students_;
  std::vector<const Teacher*> teachers_;
  std::vector<const Contact*> contacts_;
  std::vector<TaughtClass> classes_;
  std::vector<Group> groups_;
  std::vector<Tie> ties_;
};

class Rooms : public BookingModule {
 public:
  void add_routes(Routes&) override {}
  Notice render(const QueuedMessage& message, const Say&) override {
    return {"Booked", "rooms/booked", message.values, {{"booking.ics", "text/calendar", "BEGIN:VCALENDAR"}}};
  }
  void displaced(Transaction&, const Booking&, const Booking&, const std::vector<Want>&) override {}
  std::vector<std::string> verify(Reader&) override { return {}; }
  Value export_person(Reader&, SiteId, PersonId) override { return {}; }
  void erase_person(Transaction&, SiteId, PersonId) override {}
};

class Notices : public testing::Test {
 protected:
  Notices() { notices_.add("rooms", rooms_); }
  QueuedMessage to(PersonId recipient, std::string notice = "rooms.booked") const {
    return {SiteId::random(), recipient, std::move(notice), Value::Map{{"room", "H1"}}};
  }
  ThreePeople people_;
  TwoLanguages languages_;
  NamedParts pages_;
  Rooms rooms_;
  std::string language_;
  ModuleNotices notices_{people_, languages_, pages_, [this](SiteId, PersonId) { return language_; }, "https://lodge.example"};
  const PersonId teacher_ = same_person<PersonId>(people_.teacher_.id), contact_ = same_person<PersonId>(people_.contact_.id);
};

TEST_F(Notices, ArePutIntoWordsByTheirModuleAndItsTemplates) {
  const auto words = notices_.render(to(teacher_));
  ASSERT_TRUE(words) << words.error().why;
  EXPECT_EQ(words->recipient_name, "Mrs Zając");
  EXPECT_EQ(words->address, "a.zajac@ashdown.example");
  EXPECT_EQ(words->subject, "Booked");
  EXPECT_EQ(words->text, "en rooms/notices/booked.txt H1 https://lodge.example");
  EXPECT_THAT(words->html, AllOf(HasSubstr("<html lang=\"en\" dir=\"ltr\">"), HasSubstr(">\nen rooms/notices/booked H1 https://lodge.example</body>")));
  ASSERT_EQ(words->attachments.size(), 1U);
  EXPECT_EQ(words->attachments[0].file_name, "booking.ics");
}

TEST_F(Notices, AreNotSentToAContactWhomNothingTiesToAStudentAnyMore) {
  people_.contact_.email = "bo@home.example";
  EXPECT_TRUE(notices_.render(to(contact_)));
  people_.ties_of_contact_.clear();
  const auto words = notices_.render(to(contact_));
  ASSERT_FALSE(words);
  EXPECT_EQ(words.error().why, "the person has left");
}

TEST_F(Notices, SpeakTheRecipientsOwnLanguage) {
  language_ = "cy";
  EXPECT_EQ(notices_.render(to(teacher_))->language, "cy");
}

TEST_F(Notices, SayWhoHasNoAddressAndWhoHasLeft) {
  EXPECT_EQ(notices_.render(to(contact_)).error().why, "no address");
  EXPECT_EQ(notices_.render(to(PersonId::random())).error().why, "the person has left");
}

TEST_F(Notices, WaitForAModuleThatIsNotThere) {
  EXPECT_THROW(static_cast<void>(notices_.render(to(teacher_, "events.booked"))), Unavailable);
}

}  // namespace
}  // namespace lodge::core
