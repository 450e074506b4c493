#include "cli/demo/staff.h"

#include "cli/demo/names.h"

#include <algorithm>
#include <set>

namespace lodge::demo {
namespace {

// How often a form has a subject in a week (25 periods in all), and the rooms of its teachers, one room a teacher.
struct Subject {
  std::string_view name, letters;
  int lessons_a_week;
  std::vector<std::string_view> rooms;
};

const std::vector<Subject>& subjects() {
  static const std::vector<Subject> kSubjects = {
      {"English", "En", 4, {"M01", "M02", "M03", "M04"}},
      {"Mathematics", "Ma", 4, {"M05", "M06", "M07", "M08"}},
      {"Science", "Sc", 5, {"S01", "S02", "S03", "S04", "S05"}},
      {"Physical education", "PE", 2, {"Gym", "SpH"}},
      {"History", "Hi", 2, {"H01", "H02"}},
      {"Geography", "Gg", 2, {"H03", "H04"}},
      {"French", "Fr", 2, {"L01", "L02"}},
      {"Art", "Ar", 1, {"A01"}},
      {"Music", "Mu", 1, {"A02"}},
      {"Computing", "Co", 1, {"ICT"}},
      {"Religious studies", "RS", 1, {"L03"}},
  };
  return kSubjects;
}

constexpr auto kTitles = std::to_array<std::string_view>({"Ms", "Mr", "Mrs", "Dr", "Miss", "Mr", "Ms", "Mx"});
constexpr std::size_t kTeachersWithoutClasses = 5;

std::size_t wings_of(const School& school) { return school.forms.size() / kFormsOfAWing; }

/// "M01" in the first wing, "2M01" in the second.
std::string room_code(std::size_t wing, std::string_view room) { return (wing == 0 ? "" : std::to_string(wing + 1)) + std::string(room); }

}  // namespace

int year_group_of(const School& school, std::size_t form) { return kFirstYear + static_cast<int>(form * kYears / school.forms.size()); }

void add_forms(School& school, std::size_t wings) {
  school.forms.resize(wings * kFormsOfAWing);
  const auto a_year = school.forms.size() / kYears;
  for (std::size_t form = 0; form < school.forms.size(); ++form) {
    school.forms[form] = std::to_string(year_group_of(school, form)) + static_cast<char>('A' + form % a_year);
  }
}

void add_rooms(School& school) {
  const auto add = [&](std::string code, std::string name, std::string building, int seats, std::string kind,
                       std::string features) {
    school.rooms.push_back({std::move(code), std::move(name), std::move(building), seats, std::move(kind), std::move(features)});
  };
  for (std::size_t wing = 1; wing < wings_of(school); ++wing) {
    for (const auto& subject : subjects()) {
      for (const auto room : subject.rooms) {
        const auto code = room_code(wing, room);
        add(code, "Classroom " + code, "Wing " + std::to_string(wing + 1), 30, "Classroom", "whiteboard;projector");
      }
    }
  }
  for (int i = 1; i <= 8; ++i) add("M0" + std::to_string(i), "Classroom M0" + std::to_string(i), "Main", 30, "Classroom", "whiteboard;projector");
  for (int i = 1; i <= 4; ++i) add("H0" + std::to_string(i), "Classroom H0" + std::to_string(i), "Humanities", 32, "Classroom", "whiteboard;projector");
  for (int i = 1; i <= 3; ++i) add("L0" + std::to_string(i), "Classroom L0" + std::to_string(i), "Humanities", 28, "Classroom", "whiteboard;step-free");
  for (int i = 1; i <= 5; ++i) add("S0" + std::to_string(i), "Science lab S0" + std::to_string(i), "Science", 30, "Science lab", "gas;sinks;projector");
  add("A01", "Art studio", "Arts", 26, "Studio", "sinks;step-free");
  add("A02", "Music room", "Arts", 28, "Studio", "piano;sound");
  add("ICT", "ICT suite", "Main", 30, "ICT suite", "computers;projector");
  add("Gym", "Gym", "Sports", 60, "Sports", "changing rooms");
  add("SpH", "Sports hall", "Sports", 120, "Sports", "changing rooms;step-free");
  add("Hall", "Main hall", "Main", 300, "Hall", "stage;sound;step-free");
  add("Lib", "Library", "Main", 40, "Library", "computers;books;step-free");
  add("Con", "Conference room", "Main", 12, "Meeting room", "screen;step-free");
  add("Lap1", "Laptop trolley 1", "Main", 0, "Laptop trolley", "30 laptops");
  add("Bus", "Minibus", "Car park", 16, "Minibus", "vehicle");
}

void add_teachers(School& school, Dice& dice) {
  std::set<std::string> addresses;
  const auto add = [&](std::string_view subject, std::string_view room) {
    Name first, last;
    std::string address;
    do {
      first = dice.one_of(kFirstNames);
      last = dice.one_of(kSurnames);
      address = std::string(first.plain) + "." + std::string(last.plain) + "@staff.lodge-demo.example";
    } while (!addresses.insert(address).second);
    school.teachers.push_back({"T" + std::to_string(1001 + school.teachers.size()), std::string(dice.one_of(kTitles)),
                               std::string(first.written), std::string(last.written), std::move(address),
                               std::string(subject), std::string(room)});
  };
  for (const auto& subject : subjects()) {
    for (std::size_t wing = 0; wing < wings_of(school); ++wing) {
      for (const auto room : subject.rooms) add(subject.name, room_code(wing, room));
    }
  }
  for (std::size_t i = 0; i < kTeachersWithoutClasses; ++i) add("", "");
}

void add_classes(School& school) {
  std::size_t first_teacher = 0;
  for (const auto& subject : subjects()) {
    const auto teachers = subject.rooms.size() * wings_of(school);
    for (std::size_t form = 0; form < school.forms.size(); ++form) {
      const auto& name = school.forms[form];
      school.classes.push_back({name + "/" + std::string(subject.letters), std::string(subject.name), name,
                                first_teacher + form % teachers, subject.lessons_a_week});
    }
    first_teacher += teachers;
  }
}

}  // namespace lodge::demo
