// What is held about a person comes out when they ask for it and goes when they are erased: of every table that names
// anybody. The tables are read from the migrations, so that a new one cannot be forgotten.
#include "plugins/parents_evening/school.h"

#include "appointments.h"
#include "night_store.h"
#include "store.h"
#include "wishes.h"

#include "core/parents/personal_data.h"
#include "core/parents/store.h"

#include <gmock/gmock.h>
#include <lodge/json.h>
#include <lodge/parents.h>

#include <filesystem>
#include <fstream>
#include <regex>

namespace lodge::parents_evening {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct Column {
  std::string name, type;
};
using Tables = std::map<std::string, std::vector<Column>>;

/// As the migrations make them: what stands between the brackets, a line a column.
Tables tables_in(const std::filesystem::path& folder) {
  Tables tables;
  std::string table;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    std::ifstream lines(file.path());
    std::smatch found;
    for (std::string line; std::getline(lines, line);) {
      if (std::regex_search(line, found, std::regex("^create table (\\w+) \\("))) table = found[1];
      if (std::regex_search(line, found, std::regex("^  (\\w+) (\\{\\w+\\}|BIGINT)"))) tables[table].push_back({found[1], found[2]});
      if (std::regex_search(line, found, std::regex("^alter table (\\w+) add column (\\w+) (\\{\\w+\\}|BIGINT)"))) tables[found[1]].push_back({found[2], found[3]});
    }
  }
  return tables;
}

bool names_somebody(const std::string& column) {
  static const std::set<std::string> kWords{"student", "teacher", "substitute", "contact", "household", "author", "needs_author", "person", "owner",
                                            "asked_by", "made_for", "booked_by", "invited_by", "recipient", "parent", "member", "who"};
  return kWords.contains(column);
}

/// Where a number stays after an erasure, since it names nobody any more: that an appointment was, and who sat where; or because
/// others go by it, as who is of a household.
const std::set<std::string> kStays{"appointment.student", "appointment.teacher", "appointment.author", "appointment.household",
                                   "appointment_once.student", "appointment_once.teacher", "appointment_once.household",
                                   "desk_teacher.teacher", "desk_teacher.substitute", "evening_allocation.asked_by", "household_member.household",
                                   "teacher_request.teacher", "teacher_request.author", "family_wishes.author", "wish.teacher", "wish_refused.teacher",
                                   "evening_waiting.teacher", "evening_interpreter.teacher", "evening_interpreter.author"};

