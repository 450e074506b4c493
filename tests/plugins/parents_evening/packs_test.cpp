// The fallback pack that is printed and written by itself.
#include "plugins/parents_evening/changing.h"

#include <filesystem>
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
    school_.clock.instant = plan().dates.front().when.starts() - 30min;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void work() {
    for (const auto& [name, work] : school_.jobs.kept) {
      if (name.ends_with("pack")) work();
    }
  }
  std::size_t files() const { return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder_), {})); }

  std::filesystem::path folder_ = std::filesystem::temp_directory_path() / ("lodge-pack-" + EveningId::random().text());
};

TEST_P(ThePack, OfEachDateIsPrintedWhereTheFolderIsGoneAndTheOfficeReadsIt) {
  EXPECT_THROW(work(), Unavailable) << "for the journal";
  EXPECT_THAT(school_.paper.printed, SizeIs(2)) << "the folder stops neither the printer nor the second date";
  EXPECT_THAT(page(link()), AllOf(HasSubstr("Could not be written to the folder: cannot write " + folder_.string()), HasSubstr("/pack.pdf\">Print it now"),
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
  EXPECT_THAT(page(link()), AllOf(HasSubstr("Could not be printed: out of paper"), Not(HasSubstr("written to the folder"))));
  school_.clock.instant = plan().ends();
  EXPECT_THAT(page(link()), Not(HasSubstr("Could not be printed"))) << "the night is over";
}

LODGE_ON_BOTH_ENGINES(ThePack);

}  // namespace
}  // namespace lodge::parents_evening
