#pragma once
#include "contract/a_school.h"
#include "contract/school.h"

#include "core/directory/store.h"

namespace lodge::test {

/// A site into which a school's MIS is imported, as often as a test likes.
class ImportingSchool : public SchoolContract {
 protected:
  core::Applied import(const ASchool& from, const core::Confirmations& confirmations = {}) {
    const auto plan = sync.plan(site, from.pulled(), technician);
    last = plan.id;
    auto applied = sync.apply(plan.id, technician, confirmations);
    EXPECT_TRUE(applied) << (applied ? "" : core::sentence_for(applied.error()));
    return applied ? *applied : core::Applied{};
  }
  std::vector<Lesson> lessons(Interval when) {
    return central().read([&](Reader& reader) { return timetable.lessons(reader, site, when); });
  }
  std::vector<std::string> broken() {
    return central().read([&](Reader& reader) { return ledger.verify(reader); });
  }
  std::optional<core::Brake> brake_of(const ASchool& from, core::Brake::Reason reason) {
    for (const auto& brake : sync.plan(site, from.pulled(), technician).brakes) {
      if (brake.reason == reason) return brake;
    }
    return std::nullopt;
  }
  const Student* student(const char* mis_id) {
    const auto people = directory.snapshot(site);
    const auto* row = people->by_mis_id(core::PersonKind::student, mis_id);
    return row ? people->student(same_person<StudentId>(row->id)) : nullptr;
  }
  ASchool mis;
  PlanId last;
};

}  // namespace lodge::test