class PersonalData : public testing::TestWithParam<Engine> {
 protected:
  static Tables tables() {
    const std::filesystem::path root(LODGE_SOURCE_DIR);
    auto all = tables_in(root / "plugins/booking/parents_evening/migrations");
    for (const auto& [name, columns] : tables_in(root / "host/core/migrations/central")) {
      if (name.starts_with("parent_") || name.starts_with("contact_rule") || name == "household_member") all[name] = columns;
    }
    return all;
  }
  static std::string word_for(const std::string& table, const std::string& column) {
    static const std::map<std::string, std::string> kWords{{"appointment.state", "booked"}, {"appointment.made_by", "parent"}, {"teacher_request.sort", "please"},
                                                           {"family_wishes.windows", "[]"}, {"contact_rule.rule", "joint"}, {"evening_waiting.state", "closed"}};
    const auto found = kWords.find(table + "." + column);
    const bool empty = column == "attended" || column == "note" || column == "needs" || column == "secret";
    return found != kWords.end() ? found->second : empty ? "" : RawId::random().text();
  }
  Bind value_for(const std::string& table, const Column& column) {
    if (column.type == "BIGINT") return column.name == "ends_at" ? Bind(2) : Bind(1);
    if (column.name == "site") return school_.site;
    if (table == "contact_rule_note" && column.name == "note") return school_.privacy.seal(school_.site, author_, "contact_rule_note.note." + student_, "x");
    return column.type == "{id}" ? Bind(RawId::random().text()) : Bind(word_for(table, column.name));
  }
  /// A row that names `person` in one column and strangers in the others.
  void put(const std::string& table, const std::vector<Column>& columns, const std::string& named, PersonId person) {
    author_ = named == "author" ? person : PersonId::random();
    student_ = named == "student" ? person.text() : RawId::random().text();
    std::string names, marks;
    std::vector<Bind> binds;
    for (const auto& column : columns) {
      names += (names.empty() ? "" : ", ") + column.name;
      marks += marks.empty() ? "?" : ", ?";
      binds.push_back(column.name == named ? Bind(person) : column.name == "author" ? Bind(author_) : column.name == "student" ? Bind(student_) : value_for(table, column));
    }
    school_.store.database().write([&](Transaction& t) { t.execute("insert into " + table + " (" + names + ") values (" + marks + ")", binds); });
  }
  std::int64_t count(const std::string& table, const std::string& column, PersonId person) {
    return school_.store.database().read([&](Reader& r) {
      return std::get<0>(*r.row<std::int64_t>("select count(*) from " + table + " where " + column + " = ?", {person}));
    });
  }
  Value::Map held(PersonId person) {
    return school_.store.database().read([&](Reader& reader) {
      auto all = *school_.module->export_person(reader, school_.site, person).map();
      all.merge(core::export_parent_data(reader, school_.privacy, school_.site, *school_.directory.whole, person));
      return all;
    });
  }
  void erase(PersonId person) {
    school_.store.database().write([&](Transaction& transaction) {
      school_.module->erase_person(transaction, school_.site, person);
      core::erase_parent_data(transaction, school_.site, *school_.directory.whole, person);
    });
    school_.privacy.erased.insert(person);
  }

  test::EveningSchool school_{GetParam()};
  Plans plans_;
  Appointments appointments_{*school_.kernel, plans_};
  PersonId author_;
  std::string student_;
};

TEST_P(PersonalData, OfEachTableThatNamesAnybodyIsExportedAndErased) {
  std::size_t tried = 0;
  for (const auto& [table, columns] : tables()) {
    for (const auto& [column, type] : columns) {
      if (!names_somebody(column)) continue;
      ++tried;
      const auto person = PersonId::random();
      put(table, columns, column, person);
      EXPECT_TRUE(held(person).contains(table)) << table << "." << column << " is not in the export: see personal_store.cpp";
      erase(person);
      const bool stays = kStays.contains(table + "." + column);
      EXPECT_EQ(count(table, column, person), stays ? 1 : 0) << table << "." << column << " outlives an erasure: see personal_store.cpp";
    }
  }
  EXPECT_GT(tried, 30U) << "the migrations are read";
}

