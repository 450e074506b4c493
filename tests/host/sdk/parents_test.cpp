#include <lodge/parents.h>

#include <gmock/gmock.h>

#include <map>

namespace lodge {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Maya and Leo live with their mother; Maya's father lives elsewhere, and her grandmother has no responsibility.
class Families final : public People {
 public:
  Families() {
    for (auto* one : {&maya, &leo}) by_student_[one->id];
    tie(mother, maya, ParentalResponsibility::yes, 1);
    tie(mother, leo, ParentalResponsibility::yes, 2);
    tie(father, maya, ParentalResponsibility::unknown, 2);
    tie(grandmother, maya, ParentalResponsibility::no, 3);
  }
  std::int64_t revision() const override { return 1; }
  const Student* student(StudentId id) const override { return id == maya.id ? &maya : id == leo.id ? &leo : nullptr; }
  const Teacher* teacher(TeacherId) const override { return nullptr; }
  const Contact* contact(ContactId id) const override {
    for (const auto* one : {&mother, &father, &grandmother}) {
      if (one->id == id) return one;
    }
    return nullptr;
  }
  std::string name(PersonId) const override { return {}; }
  const std::vector<const Student*>& students() const override { return none_.students; }
  const std::vector<const Teacher*>& teachers() const override { return none_.teachers; }
  const std::vector<const Contact*>& contacts() const override { return none_.contacts; }
  const std::vector<TaughtClass>& classes() const override { return none_.classes; }
  const std::vector<Group>& groups() const override { return none_.groups; }
  const std::vector<Tie>& contacts_of(StudentId id) const override { return by_student_.at(id); }
  const std::vector<Tie>& students_of(ContactId id) const override { return by_contact_.at(id); }
  std::vector<const TaughtClass*> classes_of(StudentId) const override { return {}; }
  std::vector<const TaughtClass*> classes_taught_by(TeacherId) const override { return {}; }
  ContactRule contact_rule(StudentId id) const override { return id == maya.id ? rule : ContactRule::joint; }
  std::vector<ContactId> members_of(HouseholdId id) const override {
    std::vector<ContactId> members;
    for (const auto* one : {&mother, &father, &grandmother}) {
      if (one->household == id) members.push_back(one->id);
    }
    return members;
  }
  std::vector<PersonId> by_email(std::string_view) const override { return {}; }

  static Contact contact_called(std::string name) {
    const auto id = ContactId::random();
    return {id, same_person<HouseholdId>(id), "", std::move(name), "Green", ""};
  }
  Student maya{StudentId::random(), "Maya", "Green", "9B", {}, 9};
  Student leo{StudentId::random(), "Leo", "Green", "7A", {}, 7};
  Contact mother = contact_called("Ada"), father = contact_called("Ben"), grandmother = contact_called("Cora");
  ContactRule rule = ContactRule::separate;

 private:
  void tie(const Contact& contact, const Student& student, ParentalResponsibility responsibility, int priority) {
    const Tie tie{contact.id, student.id, "", responsibility, priority};
    by_student_[student.id].push_back(tie);
    by_contact_[contact.id].push_back(tie);
  }
  struct {
    std::vector<const Student*> students;
    std::vector<const Teacher*> teachers;
    std::vector<const Contact*> contacts;
    std::vector<TaughtClass> classes;
    std::vector<Group> groups;
  } none_;
  std::map<StudentId, std::vector<Tie>> by_student_;
  std::map<ContactId, std::vector<Tie>> by_contact_;
};

class ContactRules : public testing::Test {
 protected:
  bool may(const Contact& who) const { return may_book_for(families, who.household, families.maya.id); }
  Families families;
};

TEST_F(ContactRules, JointAndSeparateLetEachHouseholdBook) {
  for (const auto rule : {ContactRule::joint, ContactRule::separate}) {
    families.rule = rule;
    EXPECT_TRUE(may(families.mother) && may(families.father) && may(families.grandmother));
  }
}

TEST_F(ContactRules, OneOnlyLetsTheFirstWithResponsibilityBook) {
  families.rule = ContactRule::one_only;
  EXPECT_TRUE(may(families.mother));
  EXPECT_FALSE(may(families.father) || may(families.grandmother));
}

TEST_F(ContactRules, NoneLetsNobodyBook) {
  families.rule = ContactRule::none;
  EXPECT_FALSE(may(families.mother) || may(families.father));
}

TEST_F(ContactRules, AStrangerBooksForNobody) {
  EXPECT_FALSE(may_book_for(families, HouseholdId::random(), families.maya.id));
  EXPECT_FALSE(may_book_for(families, HouseholdId(), families.maya.id));
}

TEST_F(ContactRules, OnlyJointSharesOneBooking) {
  EXPECT_FALSE(share_one(families, families.maya.id));
  EXPECT_TRUE(share_one(families, families.leo.id));
}

TEST_F(ContactRules, ChildrenAreThoseTheHouseholdMayBookFor) {
  EXPECT_THAT(children_of(families, families.mother.household), ElementsAre(&families.leo, &families.maya));
  families.rule = ContactRule::none;
  EXPECT_THAT(children_of(families, families.mother.household), ElementsAre(&families.leo));
  EXPECT_THAT(children_of(families, families.father.household), IsEmpty());
}

TEST_F(ContactRules, AHouseholdOfTwoIsOneAndAnsweredForByTheFirst) {
  families.father.household = families.mother.household;
  EXPECT_EQ(household_of(families, same_person<PersonId>(families.father.id)), families.mother.household);
  EXPECT_EQ(children_of(families, families.mother.household).size(), 2u);
  EXPECT_EQ(first_contact_of(families, families.mother.household), families.mother.id);
  EXPECT_EQ(first_contact_of(families, HouseholdId::random()), ContactId());
}

TEST(LetterPath, LeavesTheHyphensOut) { EXPECT_EQ(letter_path("7k3m-9qxd-2f"), "/parents/letter?code=7k3m9qxd2f"); }

}  // namespace
}  // namespace lodge
