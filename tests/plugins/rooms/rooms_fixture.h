#pragma once
#include "plugins/rooms/school.h"

#include <lodge/json.h>

#include <gmock/gmock.h>

namespace lodge::test {

/// The whole module on a real ledger, on each engine.
class RoomsFixture : public testing::TestWithParam<Engine> {
 protected:
  static Fields order(std::initializer_list<std::pair<std::string, std::string>> changes = {}) {
    std::map<std::string, std::string> form{{"room", "S03"}, {"date", "2026-11-12"}, {"period", "4"}, {"purpose", "Frog hearts"},
                                            {"idempotency_key", RawId::random().text()}};
    for (const auto& [name, value] : changes) form[name] = value;
    Fields fields;
    for (const auto& [name, value] : form) fields.add(name, value);
    return fields;
  }
  Response book(std::initializer_list<std::pair<std::string, std::string>> changes = {}, std::size_t who = 0) {
    return school_.post(school_.teacher(who), "/staff/rooms/book", order(changes));
  }
  static std::string target(const Response& response) {
    for (const auto& [name, value] : response.headers) {
      if (name == "Location") return value.substr(0, value.find('?'));
    }
    return "";
  }
  std::string page(const std::string& path, std::size_t who = 0) { return body_of(school_.get(school_.teacher(who), path)); }
  Response send(Method method, const std::string& path, const std::string& json, const std::string& key = "", std::size_t who = 0) {
    auto request = school_.request(school_.teacher(who), path);
    request.method = method;
    request.json = *parse_json(json.empty() ? "{}" : json);
    request.idempotency_key = key;
    return school_.serve(std::move(request));
  }
  std::vector<std::string> faults() {
    return school_.store.database().read([&](Reader& reader) { return school_.module->verify(reader); });
  }
  std::vector<std::string> notices() const {
    std::vector<std::string> names;
    for (const auto& message : school_.outbox.posted) names.push_back(message.notice);
    return names;
  }
  std::string told(std::size_t which) {
    const auto& message = school_.outbox.posted.at(which);
    const auto& say = school_.languages.choose("en", "");
    const auto notice = school_.module->render(message, say);
    const auto name = notice.template_name.substr(notice.template_name.find('/') + 1);
    school_.frame->part(say, "rooms/notices/" + name, notice.values);
    return notice.subject + "\n" + school_.frame->part(say, "rooms/notices/" + name + ".txt", notice.values) + notice.attachments.at(0).content;
  }

  School school_{GetParam()};
};

}  // namespace lodge::test
