#pragma once
#include <lodge/database.h>

#include <span>
#include <string>
#include <vector>

namespace lodge::core {

using AuditId = Id<struct AuditTag>;

/// One row of the audit.
struct AuditRow {
  AuditId id;
  SiteId site;
  Instant at;
  PersonId actor;
  std::string by, action, object, detail;
};

/// A row that the sealer has chained.
struct SealedRow {
  AuditRow row;
  std::int64_t link;
  std::string chain;
};

/// What the sealer adds to a row.
struct Link {
  AuditId row;
  std::int64_t number;
  std::string chain;
};

void insert_audit(Transaction& transaction, const AuditRow& row);
/// Those without a link, oldest first, at most `most`.
std::vector<AuditRow> load_unsealed(Reader& reader, std::int64_t most);
/// @throws DuplicateKey when another sealer chained one of the rows.
void save_links(Transaction& transaction, std::span<const Link> links);
std::vector<SealedRow> load_sealed_after(Reader& reader, std::int64_t link, std::int64_t most);
/// The end of the chain: link 0 and an empty chain when there is none.
std::pair<std::int64_t, std::string> load_end_of_chain(Reader& reader);

}  // namespace lodge::core
