#include "core/login/searches.h"

#include <lodge/json.h>

#include <algorithm>

namespace lodge::core {
namespace {

std::string place(std::string_view view_key) { return "search." + std::string(view_key); }

std::string swapped(std::string_view text, std::string_view from, std::string_view to) {
  std::string swapped(text);
  for (std::size_t i = 0; i < from.size(); ++i) std::ranges::replace(swapped, from[i], to[i]);
  return swapped;
}

}  // namespace

std::string Searches::sealed(SiteId site, std::string_view view_key, const Fields& typed) const {
  Value::List fields;
  for (const auto& [name, value] : typed.all()) fields.push_back(Value::List{name, value});
  return swapped(keys_.seal(site, place(view_key), to_json(fields)), "+/=", "-_.");
}

std::optional<Fields> Searches::opened(SiteId site, std::string_view view_key, std::string_view sealed) const {
  const auto text = keys_.open(site, place(view_key), swapped(sealed, "-_.", "+/="));
  if (!text) return std::nullopt;
  Fields typed;
  const auto fields = parse_json(*text).value_or(Value::List{});
  for (const auto& field : *fields.list()) typed.add(*field.list()->at(0).text(), *field.list()->at(1).text());
  return typed;
}

}  // namespace lodge::core
