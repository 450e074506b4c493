// An evening of 1,200 students, 96 teachers and some 3,400 appointments, on each engine: how long the office's acts hold
// the records, how long somebody who books a room waits meanwhile, and what the pages take.
//   bench_evening
#include "plugins/parents_evening/acts.h"
#include "plugins/parents_evening/school.h"

#include "appointments.h"
#include "arrange.h"
#include "contract/failing_database.h"
#include "pages/qr_code.h"
#include "print/pdf_paper.h"
#include "printed.h"
#include "setup.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <limits>
#include <thread>

namespace lodge::parents_evening {
namespace {

using test::EveningSchool;
using Ticks = std::chrono::steady_clock;

constexpr int kStudents = 1'200, kSubjects = 12, kTeachersOfSubject = 8, kWishes = 3;

double milliseconds(Ticks::duration time) { return std::chrono::duration<double, std::milli>(time).count(); }

/// In kB, of this process so far.
long most_memory() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

template <class Work>
double timed(Work work) {
  const auto start = Ticks::now();
  work();
  return milliseconds(Ticks::now() - start);
}

class LargeEvening {
 public:
  explicit LargeEvening(Engine engine) : school_(engine) {
    school_.people([&](core::DirectoryRows& rows) { fill(rows); });
    auto act = Act{.after = *school_.plan()};
    act.after.dates[0].slot = std::chrono::minutes(5);
    replace_date(act.after, act.after.dates[0]);
    for (auto& desk : act.after.desks) set_slot(desk, act.after.dates[0], std::chrono::minutes(5));
    seat_everybody(act.after, *school_.directory.people(school_.site), act.after.dates[0].id);
    if (!setup_.apply(school_.office(), act)) throw std::runtime_error("the desks are not free");
    book_all();
  }

  void measure() {
    measure_pages();
    measure_paper();
    measure_acts();
  }

 private:
  PersonId add(core::DirectoryRows& rows, core::PersonKind kind, const std::string& name, int year) {
    core::PersonRow row{.id = PersonId::random(), .kind = kind, .missing = false, .fields = {}, .registration_class = year == 0 ? "" : "9A",
                        .year_group = year == 0 ? std::nullopt : std::optional(year), .fields_from = 0};
    row.fields = {.mis_id = name, .title = "Ms", .first_name = name, .surname = "Family" + name, .email = name + "@home.example", .date_of_birth = {}};
    rows.people.push_back(row);
    return row.id;
  }

  void fill(core::DirectoryRows& rows) {
    std::vector<PersonId> teachers;
    for (int i = 0; i < kSubjects * kTeachersOfSubject; ++i) {
      teachers.push_back(add(rows, core::PersonKind::teacher, "T" + std::to_string(i), 0));
      rows.classes["c" + std::to_string(i)] = "Subject " + std::to_string(i / kTeachersOfSubject);
      rows.class_members.emplace_back("c" + std::to_string(i), teachers.back());
    }
    ContactId parent;
    for (int i = 0; i < kStudents; ++i) {
      const auto student = add(rows, core::PersonKind::student, "S" + std::to_string(i), 7 + i % 2 * 2);
      if (i % 4 != 3) parents_.push_back(parent = same_person<ContactId>(add(rows, core::PersonKind::contact, "P" + std::to_string(i), 0)));
      rows.ties.push_back({parent, same_person<StudentId>(student), "Parent", ParentalResponsibility::yes, 1});
      for (int subject = 0; subject < kSubjects; ++subject) {
        rows.class_members.emplace_back("c" + std::to_string(subject * kTeachersOfSubject + (i * 7 + i / 8 * 3 + subject * 5) % kTeachersOfSubject), student);
      }
    }
  }

  /// The first times that suit, for the first few teachers of each child.
  void book_all() {
    const auto people = school_.directory.people(school_.site);
    std::size_t nth = 0;
    for (const auto parent : parents_) {
      const auto household = people->contact(parent)->household;
      auto known = appointments_.know(school_.office(), school_.evening, household);
      Basket basket{.evening = school_.evening, .household = household, .made_by = MadeBy::office, .idempotency_key = {}};
      for (const auto* student : children(*known->plan, *people, household)) {
        const auto all = pairings(*known->plan, *people, student->id);
        for (int wish = 0; wish < kWishes; ++wish) {
          const auto teacher = all[(nth++ * 5) % all.size()].teacher;
          const auto spots = nearest(known->situation, {student->id, teacher, {}, 0, 1, ""}, known->plan->dates[0].when.starts(), 1);
          if (spots.empty()) continue;
          basket.choices.push_back({student->id, teacher, spots[0].desk, spots[0].slot, 1, ""});
          known->situation.family.push_back({.desk = spots[0].desk, .slot = spots[0].slot, .student = student->id, .teacher = teacher,
                                             .household = household, .when = spots[0].when});
        }
      }
      const auto booked = appointments_.book(school_.office(), basket);
      if (booked) count_ += booked->size();
    }
    school_.outbox.posted.clear();
    fmt::print("  {} families, {} desks, {} appointments\n", parents_.size(), school_.plan()->desks.size(), count_);
  }

