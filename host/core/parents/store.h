#pragma once
#include <lodge/database.h>
#include <lodge/id.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lodge::core {

/// A sign-in code as the records hold it.
struct ParentCode {
  std::string mark;  ///< keyed; the code itself is nowhere
  SiteId site;
  std::string what;
  HouseholdId household;
  std::optional<ContactId> contact;  ///< nothing: whoever answers for the household
  bool once = false;
  Instant expires_at{};
  Instant made_at{};  ///< of a letter's
};

void insert_parent_codes(Transaction& transaction, std::vector<ParentCode> codes);
void end_parent_codes(Transaction& transaction, SiteId site, std::string_view what, std::span<const HouseholdId> households);
/// Those that end at `expires_at` and were made after `since`; only their mark, household and when they were made.
std::vector<ParentCode> load_fresh_parent_codes(Reader& reader, SiteId site, std::string_view what, Instant expires_at, Instant since);
/// Those that have not ended at `now` end at `expires_at`, or later.
void extend_parent_codes(Transaction& transaction, SiteId site, std::string_view what, Instant expires_at, Instant now);
/// Those of these households for whatever they were made; how many there were.
std::int64_t end_parent_codes(Transaction& transaction, SiteId site, std::span<const HouseholdId> households);
/// Those that are for whoever answers for the household are for this contact from now on.
void name_parent_codes(Transaction& transaction, SiteId site, HouseholdId household, ContactId contact);
void move_parent_codes(Transaction& transaction, SiteId site, HouseholdId from, HouseholdId to);
std::optional<ParentCode> load_parent_code(Reader& reader, const std::string& mark, Instant now);
/// False when it was used meanwhile.
bool use_parent_code(Transaction& transaction, const std::string& mark);
void forget_expired_parent_codes(Transaction& transaction, Instant now);

struct ParentTicket {
  RawId ticket;
  SiteId site;
  std::vector<ContactId> contacts;  ///< sorted; each has digits of their own
  Instant expires_at{};
};

/// False when the ticket is there already.
bool insert_parent_ticket(Transaction& transaction, const ParentTicket& ticket);
/// Empty when it is not there, used or too old.
std::vector<ContactId> load_parent_ticket(Reader& reader, const RawId& ticket, Instant now);
/// False when it was used meanwhile.
bool use_parent_ticket(Transaction& transaction, const RawId& ticket);
void forget_expired_parent_tickets(Transaction& transaction, Instant now);

void save_parent_visit(Transaction& transaction, SiteId site, ContactId contact, Instant at);
std::vector<ContactId> load_parent_visits(Reader& reader, SiteId site, Instant since);

/// Why a contact rule is as it is, as the records hold it.
struct RuleNote {
  PersonId author;
  std::string sealed;
  Instant at{};
};

/// In place of an earlier one; one without text only takes the earlier one away.
void put_rule_note(Transaction& transaction, SiteId site, StudentId student, const RuleNote& note);
std::optional<RuleNote> load_rule_note(Reader& reader, SiteId site, StudentId student);

/// Somebody who asked to be let in by names; in the vault.
struct ParentKnock {
  RawId ticket;
  Instant at{};
  std::string state;   ///< new, unknown, no_email, too_many
  std::string sealed;  ///< the names as typed, the language and, while new, where from
};

void insert_parent_knock(Transaction& vault, const ParentKnock& knock);
std::vector<ParentKnock> load_new_parent_knocks(Reader& vault, std::size_t at_most);  ///< the oldest first
std::vector<ParentKnock> load_failed_parent_knocks(Reader& vault, std::size_t at_most);  ///< the latest first
void keep_parent_knock(Transaction& vault, const ParentKnock& knock);  ///< as its state and what is sealed are now
/// False when there is none.
bool forget_parent_knock(Transaction& vault, const RawId& ticket);
void forget_parent_knocks_before(Transaction& vault, Instant at);

}  // namespace lodge::core
