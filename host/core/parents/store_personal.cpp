#include "core/directory/store.h"
#include "core/parents/personal_data.h"
#include "core/revisions/revisions.h"

#include <lodge/iso8601.h>
#include <lodge/parents.h>

namespace lodge::core {
namespace {

void add(Value::Map& all, std::string_view table, Value::List rows) {
  if (!rows.empty()) all[std::string(table)] = std::move(rows);
}

/// The household, when nobody else is of it; else the id that names nothing.
HouseholdId alone(const People& people, PersonId person) {
  const auto household = household_of(people, person);
  const bool shared = household != HouseholdId() && people.members_of(household).size() > 1;
  return shared ? HouseholdId() : household == HouseholdId() ? same_person<HouseholdId>(person) : household;
}

}  // namespace

constexpr std::string_view kCodes = "select what, expires_at from parent_code where site = ? and (contact = ? or household = ? or household = ?) order by expires_at, what";
constexpr std::string_view kVisit = "select at from parent_visit where site = ? and contact = ?";
constexpr std::string_view kTickets = "select expires_at from parent_ticket where site = ? and contact = ? order by expires_at";
constexpr std::string_view kNotes =
    "select student, author, note, at from contact_rule_note where site = ? and (student = ? or author = ?) order by student";
constexpr std::string_view kRule = "select rule from contact_rule where site = ? and student = ?";
constexpr std::string_view kHousehold = "select household from household_member where site = ? and (contact = ? or household = ?) order by contact";

Value::Map export_parent_data(Reader& reader, Privacy& privacy, SiteId site, const People& people, PersonId person) {
  Value::Map all;
  Value::List codes, visits, tickets, notes, rules, households;
  for (const auto& [what, until] : reader.rows<std::string, Instant>(kCodes, {site, person, household_of(people, person), person})) {
    codes.push_back(Value::Map{{"what", what}, {"opens_until", instant_text(until)}});
  }
  for (const auto& [at] : reader.rows<Instant>(kVisit, {site, person})) visits.push_back(Value::Map{{"last_got_in", instant_text(at)}});
  for (const auto& [until] : reader.rows<Instant>(kTickets, {site, person})) tickets.push_back(Value::Map{{"opens_until", instant_text(until)}});
  for (const auto& [student, author, note, at] : reader.rows<StudentId, PersonId, std::string, Instant>(kNotes, {site, person, person})) {
    const auto text = privacy.open(site, author, "contact_rule_note.note." + student.text(), note);
    notes.push_back(Value::Map{{"note", text.value_or("")}, {"at", instant_text(at)}, {"own_words", author == person}});
  }
  for (const auto& [rule] : reader.rows<std::string>(kRule, {site, person})) rules.push_back(Value::Map{{"rule", rule}});
  for (const auto& [household] : reader.rows<HouseholdId>(kHousehold, {site, person, person})) households.push_back(Value::Map{{"household", household.text()}});
  add(all, "parent_code", std::move(codes));
  add(all, "parent_visit", std::move(visits));
  add(all, "parent_ticket", std::move(tickets));
  add(all, "contact_rule_note", std::move(notes));
  add(all, "contact_rule", std::move(rules));
  add(all, "household_member", std::move(households));
  return all;
}

constexpr std::string_view kForgetCodes = "delete from parent_code where site = ? and (contact = ? or household = ?)";
constexpr std::string_view kForgetVisit = "delete from parent_visit where site = ? and contact = ?";
constexpr std::string_view kForgetTickets = "delete from parent_ticket where site = ? and contact = ?";
constexpr std::string_view kForgetNotes = "delete from contact_rule_note where site = ? and (student = ? or author = ?)";
constexpr std::string_view kForgetRule = "delete from contact_rule where site = ? and student = ?";
constexpr std::string_view kForgetHousehold = "delete from household_member where site = ? and contact = ?";

void erase_parent_data(Transaction& transaction, SiteId site, const People& people, PersonId person) {
  const auto own = alone(people, person);
  transaction.execute(kForgetCodes, {site, person, own});
  transaction.execute(kForgetVisit, {site, person});
  transaction.execute(kForgetTickets, {site, person});
  transaction.execute(kForgetNotes, {site, person, person});
  transaction.execute(kForgetRule, {site, person});
  transaction.execute(kForgetHousehold, {site, person});
  raise_revision(transaction, site, kPeopleEdits);
}

}  // namespace lodge::core
