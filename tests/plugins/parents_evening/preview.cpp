// Is no test: writes what parents and the office see of an evening into a folder, laid out by addresses, to be looked at in a browser.
// Reads acts, one a line: "ann /parents/evenings/E" or "ann POST /parents/evenings/E/find?see=…"; E, maya, okafor… stand for
// ids, "+ 300" moves the clock on. usage: evening_preview FOLDER [LANGUAGE]
#include "plugins/preview_files.h"
#include "plugins/parents_evening/school.h"

#include <iostream>

namespace lodge::test {
namespace {

std::string with_ids(const EveningSchool& s, std::string text) {
  const std::pair<std::string, std::string> words[]{{"@E", s.evening.text()}, {"@maya", s.maya.text()}, {"@leo", s.leo.text()}, {"@sam", s.sam.text()},
                                                    {"@okafor", s.okafor.text()}, {"@lowther", s.lowther.text()}, {"@zajac", s.zajac.text()},
                                                    {"@bo", s.bo.text()}, {"@desk-okafor", s.desk(s.okafor).id.text()},
                                                    {"@desk-bo", s.desk(s.bo).id.text()}, {"@D", s.plan()->dates[0].id.text()}, {"@V", std::to_string(s.plan()->evening.version)},
                                                    {"@hall", s.catalogue.listed->by_code("Hall")->id.text()}};
  for (const auto& [word, id] : words) {
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word)) text.replace(at, word.size(), id);
  }
  return text;
}

}  // namespace
}  // namespace lodge::test

int main(int count, char** words) {
  using namespace lodge::test;
  EveningSchool school(lodge::Engine::sqlite);
  const std::filesystem::path folder(count > 1 ? words[1] : "preview");
  write_assets(school, school.parent(school.ann), folder);
  std::string who, path;
  int number = 0;
  while (std::cin >> who >> path) {
    if (who == "+") {
      school.wait(std::chrono::seconds(std::stoi(path)));
      continue;
    }
    auto actor = who == "office" ? school.office() : school.parent(who == "ann" ? school.ann : who == "tom" ? school.tom : school.jo);
    if (count > 2) actor.language = words[2];
    const bool sent = path == "POST";
    if (sent) std::cin >> path;
    path = with_ids(school, path);
    auto answer = sent ? school.post(actor, path.substr(0, path.find('?')), read_query(path.substr(std::min(path.find('?'), path.size() - 1) + 1)))
                       : school.get(actor, path);
    while (answer.status == 303) {
      path = answer.headers.front().second;
      answer = school.get(actor, path);
    }
    const auto name = std::to_string(++number) + ".html";
    write_file(folder / name, body_of(answer));
    std::cout << answer.status << " " << body_of(answer).size() << " " << name << " " << path << "\n";
  }
}