TEST_P(PersonalData, OfAStudentHoldsWhatTeachersAndParentsWroteAboutIt) {
  const auto person = same_person<PersonId>(school_.maya);
  const auto teacher = same_person<PersonId>(school_.okafor);
  auto choice = school_.choice(school_.maya, school_.okafor, 2);
  choice.note = "She is afraid of fractions";
  ASSERT_TRUE(appointments_.book(school_.parent(school_.tom), school_.basket(school_.toms, {choice})));
  const auto note = school_.privacy.seal(school_.site, teacher, request_place(school_.evening, school_.maya, school_.okafor), "Wants a word about homework");
  school_.store.database().write([&](Transaction& t) {
    replace_request(t, {school_.evening, school_.maya, school_.okafor, RequestSort::please, teacher, note, school_.clock.instant});
    const auto why = school_.privacy.seal(school_.site, teacher, "contact_rule_note.note." + school_.maya.text(), "Court order seen");
    core::put_rule_note(t, school_.site, school_.maya, {teacher, why, school_.clock.instant});
  });
  const auto all = to_json(held(person));
  EXPECT_THAT(all, AllOf(HasSubstr("afraid of fractions"), HasSubstr("a word about homework"), HasSubstr("Court order seen")));
  EXPECT_THAT(all, AllOf(Not(HasSubstr(school_.tom.text())), Not(HasSubstr(school_.toms.text())))) << "who wrote it is not the student's";
  erase(person);
  const auto left = to_json(held(person));
  for (const auto* text : {"fractions", "homework", "Court"}) EXPECT_THAT(left, Not(HasSubstr(text)));
  const auto still = school_.store.database().read([&](Reader& r) { return of_household(r, school_.evening, school_.toms); });
  EXPECT_THAT(still, IsEmpty()) << "the time is free again";
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(PersonalData, OfAHouseholdThatIsSharedStaysWithTheOthers) {
  ASSERT_TRUE(appointments_.book(school_.parent(school_.jo), school_.basket(school_.coles, {school_.choice(school_.sam, school_.okafor, 2)})));
  EXPECT_TRUE(held(same_person<PersonId>(school_.kim)).contains("appointment"));
  erase(same_person<PersonId>(school_.kim));
  const auto left = school_.store.database().read([&](Reader& r) { return of_household(r, school_.evening, school_.coles); });
  EXPECT_EQ(left.size(), 1U);
}

TEST_P(PersonalData, OfAParentSaysNothingOfTheOtherHousehold) {
  for (const auto& [who, household] : {std::pair(school_.ann, school_.anns), std::pair(school_.tom, school_.toms)}) {
    auto choice = school_.choice(school_.maya, school_.okafor, who == school_.ann ? 2 : 3);
    choice.note = who == school_.ann ? "From Ann" : "From Tom";
    ASSERT_TRUE(appointments_.book(school_.parent(who), school_.basket(household, {choice})));
  }
  EXPECT_THAT(to_json(held(same_person<PersonId>(school_.ann))), AllOf(HasSubstr("From Ann"), Not(HasSubstr("From Tom"))));
}

TEST_P(PersonalData, OfWhoWroteTheWishesSaysWhatIsNeededOnlyWithinTheFamilyAndWhoseWordsItIs) {
  const auto jo = same_person<PersonId>(school_.jo), kim = same_person<PersonId>(school_.kim), tom = same_person<PersonId>(school_.tom);
  const auto put_wishes = [&](PersonId author) {
    const auto needs = school_.privacy.seal(school_.site, jo, needs_place(school_.evening, school_.coles), "01632 960 777");
    school_.store.database().write([&](Transaction& t) {
      replace(t, {.evening = school_.evening, .household = school_.coles, .author = author, .needs = needs, .needs_author = jo});
    });
  };
  put_wishes(kim);
  EXPECT_THAT(to_json(held(kim)), AllOf(HasSubstr("960 777"), HasSubstr("\"own_words\":false")));
  EXPECT_THAT(to_json(held(jo)), AllOf(HasSubstr("960 777"), HasSubstr("\"own_words\":true")));
  put_wishes(tom);  // who has left that household
  EXPECT_THAT(to_json(held(tom)), AllOf(HasSubstr("family_wishes"), Not(HasSubstr("960 777"))));
}

TEST_P(PersonalData, OfWhoSaidWhatIsNeededLeavesNoMomentThatWouldWinOverWhatOthersSaid) {
  school_.store.database().write([&](Transaction& t) {
    parents_evening::put(t, SealedNeeds{school_.evening, school_.coles, same_person<PersonId>(school_.jo), "sealed"}, school_.clock.instant);
  });
  erase(same_person<PersonId>(school_.jo));
  const auto left = school_.store.database().read([&](Reader& r) { return find_wishes(r, school_.evening, school_.coles); });
  ASSERT_TRUE(left) << "Kim's household still";
  EXPECT_FALSE(left->needs_author);
  EXPECT_EQ(left->needs_at, Instant());
}

LODGE_ON_BOTH_ENGINES(PersonalData);

}  // namespace
}  // namespace lodge::parents_evening
