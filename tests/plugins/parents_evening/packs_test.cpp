// The fallback pack that is printed and written by itself.
#include "plugins/parents_evening/changing.h"

#include <filesystem>
#include <fstream>
#include <lodge/errors.h>

namespace lodge::parents_evening {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class ThePack : public Changing {
 protected:
  void SetUp() override {
    auto more = plan();
    more.dates.push_back(a_week_later(more));
    more.dates.back().when = *Interval::make(more.dates.front().when.starts() + 5min, more.dates.front().when.ends());
    done({.after = more});
    school_.settings.set["evenings.pack_printer"] = "ipp://printer.school.example/ipp/print";
    school_.settings.set["evenings.pack_folder"] = folder_.string();
    first_ = plan().dates.front().id;
    school_.clock.instant = plan().dates.front().when.starts() - 30min;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void work() {
    for (const auto& [name, work] : school_.jobs.kept) {
      if (name.ends_with("pack")) work();
    }
  }
  /// The file of the first date.
  std::string written() const {
    std::ifstream stream(folder_ / ("2026-11-12-" + first_.text() + ".pdf"));
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  std::size_t files() const { return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder_), {})); }

  EveningDateId first_;
  std::filesystem::path folder_ = std::filesystem::temp_directory_path() / ("lodge-pack-" + EveningId::random().text());
};

TEST_P(ThePack, OfEachDateIsPrintedWhereTheFolderIsGoneAndTheOfficeReadsIt) {
  EXPECT_THROW(work(), Unavailable) << "for the journal";
  EXPECT_THAT(school_.paper.printed, SizeIs(2)) << "the folder stops neither the printer nor the second date";
  EXPECT_THAT(page(link()), AllOf(HasSubstr("Could not be written to " + folder_.string() + "."), Not(HasSubstr("cannot write")), HasSubstr("/pack.pdf\">Print it now"),
                                  Not(HasSubstr("Printed an hour before"))));
  std::filesystem::create_directory(folder_);
  work();
  EXPECT_EQ(files(), 2U);
  EXPECT_THAT(school_.paper.printed, SizeIs(2)) << "what is printed is printed once";
  EXPECT_THAT(page(link()), AllOf(Not(HasSubstr("Could not be")), HasSubstr("Printed an hour before")));
}

TEST_P(ThePack, IsInTheFolderOfEachDateWhereThePrinterIsOutOfPaper) {
  std::filesystem::create_directory(folder_);
  school_.paper.out_of_paper = true;
  EXPECT_THROW(work(), Unavailable);
  EXPECT_EQ(files(), 2U);
  EXPECT_THAT(page(link()), AllOf(HasSubstr("Could not be printed on ipp://printer.school.example/ipp/print."), Not(HasSubstr("out of paper")), Not(HasSubstr("Could not be written"))));
  school_.clock.instant = plan().ends();
  EXPECT_THAT(page(link()), Not(HasSubstr("Could not be printed"))) << "the night is over";
}

TEST_P(ThePack, ComesAnewWhenTheEveningIsMovedByHoursWithinTheHour) {
  std::filesystem::create_directory(folder_);
  work();
  ASSERT_THAT(school_.paper.printed, SizeIs(2));
  done(later(2h));
  work();
  EXPECT_THAT(school_.paper.printed, SizeIs(2)) << "it is two hours and a half off";
  EXPECT_THAT(page(link()), Not(HasSubstr("has changed since")));
  school_.clock.instant = plan().date(first_)->when.starts() - 50min;
  work();
  EXPECT_THAT(school_.paper.printed, SizeIs(3));
}

TEST_P(ThePack, IsWrittenAnewAfterAnAlarmAndTheOfficeReadsThatThePaperIsOld) {
  std::filesystem::create_directory(folder_);
  work();
  ASSERT_THAT(written(), HasSubstr("4:00 pm"));
  done(later(15min));
  work();
  EXPECT_THAT(written(), AllOf(HasSubstr("4:15 pm"), Not(HasSubstr("4:00 pm"))));
  EXPECT_THAT(school_.paper.printed, SizeIs(2)) << "the office may be in the midst of its changes";
  EXPECT_THAT(page(link()), AllOf(HasSubstr("The evening has changed since it was printed."), HasSubstr("/pack.pdf\">Print it now")));
}

TEST_P(ThePack, IsKnownToBeOldWhereTheAlarmComesWhileItIsPrinted) {
  std::filesystem::create_directory(folder_);
  school_.paper.meanwhile = [&] { done(later(15min)); };
  work();
  work();
  EXPECT_THAT(written(), AllOf(HasSubstr("4:15 pm"), Not(HasSubstr("4:00 pm"))));
  EXPECT_THAT(page(link()), HasSubstr("The evening has changed since it was printed."));
}

TEST_P(ThePack, ComesAnewWhenTheEveningIsMovedByHoursWhileItIsPrinted) {
  std::filesystem::create_directory(folder_);
  school_.paper.meanwhile = [&] { done(later(2h)); };
  work();
  ASSERT_THAT(school_.paper.printed, SizeIs(2));
  EXPECT_THAT(page(link()), Not(HasSubstr(first_.text() + "/pack.pdf"))) << "there is none yet";
  school_.clock.instant = plan().date(first_)->when.starts() - 50min;
  work();
  EXPECT_THAT(school_.paper.printed, SizeIs(3));
  EXPECT_THAT(written(), HasSubstr("6:00 pm"));
}

LODGE_ON_BOTH_ENGINES(ThePack);

}  // namespace
}  // namespace lodge::parents_evening
