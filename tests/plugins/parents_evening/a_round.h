#pragma once
#include "plugins/parents_evening/meanwhile.h"
#include "plugins/parents_evening/school.h"

#include "allocating.h"
#include "appointments.h"
#include "setup.h"

#include <gmock/gmock.h>

namespace lodge::parents_evening {

class ARound : public testing::TestWithParam<Engine> {
 protected:
  /// It closed an hour ago. Ann wishes to see three teachers; the Coles one who is there and one who is not.
  ARound() {
    school_.change([&](Evening& evening) {
      evening.wishes_from = school_.clock.instant - std::chrono::hours(48);
      evening.wishes_until = school_.clock.instant - std::chrono::hours(1);
      evening.opens_at = school_.clock.instant + std::chrono::hours(24);
    });
    Act act{.after = *school_.plan()};
    for (auto& desk : act.after.desks) desk.away = desk.away || desk.has(school_.zajac);
    EXPECT_TRUE(EveningSetup(*school_.kernel, plans_).apply(school_.office(), act));
    send(school_.anns, school_.ann, {{school_.maya, school_.okafor}, {school_.maya, school_.lowther}, {school_.leo, school_.bo}});
    send(school_.coles, school_.jo, {{school_.sam, school_.okafor}, {school_.sam, school_.zajac}});
  }

  void send(HouseholdId household, ContactId author, std::vector<Whom> whom, std::vector<Interval> windows = {}, const Needs& needs = {}) {
    Wishes wishes{.evening = school_.evening, .household = household, .author = same_person<PersonId>(author), .whom = std::move(whom),
                  .windows = std::move(windows)};
    if (const auto said = text(needs); !said.empty()) {
      wishes.needs_author = wishes.author;
      wishes.needs = school_.kernel->privacy.seal(school_.site, wishes.author, needs_place(school_.evening, household), said);
    }
    school_.store.database().write([&](Transaction& transaction) { replace(transaction, wishes); });
  }
  /// Before there was a round.
  void book_before(ContactId who, HouseholdId household, const Choice& choice) {
    const auto from = school_.plan()->evening.wishes_from, opens = school_.plan()->evening.opens_at;
    school_.change([&](Evening& evening) { evening.wishes_from.reset(), evening.opens_at = school_.clock.instant; });
    EXPECT_TRUE(Appointments(*school_.kernel, plans_).book(school_.parent(who), school_.basket(household, {choice})));
    school_.change([&](Evening& evening) { evening.wishes_from = from, evening.opens_at = opens; });
  }
  std::string press(const std::string& button, bool sure = false) {
    Fields form;
    form.add("act", button);
    if (sure) form.add("sure", "yes");
    return school_.post(school_.office(), link(), std::move(form)).body;
  }
  /// The office's form of the stages, with another end of the round: its status.
  int set_until(const std::string& until) {
    Fields form;
    for (const auto& [name, value] : std::initializer_list<std::pair<std::string, std::string>>{
             {"title", "Autumn"}, {"wishes_from", "2026-10-31T21:00"}, {"wishes_until", until}, {"opens_at", "2026-11-05T18:00"}, {"sure", "yes"},
             {"version", std::to_string(school_.plan()->evening.version)}}) {
      form.add(name, value);
    }
    return school_.post(school_.office(), "/admin/evenings/" + school_.evening.text() + "/stages", std::move(form)).status;
  }
  std::string link(const std::string& rest = {}) const { return "/admin/evenings/" + school_.evening.text() + "/allocation" + rest; }
  std::string page(const std::string& rest = {}) { return school_.get(school_.office(), link(rest)).body; }
  std::string family(ContactId who) { return school_.get(school_.parent(who), "/parents/evenings/" + school_.evening.text() + "/booked").body; }
  void work_on(Database& database) {
    const auto kernel = on(*school_.kernel, database);
    Plans plans;
    const Appointments appointments(kernel, plans);
    Allocating(kernel, plans, appointments).work();
  }
  void work() { work_on(school_.store.database()); }
  AllocationRun run() {
    return school_.store.database().read([&](Reader& reader) { return find_run(reader, school_.evening).value_or(AllocationRun()); });
  }
  std::vector<Appointment> booked() {
    return school_.store.database().read([&](Reader& reader) { return of_evening(reader, school_.evening); });
  }

  mutable test::EveningSchool school_{GetParam()};
  Plans plans_;
};

}  // namespace lodge::parents_evening
