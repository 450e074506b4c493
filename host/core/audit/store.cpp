#include "core/audit/store.h"

#include <algorithm>

namespace lodge::core {
namespace {

AuditRow to_row(AuditId id, SiteId site, Instant at, PersonId actor, std::string by, std::string action,
                std::string object, std::string detail) {
  return {id, site, at, actor, std::move(by), std::move(action), std::move(object), std::move(detail)};
}

}  // namespace

constexpr std::string_view kInsert =
    "insert into audit (id, site, at, actor, by_what, action, object, detail) values (?, ?, ?, ?, ?, ?, ?, ?)";

void insert_audit(Transaction& transaction, const AuditRow& row) {
  transaction.execute(kInsert, {row.id, row.site, row.at, row.actor, row.by, row.action, row.object, row.detail});
}

constexpr std::string_view kLoadUnsealed =
    "select id, site, at, actor, by_what, action, object, detail from audit where link is null order by at, id limit ?";

std::vector<AuditRow> load_unsealed(Reader& reader, std::int64_t most) {
  std::vector<AuditRow> rows;
  for (auto& row : reader.rows<AuditId, SiteId, Instant, PersonId, std::string, std::string, std::string, std::string>(
           kLoadUnsealed, {most}))
    rows.push_back(std::apply(to_row, std::move(row)));
  return rows;
}

constexpr std::string_view kSaveLinks =
    "update audit set link = case id{whens} end, chain = case id{whens} end where link is null and id in ({ids})";
constexpr std::size_t kLinksAtOnce = 32;  // beyond it, the cases cost more than the statements they save

std::string save_links_of(std::size_t rows) {
  std::string whens, ids = "?", text(kSaveLinks);
  for (std::size_t i = 0; i < rows; ++i) whens += " when ? then ?";
  for (std::size_t i = 1; i < rows; ++i) ids += ",?";
  for (int twice = 0; twice < 2; ++twice) text.replace(text.find("{whens}"), 7, whens);
  return text.replace(text.find("{ids}"), 5, ids);
}

void save_links(Transaction& transaction, std::span<const Link> links) {
  while (!links.empty()) {
    const auto some = links.first(std::min(links.size(), kLinksAtOnce));
    std::vector<Bind> binds;
    for (const auto& link : some) binds.insert(binds.end(), {link.row, link.number});
    for (const auto& link : some) binds.insert(binds.end(), {link.row, link.chain});
    for (const auto& link : some) binds.emplace_back(link.row);
    if (transaction.execute(save_links_of(some.size()), binds) != static_cast<std::int64_t>(some.size()))
      throw DuplicateKey("another sealer chained these rows");
    links = links.subspan(some.size());
  }
}

constexpr std::string_view kLoadSealedAfter =
    "select id, site, at, actor, by_what, action, object, detail, link, chain from audit where link > ? "
    "order by link limit ?";

std::vector<SealedRow> load_sealed_after(Reader& reader, std::int64_t link, std::int64_t most) {
  std::vector<SealedRow> rows;
  for (auto& [id, site, at, actor, by, action, object, detail, number, chain] :
       reader.rows<AuditId, SiteId, Instant, PersonId, std::string, std::string, std::string, std::string, std::int64_t,
                   std::string>(kLoadSealedAfter, {link, most}))
    rows.push_back({to_row(id, site, at, actor, std::move(by), std::move(action), std::move(object), std::move(detail)),
                    number, std::move(chain)});
  return rows;
}

constexpr std::string_view kEndOfChain = "select link, chain from audit where link is not null order by link desc limit 1";

std::pair<std::int64_t, std::string> load_end_of_chain(Reader& reader) {
  const auto end = reader.row<std::int64_t, std::string>(kEndOfChain);
  return end ? std::pair(std::get<0>(*end), std::get<1>(*end)) : std::pair(std::int64_t{0}, std::string());
}

}  // namespace lodge::core