  void page(const char* name, const Actor& actor, const std::string& path) {
    std::string body = counted_school(actor, path);  // its template is read the first time
    const auto time = timed([&] { body = counted_school(actor, path); });
    fmt::print("  {:<34} {:5} statements {:8.1f} ms {:7} kB\n", name, statements_, time, body.size() / 1'000);
  }

  /// The same module on a database that counts.
  std::string counted_school(const Actor& actor, const std::string& path) {
    const auto before = counting_.steps();
    const auto mark = path.find('?');
    auto request = school_.request(actor, path.substr(0, mark));
    if (mark != std::string::npos) request.query = test::read_query(path.substr(mark + 1));
    const auto answer = test::answer(counted_routes_, school_.access, std::move(request));
    statements_ = counting_.steps() - before;
    return answer.body;
  }

  void measure_pages() {
    counted_.add_routes(counted_routes_);
    const auto parent = school_.parent(parents_[0]);
    const auto here = "/parents/evenings/" + school_.evening.text(), office = "/admin/evenings/" + school_.evening.text();
    const auto teacher = school_.plan()->desks.back().teachers[0].teacher;
    page("parent: evenings", parent, "/parents/evenings");
    page("parent: whom to see", parent, here + "?more=1");
    page("parent: booked", parent, here + "/booked");
    page("teacher: my evening", school_.teacher(teacher), "/staff/evenings/" + school_.evening.text());
    page("office: evenings", school_.office(), "/admin/evenings");
    page("office: home", school_.office(), office);
    page("office: desks", school_.office(), office + "/teachers");
    page("office: pre-flight", school_.office(), office + "/preflight");
    page("office: letters and families", school_.office(), office + "/letters");
    page("office: door, a name", school_.office(), office + "/door?name=FamilyS17");
    page("office: after", school_.office(), office + "/after");
    page("office: lists.pdf, without paper", school_.office(), office + "/lists.pdf");
    page("office: slips.pdf, without paper", school_.office(), office + "/slips.pdf");
  }

  void measure_paper() {
    const print::PdfPaper paper([](std::string_view text) {
      const auto code = pages::qr_code(text);
      print::Bars bars{.size = code.size, .bars = {}};
      for (const auto& bar : code.bars) bars.bars.push_back({bar.x, bar.y, bar.length});
      return bars;
    });
    const auto plan = school_.plan();
    const auto people = school_.directory.people(school_.site);
    const auto rooms = school_.catalogue.rooms(school_.site);
    const Printing printing{*school_.kernel, school_.languages.choose("en", ""), *plan, *people, *rooms};
    std::string file;
    std::size_t letters = 0;
    const auto before = most_memory();
    const auto time = timed([&] {
      std::vector<Sheet> sheets;
      for (const auto& [household, students] : families(*plan, *people)) sheets.push_back(letter(printing, household, "7k3m-9qxd-2f"));
      letters = sheets.size();
      file = paper.pdf("Letters", sheets);
    });
    fmt::print("  {} letters as PDF {:8.0f} ms {:7} kB, {} MB of memory more\n", letters, time, file.size() / 1'000, (most_memory() - before) / 1'024);
  }

  Act later(int minutes) { return parents_evening::later(*school_.plan(), std::chrono::minutes(minutes)); }

  /// Meanwhile somebody books a room, again and again.
  template <class Work>
  void act(const char* name, Work work) {
    std::atomic<bool> done = false;
    double longest = 0;
    std::thread neighbour([&] {
      while (!done) {
        longest = std::max(longest, timed([&] { book_a_room(); }));
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
      }
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    const auto before = counting_.steps();
    const auto time = timed(work);
    done = true;
    neighbour.join();
    fmt::print("  {:<34} {:5} statements {:8.0f} ms, a neighbour waits {:6.0f} ms\n", name, counting_.steps() - before, time, longest);
  }

  void book_a_room() {
    const auto room = school_.catalogue.listed->by_code("Hall");
    const auto from = school_.clock.now() + std::chrono::days(100 + counter_++);
    const BookingWish wish{.site = school_.site, .kind = "room", .owner = PersonId::random(), .held_until = {},
                           .wants = {{resource_of(room->id), *Interval::make(from, from + std::chrono::hours(1)), 1}}, .idempotency_key = {},
                           .series = {}, .decided_on = {}};
    school_.store.database().write([&](Transaction& transaction) { static_cast<void>(school_.ledger->book(transaction, wish)); });
  }

  void measure_acts() {
    act("look at a shift of 15 minutes", [&] { static_cast<void>(counted_setup_.preview(school_.office(), later(15))); });
    act("shift by 15 minutes", [&] { static_cast<void>(counted_setup_.apply(school_.office(), later(15))); });
    auto away = Act{.after = *school_.plan(), .cause = Cause::cancelled};
    away.after.evening.state = EveningState::cancelled;
    act("call it off", [&] { static_cast<void>(counted_setup_.apply(school_.office(), away)); });
    for (const auto& fault : school_.faults()) fmt::print("  BROKEN: {}\n", fault);
  }

  EveningSchool school_;
  Plans plans_;
  Appointments appointments_{*school_.kernel, plans_};
  EveningSetup setup_{*school_.kernel, plans_};
  std::vector<ContactId> parents_;
  std::size_t count_ = 0;
  int counter_ = 0;

  test::FailingDatabase counting_{school_.store.database(), std::numeric_limits<std::int64_t>::max()};
  const Kernel counting_kernel_{school_.clock, counting_, *school_.ledger, school_.directory, school_.calendar, school_.catalogue,
                                school_.timetable, school_.outbox, school_.access, school_.audit, school_.jobs, school_.rules,
                                school_.settings, school_.privacy, *school_.frame, school_.parents, school_.paper};
  ParentsEveningModule counted_{counting_kernel_};
  EveningSetup counted_setup_{counting_kernel_, plans_};
  test::KeptRoutes counted_routes_;
  std::int64_t statements_ = 0;
};

}  // namespace
}  // namespace lodge::parents_evening

int main() {
  for (const auto engine : {lodge::Engine::sqlite, lodge::Engine::mariadb}) {
    fmt::print("{}\n", engine == lodge::Engine::sqlite ? "SQLite" : "MariaDB");
    lodge::parents_evening::LargeEvening(engine).measure();
  }
}
