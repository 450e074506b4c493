#include "needs.h"

#include "words.h"

#include <lodge/json.h>

namespace lodge::parents_evening {
namespace {

Needs opened(const Kernel& kernel, SiteId site, const SealedNeeds& said) {
  if (said.needs.empty()) return {};
  return parse_needs(kernel.privacy.open(site, said.author, needs_place(said.evening, said.household), said.needs).value_or(""));
}

}  // namespace

std::string text(const Needs& needs) {
  if (needs == Needs()) return {};
  return to_json(Value::Map{{"interpreter", needs.interpreter}, {"step_free", needs.step_free}, {"with_whom", needs.with_whom},
                            {"mode", needs.mode ? std::string(word(*needs.mode)) : ""}, {"telephone", needs.telephone}});
}

Needs parse_needs(std::string_view text) {
  const auto json = text.empty() ? std::unexpected(std::string()) : parse_json(text);
  if (!json) return {};
  return {json->text_or("interpreter"), json->boolean_or("step_free"), json->text_or("with_whom"), parse<Mode>(json->text_or("mode")), json->text_or("telephone")};
}

std::map<HouseholdId, Needs> needs_known(const Kernel& kernel, Reader& reader, const Evening& evening) {
  std::map<HouseholdId, Needs> known;
  for (const auto& said : said_needs(reader, evening)) {
    if (const auto needs = opened(kernel, evening.site, said); needs != Needs()) known.emplace(said.household, needs);
  }
  return known;
}

std::map<HouseholdId, Needs> needs_known(const Kernel& kernel, const Evening& evening) {
  return kernel.database.read([&](Reader& reader) { return needs_known(kernel, reader, evening); });
}

Needs needs_known(const Kernel& kernel, Reader& reader, const Evening& evening, HouseholdId household) {
  const auto said = said_needs(reader, evening, household);
  return said ? opened(kernel, evening.site, *said) : Needs();
}

}  // namespace lodge::parents_evening
