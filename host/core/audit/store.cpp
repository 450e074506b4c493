#include "core/audit/store.h"

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

constexpr std::string_view kSaveLink = "update audit set link = ?, chain = ? where id = ? and link is null";

void save_link(Transaction& transaction, AuditId id, std::int64_t link, const std::string& chain) {
  if (transaction.execute(kSaveLink, {link, chain, id}) == 0) throw DuplicateKey("another sealer chained this row");
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
