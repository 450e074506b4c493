#include "core/audit/sealer.h"

#include "core/audit/store.h"
#include "core/encoding.h"

#include <initializer_list>
#include <string_view>

namespace lodge::core {
namespace {

constexpr std::int64_t kAtOnce = 500;

// Each part with its size before it, so that no two rows read alike.
std::string chained(const Cipher& cipher, std::string_view before, std::int64_t link, const AuditRow& row) {
  const auto number = std::to_string(link), at = std::to_string(row.at.time_since_epoch().count());
  const auto id = row.id.text(), site = row.site.text(), actor = row.actor.text();
  std::string whole;
  for (const std::string_view part : std::initializer_list<std::string_view>{
           before, number, id, site, at, actor, row.by, row.action, row.object, row.detail})
    whole.append(std::to_string(part.size())).append(":").append(part);
  return to_hex(as_text(cipher.sha256(whole)));
}

void check(ChainReport& report, const Cipher& cipher, const SealedRow& sealed) {
  const auto number = std::to_string(sealed.link);
  if (sealed.link != report.links + 1) report.faults.push_back("Link " + std::to_string(report.links + 1) + " is missing.");
  if (sealed.chain != chained(cipher, report.end, sealed.link, sealed.row))
    report.faults.push_back("Link " + number + " was changed, or does not follow the one before.");
  report.links = sealed.link;
  report.end = sealed.chain;
}

}  // namespace

std::int64_t Sealer::seal() {
  std::int64_t sealed = 0;
  for (std::int64_t some = kAtOnce; some == kAtOnce; sealed += some) some = seal_some();
  return sealed;
}

std::int64_t Sealer::seal_some() {
  try {
    return central_.write([this](Transaction& transaction) -> std::int64_t {
      auto [link, chain] = load_end_of_chain(transaction);
      const auto rows = load_unsealed(transaction, kAtOnce);
      std::vector<Link> links;
      for (const auto& row : rows) {
        chain = chained(cipher_, chain, ++link, row);
        links.push_back({row.id, link, chain});
      }
      save_links(transaction, links);
      return static_cast<std::int64_t>(rows.size());
    });
  } catch (const DuplicateKey&) {
    return 0;  // another host seals
  }
}

ChainReport verify_audit(Database& central, const Cipher& cipher) {
  return central.read([&](Reader& reader) {
    ChainReport report;
    for (bool more = true; more;) {
      const auto rows = load_sealed_after(reader, report.links, kAtOnce);
      for (const auto& row : rows) check(report, cipher, row);
      more = !rows.empty();
    }
    return report;
  });
}

}  // namespace lodge::core
