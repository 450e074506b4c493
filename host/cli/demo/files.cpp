#include "cli/demo/school.h"
#include "cli/demo/staff.h"

#include <fmt/format.h>

#include <fstream>

namespace lodge::demo {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::weekday;

// So that the week of bookings and the open evening, which is half a month away, find school days at the end of a year too.
constexpr days kKnownAhead{35};

std::string shown(std::chrono::year_month_day date) {
  return fmt::format("{:04}-{:02}-{:02}", int(date.year()), unsigned(date.month()), unsigned(date.day()));
}

/// The first Monday (or other weekday) on or after a date.
sys_days on_or_after(sys_days date, weekday wanted = std::chrono::Monday) { return date + (wanted - weekday(date)); }

std::ofstream open(const std::filesystem::path& folder, const char* name, const char* header) {
  std::ofstream file(folder / name);
  file.exceptions(std::ios::badbit | std::ios::failbit);
  file << header << "\n";
  return file;
}

// The rows of terms.csv.
class Terms {
 public:
  explicit Terms(std::ofstream& file) : file_(file) {}

  void autumn(std::chrono::year began) {
    const auto first = on_or_after(began / 9 / 1, std::chrono::Wednesday);
    put("term", "Autumn", first, on_or_after(began / 12 / 16, std::chrono::Friday));
    put("holiday", "INSET day", first, first);
    half_term("Autumn half term", began / 10 / 24);
  }
  void spring(std::chrono::year year) {
    const auto first = on_or_after(year / 1 / 4);
    put("term", "Spring", first, on_or_after(year / 3 / 22, std::chrono::Thursday));
    put("holiday", "INSET day", first, first);
    half_term("Spring half term", year / 2 / 14);
  }
  void summer(std::chrono::year year) {
    put("term", "Summer", on_or_after(year / 4 / 12), end_of_summer(year));
    half_term("Summer half term", year / 5 / 25);
    const auto may = on_or_after(year / 5 / 1);
    put("holiday", "Early May bank holiday", may, may);
  }
  static sys_days end_of_summer(std::chrono::year year) { return on_or_after(year / 7 / 19, std::chrono::Wednesday); }

 private:
  void put(const char* kind, const char* name, sys_days first, sys_days last) {
    file_ << fmt::format("{},{},{},{}\n", kind, name, shown(first), shown(last));
  }
  void half_term(const char* name, sys_days from) { put("holiday", name, on_or_after(from), on_or_after(from) + days(4)); }

  std::ofstream& file_;
};

void write_periods(const std::filesystem::path& folder) {
  open(folder, "periods.csv", "code,name,starts,ends,kind") << "Reg,Registration,08:40,09:00,registration\n"
                                                              "1,Period 1,09:00,10:00,lesson\n"
                                                              "2,Period 2,10:00,11:00,lesson\n"
                                                              "Br,Break,11:00,11:20,break\n"
                                                              "3,Period 3,11:20,12:20,lesson\n"
                                                              "4,Period 4,12:20,13:20,lesson\n"
                                                              "L,Lunch,13:20,14:10,break\n"
                                                              "5,Period 5,14:10,15:10,lesson\n"
                                                              "AS,After school,15:10,16:30,after-school\n"
                                                              "Ev,Evening,16:30,21:00,evening\n";
}

void write_people(const School& school, const std::filesystem::path& folder) {
  auto teachers = open(folder, "teachers.csv", "mis_id,title,first_name,surname,email");
  for (const auto& t : school.teachers) teachers << fmt::format("{},{},{},{},{}\n", t.mis_id, t.title, t.first_name, t.surname, t.email);
  auto students = open(folder, "students.csv", "mis_id,first_name,surname,registration_class,date_of_birth,year_group");
  for (const auto& s : school.students) {
    students << fmt::format("{},{},{},{},{},{}\n", s.mis_id, s.first_name, s.surname, s.form, shown(s.born), s.year_group);
  }
  auto contacts = open(folder, "contacts.csv",
                       "mis_id,title,first_name,surname,email,student_mis_id,relationship,parental_responsibility,priority");
  for (const auto& c : school.contacts) {
    for (const auto& tie : c.ties) {
      contacts << fmt::format("{},{},{},{},{},{},{},{},{}\n", c.mis_id, c.title, c.first_name, c.surname, c.email,
                              school.students[tie.student].mis_id, tie.relationship, tie.responsibility, tie.priority);
    }
  }
}

void write_classes(const School& school, const std::filesystem::path& folder) {
  auto classes = open(folder, "classes.csv", "subject,class,teacher_mis_id,student_mis_id");
  for (const auto& c : school.classes) {
    for (const auto& s : school.students) {
      if (s.form == c.form) classes << fmt::format("{},{},{},{}\n", c.subject, c.code, school.teachers[c.teacher].mis_id, s.mis_id);
    }
  }
  auto timetable = open(folder, "timetable.csv", "week,day,period,class,teacher_mis_id,room");
  for (const auto& lesson : school.lessons) {
    const auto& c = school.classes[lesson.taught_class];
    const auto& t = school.teachers[c.teacher];
    timetable << fmt::format("{},{},{},{},{},{}\n", lesson.week, lesson.day, lesson.period, c.code, t.mis_id, t.room);
  }
}

void write_groups(const School& school, const std::filesystem::path& folder) {
  auto groups = open(folder, "groups.csv", "group,teacher_mis_id,student_mis_id");
  for (std::size_t form = 0; form < school.forms.size(); ++form) {
    for (const auto& s : school.students) {
      if (s.form == school.forms[form]) groups << fmt::format("Tutor group {},{},{}\n", s.form, school.teachers[form].mis_id, s.mis_id);
    }
  }
  const char* clubs[] = {"Chess club", "Choir", "Young engineers"};
  for (std::size_t club = 0; club < std::size(clubs); ++club) {
    for (std::size_t i = club; i < school.students.size(); i += 17) {
      groups << fmt::format("{},{},{}\n", clubs[club], school.teachers[10 + club].mis_id, school.students[i].mis_id);
    }
  }
}

void write_rooms(const School& school, const std::filesystem::path& folder) {
  auto rooms = open(folder, "rooms.csv", "code,name,building,capacity,kind,facilities");
  for (const auto& r : school.rooms) {
    rooms << fmt::format("{},{},{},{},{},{}\n", r.code, r.name, r.building, r.seats > 0 ? std::to_string(r.seats) : "", r.kind, r.features);
  }
}

}  // namespace

void write_terms(std::chrono::year_month_day today, const std::filesystem::path& folder) {
  auto file = open(folder, "terms.csv", "kind,name,first_day,last_day");
  const auto began = school_year_of(today), next = began + std::chrono::years(1);
  Terms terms(file);
  terms.autumn(began);
  terms.spring(next);
  terms.summer(next);
  if (sys_days(today) + kKnownAhead > Terms::end_of_summer(next)) terms.autumn(next);
}

void write_school(const School& school, std::chrono::year_month_day today, const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  write_terms(today, folder);
  write_periods(folder);
  write_rooms(school, folder);
  write_people(school, folder);
  write_classes(school, folder);
  write_groups(school, folder);
}

}  // namespace lodge::demo
