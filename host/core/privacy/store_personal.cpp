#include "core/access/roles.h"
#include "core/access/store.h"
#include "core/directory/fields_json.h"
#include "core/privacy/personal_data.h"

#include <lodge/iso8601.h>
#include <lodge/json.h>
#include <lodge/parents.h>

#include <array>

namespace lodge::core {
namespace {

/// A table's rows as three texts and two moments; a name that is empty leaves its column out. What its `?` are: s the
/// site, p the person, h the household, l the person within a longer text.
struct Shelf {
  std::string_view table, whom, sql;
  std::array<std::string_view, 5> names;
};

struct Whose {
  SiteId site;
  PersonId person;
  HouseholdId household;
  std::string within;
};

std::vector<Bind> binds_of(const Shelf& shelf, const Whose& who) {
  std::vector<Bind> binds;
  for (const char c : shelf.whom) {
    binds.push_back(c == 's' ? Bind(who.site) : c == 'p' ? Bind(who.person) : c == 'h' ? Bind(who.household) : Bind(who.within));
  }
  return binds;
}

void add(Value::Map& all, std::string_view table, Value::List rows) {
  if (!rows.empty()) all[std::string(table)] = std::move(rows);
}

Value::Map row_of(const Shelf& shelf, const std::array<std::string, 3>& texts, const std::array<Instant, 2>& moments) {
  Value::Map row;
  for (std::size_t i = 0; i < shelf.names.size(); ++i) {
    if (!shelf.names[i].empty()) row[std::string(shelf.names[i])] = i < 3 ? texts[i] : instant_text(moments[i - 3]);
  }
  return row;
}

Value::List account_of(Reader& reader, PersonId person) {
  const auto account = load_account(reader, person);
  if (!account) return {};
  return {Value::Map{{"roles", words(account->roles)}, {"language", account->language}, {"made_at", instant_text(account->created_at)},
                     {"second_factor", account->has_second_factor()}, {"closed", account->disabled}}};
}

}  // namespace

constexpr Shelf kShelves[] = {
    {"person", "sp", "select kind, registration_class, '', 0, 0 from person where site = ? and id = ? order by from_revision", {"kind", "registration_class"}},
    {"tie", "spp", "select relationship, responsibility, '', 0, 0 from tie where site = ? and (contact = ? or student = ?) order by from_revision, priority",
     {"relationship", "responsibility"}},
    {"class_member", "sp", "select code, '', '', 0, 0 from class_member where site = ? and person = ? order by from_revision, code", {"class"}},
    {"group_member", "sp", "select name, '', '', 0, 0 from group_member where site = ? and person = ? order by from_revision, name", {"group"}},
    {"timetable_line", "sp",
     "select week, period, class_code, 0, 0 from timetable_line where site = ? and teacher = ? order by from_revision, week, weekday, period",
     {"week", "period", "class"}},
    {"lesson", "spl", "select period, subject, classes, starts, ends from lesson where site = ? and (owner = ? or teachers like ?) order by starts",
     {"period", "subject", "classes", "starts", "ends"}},
    {"booking", "ph", "select kind, state, '', starts_at, ends_at from booking where owner = ? or owner = ? order by starts_at",
     {"kind", "state", "", "starts", "ends"}},
    {"login_session", "p", "select '', '', '', created_at, seen_at from login_session where person = ? order by created_at", {"", "", "", "began", "last_seen"}},
    {"api_token", "p", "select scopes, '', '', created_at, expires_at from api_token where person = ? order by created_at", {"scopes", "", "", "made_at", "expires"}},
    {"set_up_secret", "p", "select '', '', '', expires_at, 0 from set_up_secret where person = ?", {"", "", "", "expires"}},
    {"recovery_code", "p", "select 'not used yet', '', '', 0, 0 from recovery_code where person = ?", {"code"}},
    {"kept_form", "p", "select 'sealed', '', '', ends_at, 0 from kept_form where person = ?", {"form", "", "", "kept_until"}},
    {"outbox", "p", "select notice, state, '', posted_at, due_at from outbox where recipient = ? order by posted_at", {"notice", "state", "", "promised_at", "due_or_ended"}},
    {"audit", "psppl",
     "select action, case when actor = ? then 'you' else 'somebody, about you' end, '', at, 0 from audit"
     " where site = ? and (actor = ? or object = ? or detail like ?) order by at, id",
     {"action", "by", "", "at"}},
};

Value::Map export_house_data(Reader& reader, SiteId site, const People& people, PersonId person) {
  const auto household = household_of(people, person);
  const Whose who{site, person, household == HouseholdId() ? same_person<HouseholdId>(person) : household, "%" + person.text() + "%"};
  Value::Map all;
  for (const auto& shelf : kShelves) {
    Value::List rows;
    for (auto& [first, second, third, from, to] :
         reader.rows<std::string, std::string, std::string, Instant, Instant>(shelf.sql, binds_of(shelf, who))) {
      rows.push_back(row_of(shelf, {first, second, third}, {from, to}));
    }
    add(all, shelf.table, std::move(rows));
  }
  add(all, "account", account_of(reader, person));
  return all;
}

constexpr std::string_view kFields = "select fields from person where id = ? order by from_revision";
constexpr std::string_view kKeys = "select version, wrapped from person_key where person = ? order by version";

Value::Map export_vault_data(Reader& vault, Privacy& privacy, SiteId site, PersonId person) {
  Value::Map all;
  Value::List fields, keys;
  for (const auto& [sealed] : vault.rows<std::string>(kFields, {person})) {
    const auto text = privacy.open(site, person, place_of_fields(person), sealed);
    fields.push_back(parse_json(text.value_or("{}")).value_or(Value::Map{}));
  }
  for (const auto& [version, wrapped] : vault.rows<std::int64_t, std::string>(kKeys, {person})) {
    keys.push_back(Value::Map{{"version", version}, {"destroyed", wrapped.empty()}});
  }
  add(all, "person", std::move(fields));
  add(all, "person_key", std::move(keys));
  return all;
}

constexpr std::string_view kForget[] = {
    "delete from login_session where person = ?", "delete from api_token where person = ?",   "delete from set_up_secret where person = ?",
    "delete from recovery_code where person = ?", "delete from account where person = ?", "delete from outbox where recipient = ?",
    "delete from kept_form where person = ?",
};

void erase_house_data(Transaction& transaction, PersonId person) {
  for (const auto statement : kForget) transaction.execute(statement, {person});
}

constexpr std::string_view kForgetRecords = "delete from plan_records";

void erase_vault_data(Transaction& vault) { vault.execute(kForgetRecords); }

}  // namespace lodge::core
