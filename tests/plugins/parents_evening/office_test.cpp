#include "plugins/parents_evening/school.h"

#include <gmock/gmock.h>

namespace lodge::parents_evening {
namespace {

using test::EveningSchool;
using testing::HasSubstr;

class TheOffice : public testing::TestWithParam<Engine> {
 protected:
  static Fields fields(std::initializer_list<std::pair<std::string, std::string>> all) {
    Fields form;
    for (const auto& [name, value] : all) form.add(name, value);
    return form;
  }
  static std::string target(const Response& response) {
    for (const auto& [name, value] : response.headers) {
      if (name == "Location") return value.substr(0, value.find('?'));
    }
    return "";
  }
  std::string page(const std::string& path) { return school_.get(school_.office(), path).body; }
  Response post(const std::string& path, Fields form) { return school_.post(school_.office(), path, std::move(form)); }

  EveningSchool school_{GetParam()};
};


Fields new_evening() {
  Fields form;
  for (const auto& [name, value] : std::initializer_list<std::pair<const char*, const char*>>{
           {"title", "Year 9 evening"}, {"year_group", "9"}, {"class_teachers", "yes"}, {"staff_groups", "Tutor group*"}, {"date", "2026-11-19"},
           {"from", "16:00"}, {"to", "19:00"}, {"slot", "10"}, {"mode", "in_person"}, {"opens_at", "2026-11-05T18:00"}}) {
    form.add(name, value);
  }
  return form;
}

TEST_P(TheOffice, SeesTheEveningsThereAre) {
  EXPECT_THAT(page("/admin/evenings"), HasSubstr("/admin/evenings/" + school_.evening.text()));
  EXPECT_THAT(page("/admin/evenings/" + school_.evening.text()), HasSubstr("Booking opens"));
}

TEST_P(TheOffice, MakesAnEveningOnOnePageAndPublishesIt) {
  EXPECT_THAT(page("/admin/evenings/new"), HasSubstr("Year 9"));
  const auto made = post("/admin/evenings/new", new_evening());
  ASSERT_EQ(made.status, 303) << made.body;
  const auto link = target(made);
  EXPECT_THAT(page(link), HasSubstr("Being set up"));
  EXPECT_THAT(page(link), HasSubstr("3 desks"));  // Okafor, Lowther, and Zając, the tutor
  const auto published = post(link + "/publish", fields({{"version", "1"}}));
  ASSERT_EQ(published.status, 303) << published.body;
  EXPECT_THAT(page(link), HasSubstr("not open yet"));
  EXPECT_EQ(school_.faults(), std::vector<std::string>{});
}

LODGE_ON_BOTH_ENGINES(TheOffice);

}  // namespace
}  // namespace lodge::parents_evening
