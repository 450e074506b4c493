#include "core/parents/store.h"

#include "core/ledger/id_list.h"

#include <algorithm>

namespace lodge::core {

constexpr std::string_view kInsertCodes = "insert into parent_code (code, site, what, household, contact, once, expires_at)";

void insert_parent_codes(Transaction& transaction, std::vector<ParentCode> codes) {
  std::ranges::sort(codes, {}, &ParentCode::mark);
  std::vector<Bind> values;
  for (const auto& code : codes) {
    const auto contact = code.contact ? code.contact->text() : std::string();
    values.insert(values.end(), {code.mark, code.site, code.what, code.household, contact, code.once, code.expires_at});
  }
  if (!values.empty()) transaction.insert_rows(kInsertCodes, 7, values);
}

constexpr std::string_view kEndCodes = "delete from parent_code where site = ? and what = ? and household in ({ids})";

void end_parent_codes(Transaction& transaction, SiteId site, std::string_view what, std::span<const HouseholdId> households) {
  ledger::in_pieces(households, [&](std::span<const HouseholdId> piece) {
    const ledger::IdList list(piece);
    std::vector<Bind> binds{site, what};
    list.bind_to(binds);
    transaction.execute(list.in(kEndCodes), binds);
  });
}

constexpr std::string_view kLoadCode =
    "select site, what, household, contact, once, expires_at from parent_code where code = ? and expires_at > ?";

std::optional<ParentCode> load_parent_code(Reader& reader, const std::string& mark, Instant now) {
  const auto row = reader.row<SiteId, std::string, HouseholdId, std::string, bool, Instant>(kLoadCode, {mark, now});
  if (!row) return std::nullopt;
  const auto& [site, what, household, contact, once, expires] = *row;
  return ParentCode{mark, site, what, household, ContactId::parse(contact), once, expires};
}

constexpr std::string_view kUseCode = "delete from parent_code where code = ?";

bool use_parent_code(Transaction& transaction, const std::string& mark) { return transaction.execute(kUseCode, {mark}) == 1; }

constexpr std::string_view kForgetCodes = "delete from parent_code where expires_at <= ?";

void forget_expired_parent_codes(Transaction& transaction, Instant now) { transaction.execute(kForgetCodes, {now}); }

constexpr std::string_view kUpdateVisit = "update parent_visit set at = ? where site = ? and contact = ?";
constexpr std::string_view kInsertVisit = "insert into parent_visit (site, contact, at) values (?, ?, ?)";

void save_parent_visit(Transaction& transaction, SiteId site, ContactId contact, Instant at) {
  if (transaction.execute(kUpdateVisit, {at, site, contact}) > 0) return;
  try {
    transaction.execute(kInsertVisit, {site, contact, at});
  } catch (const DuplicateKey&) {
    transaction.execute(kUpdateVisit, {at, site, contact});
  }
}

constexpr std::string_view kVisits = "select contact from parent_visit where site = ? and at >= ?";

std::vector<ContactId> load_parent_visits(Reader& reader, SiteId site, Instant since) {
  std::vector<ContactId> contacts;
  for (const auto& [contact] : reader.rows<ContactId>(kVisits, {site, since})) contacts.push_back(contact);
  return contacts;
}

}  // namespace lodge::core
