#include "core/parents/store.h"

#include "core/ledger/id_list.h"

#include <algorithm>

namespace lodge::core {

constexpr std::string_view kInsertCodes = "insert into parent_code (code, site, what, household, contact, once, expires_at, made_at)";

void insert_parent_codes(Transaction& transaction, std::vector<ParentCode> codes) {
  std::ranges::sort(codes, {}, &ParentCode::mark);
  std::vector<Bind> values;
  for (const auto& code : codes) {
    const auto contact = code.contact ? code.contact->text() : std::string();
    values.insert(values.end(), {code.mark, code.site, code.what, code.household, contact, code.once, code.expires_at, code.made_at});
  }
  if (!values.empty()) transaction.insert_rows(kInsertCodes, 8, values);
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

constexpr std::string_view kFreshCodes = "select code, household, made_at from parent_code where site = ? and what = ? and expires_at = ? and made_at > ?";

std::vector<ParentCode> load_fresh_parent_codes(Reader& reader, SiteId site, std::string_view what, Instant expires_at, Instant since) {
  std::vector<ParentCode> codes;
  for (auto& [mark, household, made_at] : reader.rows<std::string, HouseholdId, Instant>(kFreshCodes, {site, what, expires_at, since})) {
    codes.push_back({.mark = std::move(mark), .site = site, .what = std::string(what), .household = household, .contact = std::nullopt,
                     .expires_at = expires_at, .made_at = made_at});
  }
  return codes;
}

constexpr std::string_view kExtendCodes = "update parent_code set expires_at = ? where site = ? and what = ? and expires_at > ? and expires_at < ?";

void extend_parent_codes(Transaction& transaction, SiteId site, std::string_view what, Instant expires_at, Instant now) {
  transaction.execute(kExtendCodes, {expires_at, site, what, now, expires_at});
}

constexpr std::string_view kEndAllCodes = "delete from parent_code where site = ? and household in ({ids})";

std::int64_t end_parent_codes(Transaction& transaction, SiteId site, std::span<const HouseholdId> households) {
  std::int64_t ended = 0;
  ledger::in_pieces(households, [&](std::span<const HouseholdId> piece) {
    const ledger::IdList list(piece);
    std::vector<Bind> binds{site};
    list.bind_to(binds);
    ended += transaction.execute(list.in(kEndAllCodes), binds);
  });
  return ended;
}

constexpr std::string_view kNameCodes = "update parent_code set contact = ? where site = ? and household = ? and contact = ''";

void name_parent_codes(Transaction& transaction, SiteId site, HouseholdId household, ContactId contact) {
  if (contact != ContactId()) transaction.execute(kNameCodes, {contact, site, household});
}

constexpr std::string_view kMoveCodes = "update parent_code set household = ? where site = ? and household = ?";

void move_parent_codes(Transaction& transaction, SiteId site, HouseholdId from, HouseholdId to) {
  transaction.execute(kMoveCodes, {to, site, from});
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

constexpr std::string_view kInsertTicket = "insert into parent_ticket (ticket, contact, site, expires_at)";

bool insert_parent_ticket(Transaction& transaction, const ParentTicket& ticket) {
  std::vector<Bind> values;
  for (const auto& contact : ticket.contacts) {
    values.insert(values.end(), {ticket.ticket.text(), contact, ticket.site, ticket.expires_at});
  }
  try {
    transaction.insert_rows(kInsertTicket, 4, values);
    return true;
  } catch (const DuplicateKey&) {
    return false;
  }
}

constexpr std::string_view kLoadTicket = "select contact from parent_ticket where ticket = ? and expires_at > ? order by contact";

std::vector<ContactId> load_parent_ticket(Reader& reader, const RawId& ticket, Instant now) {
  std::vector<ContactId> contacts;
  for (const auto& [contact] : reader.rows<ContactId>(kLoadTicket, {ticket.text(), now})) contacts.push_back(contact);
  return contacts;
}

constexpr std::string_view kUseTicket = "delete from parent_ticket where ticket = ?";

bool use_parent_ticket(Transaction& transaction, const RawId& ticket) { return transaction.execute(kUseTicket, {ticket.text()}) > 0; }

constexpr std::string_view kForgetTickets = "delete from parent_ticket where expires_at <= ?";

void forget_expired_parent_tickets(Transaction& transaction, Instant now) { transaction.execute(kForgetTickets, {now}); }

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

constexpr std::string_view kForgetRuleNote = "delete from contact_rule_note where site = ? and student = ?";
constexpr std::string_view kInsertRuleNote = "insert into contact_rule_note (site, student, author, note, at) values (?, ?, ?, ?, ?)";

void put_rule_note(Transaction& transaction, SiteId site, StudentId student, const RuleNote& note) {
  transaction.execute(kForgetRuleNote, {site, student});
  if (!note.sealed.empty()) transaction.execute(kInsertRuleNote, {site, student, note.author, note.sealed, note.at});
}

constexpr std::string_view kLoadRuleNote = "select author, note, at from contact_rule_note where site = ? and student = ?";

std::optional<RuleNote> load_rule_note(Reader& reader, SiteId site, StudentId student) {
  auto row = reader.row<PersonId, std::string, Instant>(kLoadRuleNote, {site, student});
  return row ? std::optional(std::make_from_tuple<RuleNote>(*std::move(row))) : std::nullopt;
}

constexpr std::string_view kInsertKnock = "insert into parent_knock (id, at, state, fields) values (?, ?, ?, ?)";

void insert_parent_knock(Transaction& vault, const ParentKnock& knock) {
  vault.execute(kInsertKnock, {knock.ticket.text(), knock.at, knock.state, knock.sealed});
}

namespace {

std::vector<ParentKnock> knocks(Reader& vault, std::string_view sql, std::size_t at_most) {
  std::vector<ParentKnock> all;
  for (auto& [id, at, state, sealed] : vault.rows<std::string, Instant, std::string, std::string>(sql, {static_cast<std::int64_t>(at_most)})) {
    if (const auto ticket = RawId::parse(id)) all.push_back({*ticket, at, std::move(state), std::move(sealed)});
  }
  return all;
}

}  // namespace

constexpr std::string_view kNewKnocks = "select id, at, state, fields from parent_knock where state = 'new' order by at, id limit ?";

std::vector<ParentKnock> load_new_parent_knocks(Reader& vault, std::size_t at_most) { return knocks(vault, kNewKnocks, at_most); }

constexpr std::string_view kFailedKnocks =
    "select id, at, state, fields from parent_knock where state <> 'new' order by at desc, id limit ?";

std::vector<ParentKnock> load_failed_parent_knocks(Reader& vault, std::size_t at_most) {
  return knocks(vault, kFailedKnocks, at_most);
}

constexpr std::string_view kKeepKnock = "update parent_knock set state = ?, fields = ? where id = ?";

void keep_parent_knock(Transaction& vault, const ParentKnock& knock) {
  vault.execute(kKeepKnock, {knock.state, knock.sealed, knock.ticket.text()});
}

constexpr std::string_view kForgetKnock = "delete from parent_knock where id = ?";

bool forget_parent_knock(Transaction& vault, const RawId& ticket) { return vault.execute(kForgetKnock, {ticket.text()}) == 1; }

constexpr std::string_view kForgetKnocksBefore = "delete from parent_knock where at < ?";

void forget_parent_knocks_before(Transaction& vault, Instant at) { vault.execute(kForgetKnocksBefore, {at}); }

}  // namespace lodge::core
