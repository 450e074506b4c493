#include "core/sync/records.h"

#include "core/sync/record_json.h"
#include "core/sync/store.h"

#include <lodge/errors.h>
#include <lodge/json.h>

#include <span>

namespace lodge::core {
namespace {

constexpr std::size_t kRecordsInAPart = 2'000;

Value value_of(const MappingDone& mapping) {
  Value::List left_out;
  for (const auto& one : mapping.left_out) {
    left_out.push_back(Value::Map{{"is", one.is}, {"who", one.who}, {"file", one.origin.file}, {"row", one.origin.row},
                                  {"mapping", one.mapping}, {"reason", one.reason}});
  }
  return Value::Map{{"names", Value::List(mapping.names.begin(), mapping.names.end())}, {"left_out", std::move(left_out)}};
}

MappingDone mapping_from(const Value& value) {
  MappingDone mapping;
  const auto items = [&](const char* name) { return value.at(name).list() ? *value.at(name).list() : Value::List{}; };
  for (const auto& name : items("names")) mapping.names.push_back(name.text() ? *name.text() : "");
  for (const auto& one : items("left_out")) {
    mapping.left_out.push_back({one.text_or("is"), one.text_or("who"), {one.text_or("file"), one.integer_or("row")}, one.text_or("mapping"),
                                one.text_or("reason")});
  }
  return mapping;
}

// A part is a list whose first is the end marker, in the first part with what the mapping did.
std::string part_of(const Pulled& pulled, std::span<const Record> records, bool first) {
  auto head = to_value(pulled.end);
  if (first) head.map()->emplace("mapping", value_of(pulled.mapping));
  Value::List list{std::move(head)};
  list.reserve(records.size() + 1);
  for (const auto& record : records) list.push_back(to_value(record));
  return to_json(Value(std::move(list)));
}

PersonId author_of(PlanId plan) { return same_person<PersonId>(plan); }

std::string place_of(PlanId plan, std::int64_t part) { return "plan_records.records." + plan.text() + "." + std::to_string(part); }

bool add_part(std::string_view text, Pulled& pulled) {
  const auto value = parse_json(text, {.depth = 8, .bytes = 64U << 20U});
  const auto* list = value ? value->list() : nullptr;
  if (!list || list->empty()) return false;
  const auto end = end_marker_from(list->front());
  if (!end) return false;
  if (list->front().at("mapping").map()) {
    pulled.end = *end;
    pulled.mapping = mapping_from(list->front().at("mapping"));
  }
  for (const auto& item : std::span(*list).subspan(1)) {
    auto record = record_from(item);
    if (!record) return false;
    pulled.records.push_back(std::move(*record));
  }
  return true;
}

}  // namespace

void keep_records(Database& vault, Privacy& privacy, SiteId site, PlanId plan, const Pulled& pulled) {
  std::span<const Record> rest(pulled.records);
  std::int64_t part = 0;
  do {
    const auto some = rest.first(std::min(rest.size(), kRecordsInAPart));
    const auto sealed = privacy.seal(site, author_of(plan), place_of(plan, part), part_of(pulled, some, part == 0));
    vault.write([&](Transaction& transaction) { insert_records(transaction, plan, part, sealed); });
    rest = rest.subspan(some.size());
    ++part;
  } while (!rest.empty());
}

std::optional<Pulled> kept_records(Database& vault, Privacy& privacy, SiteId site, PlanId plan) {
  const auto parts = vault.read([&](Reader& reader) { return load_records(reader, plan); });
  Pulled pulled;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto text = privacy.open(site, author_of(plan), place_of(plan, static_cast<std::int64_t>(i)), parts[i]);
    if (!text || !add_part(*text, pulled)) return std::nullopt;
  }
  return parts.empty() ? std::nullopt : std::optional(std::move(pulled));
}

void forget_other_records(Database& vault, PlanId plan) {
  vault.write([&](Transaction& transaction) { delete_other_records(transaction, plan); });
}

}  // namespace lodge::core
