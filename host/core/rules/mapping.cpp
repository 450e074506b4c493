#include "core/rules/mapping.h"

#include "core/rules/questions.h"

#include <lodge/errors.h>
#include <lodge/id.h>

namespace lodge::core {
namespace {

using std::unexpected;

std::string failed(const std::string& mapping, const std::string& why) { return "The school's mapping " + mapping + " failed: " + why + "."; }

Mapper::Answer answer_from(const Value& value) { return {value.at("record"), value.text_or("left_out"), value.text_or("rule")}; }

}  // namespace

std::expected<std::vector<RuleFile>, MappingFailure> mappings_of(const RuleFolders& folders) {
  auto rules = read_rules(folders);
  if (!rules.faults.empty()) return unexpected(MappingFailure{"The school's rules cannot be read: " + rules.faults.front() + "."});
  std::erase_if(rules.active, [](const RuleFile& rule) { return rule.text.find("sync.map") == std::string::npos; });
  return std::move(rules.active);
}

Mapper::Mapper(WorkerPool& workers, std::vector<RuleFile> mappings)
    : workers_(workers), mappings_(std::move(mappings)), set_(RawId::random().text()) {}

// The first question takes the texts along; a worker that was started anew asks for them.
std::expected<Value, MappingFailure> Mapper::ask(std::string_view what, Value question) {
  try {
    auto reply = workers_.ask(mapping_question(set_, what, question), kPatience);
    if (!reply.boolean_or("unknown_set")) return reply;
    return workers_.ask(mapping_question(set_, what, std::move(question), mappings_), kPatience);
  } catch (const Unavailable& outage) {
    return unexpected(MappingFailure{"The school's mapping gave no answer: " + std::string(outage.what()) + "."});
  }
}

std::expected<void, MappingFailure> Mapper::load() {
  const auto reply = ask("mappings", true);
  if (!reply) return unexpected(reply.error());
  const auto* mappings = reply->at("mappings").list();
  if (!mappings) return unexpected(MappingFailure{"The rules' worker did not speak as it should."});
  for (const auto& one : *mappings) {
    const auto name = one.text_or("name");
    if (const auto why = one.text_or("why"); !why.empty()) return unexpected(MappingFailure{failed(name, why)});
    names_.push_back(name);
    const auto* kinds = one.at("kinds").list();
    for (const auto& kind : kinds ? *kinds : Value::List{}) kinds_.insert(kind.text() ? *kind.text() : "");
  }
  return {};
}

std::expected<std::vector<Mapper::Answer>, MappingFailure> Mapper::map(const Value::List& records) {
  const auto reply = ask("map", records);
  if (!reply) return unexpected(reply.error());
  const auto* mapped = reply->at("records").list();
  if (const auto& failure = reply->at("failure"); mapped && failure.map()) {
    return unexpected(MappingFailure{failed(failure.text_or("rule"), failure.text_or("why")), mapped->size()});
  }
  if (!mapped || mapped->size() != records.size()) return unexpected(MappingFailure{"The rules' worker did not speak as it should."});
  std::vector<Answer> answers;
  for (const auto& one : *mapped) answers.push_back(answer_from(one));
  return answers;
}

}  // namespace lodge::core
