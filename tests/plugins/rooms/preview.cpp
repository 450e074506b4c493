// Is no test: writes the rooms' pages of a busy school into a folder, laid out by their addresses, to be looked at in a
// browser. Reads addresses, one a line ("POST /staff/rooms/book?room=…" sends a form). usage: rooms_preview FOLDER [LANGUAGE]
#include "plugins/preview_files.h"
#include "plugins/rooms/school.h"

#include <iostream>
#include <random>

namespace lodge::test {
namespace {

void fill(School& school) {
  std::mt19937 dice(12);
  const std::vector<std::string> subjects{"En", "Ma", "Sc", "Hi", "Ge", "Fr", "Ar", "Mu"};
  for (const auto& room : school.catalogue.listed->list) {
    for (const auto* period : {"1", "2", "3", "4", "5"}) {
      if (room.kind == "Minibus" || dice() % 5 > 2) continue;
      school.add_lesson({room.code}, kThursday, period, std::to_string(7 + dice() % 5) + "x/" + subjects[dice() % 8] + "1", dice() % 3);
    }
  }
  const auto book = [&](std::size_t who, const std::string& room, const std::string& period, const std::string& purpose) {
    Fields form;
    for (const auto& [name, value] : std::initializer_list<std::pair<std::string, std::string>>{
             {"room", room}, {"date", "2026-11-12"}, {"period", period}, {"purpose", purpose}, {"idempotency_key", RawId::random().text()}}) {
      form.add(name, value);
    }
    school.post(school.teacher(who), "/staff/rooms/book", form);
  };
  for (const auto* period : {"1", "2", "Br", "3", "4", "5", "AS"}) {
    book(0, "DS1", period, "Rehearsal of the winter play");
    book(1, "ICT1", period, "Year 11 coursework");
    book(2, "Bus1", period, "Field trip");
    book(0, "M03", period, "Reading group");
  }
}

}  // namespace
}  // namespace lodge::test

int main(int count, char** words) {
  using namespace lodge::test;
  School school(lodge::Engine::sqlite);
  fill(school);
  const std::filesystem::path folder(count > 1 ? words[1] : "preview");
  auto teacher = school.teacher();
  if (count > 2) teacher.language = words[2];
  write_assets(school, school.teacher(), folder);
  std::string path;
  while (std::getline(std::cin, path)) {  // one address a line
    const bool sent = path.starts_with("POST ");
    if (sent) path.erase(0, 5);
    auto answer = sent ? school.post(teacher, path.substr(0, path.find('?')), read_query(path.substr(path.find('?') + 1))) : school.get(teacher, path);
    if (answer.status == 303) {
      path = answer.headers.front().second;
      answer = school.get(teacher, path);
    }
    auto name = path.substr(0, path.find('?'));
    if (path.find('?') != std::string::npos) name += "-" + std::to_string(std::hash<std::string>()(path) % 1000);
    write_file(folder / (name.substr(1) + ".html"), body_of(answer));
    std::cout << answer.status << " " << body_of(answer).size() << " " << answer.body.size() << " " << name << ".html\n";
  }
}
