#include "core/sync/records.h"

#include "core/sync/record_json.h"
#include "core/sync/store.h"

#include <lodge/errors.h>
#include <lodge/json.h>

#include <span>

namespace lodge::core {
namespace {

constexpr std::size_t kRecordsInAPart = 2'000;

// A part is a list whose first is the end marker; that of the first part says the totals.
std::string part_of(const EndMarker& end, std::span<const Record> records) {
  Value::List list{to_value(end)};
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
  if (pulled.records.empty() && pulled.end.totals.empty()) pulled.end = *end;
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
    const auto sealed = privacy.seal(site, author_of(plan), place_of(plan, part), part_of(pulled.end, some));
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
