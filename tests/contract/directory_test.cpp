#include "contract/a_school.h"
#include "contract/school.h"

#include <gmock/gmock.h>
#include <lodge/errors.h>

namespace lodge::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class DirectoryContract : public SchoolContract {
 protected:
  DirectoryContract() {
    mis.contacts.push_back({{}, "C9", "Mr", "Second", "Parent", "Second@Home.example", "S1001", "Father", "no", "2"});
    EXPECT_TRUE(sync.apply(sync.plan(site, mis.pulled(), technician).id, technician));
    people = directory.snapshot(site);
  }
  template <class IdType>
  IdType id_of(core::PersonKind kind, const char* mis_id) {
    return same_person<IdType>(people->by_mis_id(kind, mis_id)->id);
  }
  StudentId student(const char* mis_id) { return id_of<StudentId>(core::PersonKind::student, mis_id); }
  ContactId contact(const char* mis_id) { return id_of<ContactId>(core::PersonKind::contact, mis_id); }

  ASchool mis;
  std::shared_ptr<const core::SitePeople> people;
};

TEST_P(DirectoryContract, ListsPeopleByTheirNames) {
  EXPECT_EQ(people->students().front()->surname, "Family0");
  EXPECT_EQ(people->teachers().back()->shown(), "Mr Teacher5");
  EXPECT_EQ(people->name(id_of<PersonId>(core::PersonKind::teacher, "T1002")), "Mr Teacher2");
  EXPECT_EQ(people->name(PersonId::random()), "");
}

TEST_P(DirectoryContract, CountsNobodyToAHouseholdWhomTheRecordsHaveTakenAway) {
  const auto household = people->contact(contact("C9"))->household;
  EXPECT_THAT(people->members_of(household), ElementsAre(contact("C9")));
  const auto gone = contact("C9");
  mis.contacts.pop_back();
  ASSERT_TRUE(sync.apply(sync.plan(site, mis.pulled(), technician).id, technician));
  EXPECT_THAT(directory.snapshot(site)->members_of(household), IsEmpty());
  EXPECT_NE(directory.snapshot(site)->contact(gone), nullptr) << "what was still has a name";
}

TEST_P(DirectoryContract, TiesContactsToStudentsByPriority) {
  const auto& ties = people->contacts_of(student("S1001"));
  ASSERT_THAT(ties, SizeIs(2));
  EXPECT_EQ(ties[0].contact, contact("C1001"));
  EXPECT_EQ(ties[0].responsibility, ParentalResponsibility::yes);
  EXPECT_EQ(ties[1].relationship, "Father");
  EXPECT_THAT(people->students_of(contact("C9")), SizeIs(1));
}

TEST_P(DirectoryContract, KnowsWhoTeachesWhom) {
  const auto classes = people->classes_of(student("S1001"));
  ASSERT_THAT(classes, SizeIs(1));
  EXPECT_EQ(classes[0]->code, "8/En");
  EXPECT_THAT(classes[0]->students, SizeIs(20));
  EXPECT_THAT(people->classes_taught_by(classes[0]->teachers[0]), ElementsAre(classes[0]));
}

TEST_P(DirectoryContract, FindsAnAddressWithoutRegardToCase) {
  EXPECT_THAT(people->by_email("second@home.EXAMPLE"), ElementsAre(same_person<PersonId>(contact("C9"))));
  EXPECT_THAT(people->by_email("nobody@home.example"), IsEmpty());
}

TEST_P(DirectoryContract, KeepsContactRulesThroughImports) {
  EXPECT_EQ(people->contact_rule(student("S1001")), ContactRule::separate);
  put_rule(student("S1001"), ContactRule::separate);
  mis.students[1].surname = "Newname";
  ASSERT_TRUE(sync.apply(sync.plan(site, mis.pulled(), technician).id, technician));
  EXPECT_EQ(directory.people(site)->contact_rule(student("S1001")), ContactRule::separate);
}

TEST_P(DirectoryContract, RevisionsOnlyRise) {
  const auto before = people->revision();
  put_rule(student("S1001"), ContactRule::none);
  EXPECT_GT(directory.people(site)->revision(), before);
}

TEST_P(DirectoryContract, NamesAreNowhereInTheCentralStore) {
  for (const auto& [table, column] : {std::pair("tie", "relationship"), {"person", "registration_class"}, {"sync_plan", "summary"}}) {
    const auto found = central().read([&](Reader& reader) {
      return reader.rows<std::string>(std::string("select ") + column + " from " + table + " where " + column + " like ?", {"%Family1%"});
    });
    EXPECT_THAT(found, IsEmpty()) << table;
  }
  const auto sealed = vault().read([](Reader& reader) { return reader.rows<std::string>("select fields from person where fields like ?", {"%Family%"}); });
  EXPECT_THAT(sealed, IsEmpty());
}

TEST_P(DirectoryContract, WhoseKeyIsDestroyedHasNoName) {
  const auto who = same_person<PersonId>(student("S1001"));
  keyring.destroy_key(site, who);
  directory.forget(site);
  EXPECT_EQ(directory.people(site)->name(who), "");
  EXPECT_NE(directory.people(site)->name(same_person<PersonId>(student("S1002"))), "");
}

TEST_P(DirectoryContract, AnUnknownSiteIsAnOutage) { EXPECT_THROW(directory.people(SiteId::random()), Unavailable); }

LODGE_ON_BOTH_ENGINES(DirectoryContract);

}  // namespace
}  // namespace lodge::test
