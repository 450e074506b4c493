#include "personal_store.h"

#include <lodge/iso8601.h>

#include <array>

namespace lodge::parents_evening {
namespace {

/// A statement and what its `?` are: p the person, h the household, o the household under the person's own number.
struct About {
  std::string_view whom, sql;
};

std::vector<Bind> binds_of(const About& about, const Whose& who) {
  std::vector<Bind> binds;
  for (const char c : about.whom) binds.push_back(c == 'p' ? Bind(who.person) : c == 'h' ? Bind(who.household) : Bind(who.own));
  return binds;
}

/// A table's rows as text, text and number; a name that is empty leaves its column out.
struct Shelf {
  std::string_view table;
  About about;
  std::array<std::string_view, 3> names;
};

bool is_instant(std::string_view name) { return name.ends_with("_at"); }

}  // namespace

constexpr Shelf kShelves[] = {
    {"evening_early", {"ho", "select evening, '', 0 from evening_early where household = ? or household = ?"}, {"evening", "", ""}},
    {"desk_teacher", {"pp", "select evening_date, desk, nth from desk_teacher where teacher = ? or substitute = ?"}, {"evening_date", "desk", ""}},
    {"appointment_once",
     {"ppho", "select evening, booking, 0 from appointment_once where student = ? or teacher = ? or household = ? or household = ?"},
     {"evening", "appointment", ""}},
    {"wish", {"ppho", "select evening, '', nth from wish where student = ? or teacher = ? or household = ? or household = ?"}, {"evening", "", "nth"}},
    {"wish_refused",
     {"ppho", "select evening, why, 0 from wish_refused where student = ? or teacher = ? or household = ? or household = ?"},
     {"evening", "why", ""}},
    {"calendar_feed", {"p", "select id, '', created_at from calendar_feed where contact = ?"}, {"address", "", "created_at"}},
    {"family_told", {"ho", "select evening, kind, told_at from family_told where household = ? or household = ?"}, {"evening", "kind", "told_at"}},
    {"family_length", {"ho", "select evening, '', slots from family_length where household = ? or household = ?"}, {"evening", "", "slots"}},
    {"allocation_share", {"ho", "select evening, share, given from allocation_share where household = ? or household = ?"}, {"evening", "share", "given"}},
    {"family_reminded",
     {"ho", "select evening_date, '', reminded_at from family_reminded where household = ? or household = ?"},
     {"evening_date", "", "reminded_at"}},
    {"evening_interpreter",
     {"pp", "select evening, languages, 0 from evening_interpreter where teacher = ? or author = ?"},
     {"evening", "languages", ""}},
    {"evening_display", {"p", "select evening, name, made_at from evening_display where author = ?"}, {"evening", "name", "made_at"}},
    {"evening_allocation", {"p", "select evening, state, changed_at from evening_allocation where asked_by = ?"}, {"evening", "state", "changed_at"}},
};

Value::Map rows_about(Reader& reader, const Whose& who) {
  Value::Map all;
  for (const auto& [table, about, names] : kShelves) {
    Value::List list;
    for (const auto& [first, second, number] : reader.rows<std::string, std::string, std::int64_t>(about.sql, binds_of(about, who))) {
      Value::Map row{{std::string(names[0]), first}};
      if (!names[1].empty()) row[std::string(names[1])] = second;
      if (!names[2].empty()) row[std::string(names[2])] = is_instant(names[2]) ? Value(instant_text(Instant(std::chrono::microseconds(number)))) : Value(number);
      list.push_back(std::move(row));
    }
    if (!list.empty()) all[std::string(table)] = std::move(list);
  }
  return all;
}

constexpr About kForget[] = {
    {"pp", "update appointment set note = '' where author = ? or student = ?"},
    {"p", "delete from teacher_request where student = ?"},
    {"pp", "update teacher_request set note = '' where author = ? or teacher = ?"},
    {"p", "update family_wishes set needs = '', needs_author = null, needs_at = 0 where needs_author = ?"},
    {"p", "delete from wish where student = ?"},
    {"p", "delete from wish_refused where student = ?"},
    {"p", "delete from calendar_feed where contact = ?"},
    {"p", "delete from evening_display where author = ?"},
    {"p", "update evening_interpreter set name = '' where author = ?"},
};
/// When nobody else is of the household.
constexpr About kForgetHousehold[] = {
    {"ho", "delete from evening_early where household = ? or household = ?"},
    {"ho", "delete from family_wishes where household = ? or household = ?"},
    {"ho", "delete from wish where household = ? or household = ?"},
    {"ho", "delete from wish_refused where household = ? or household = ?"},
    {"ho", "delete from family_length where household = ? or household = ?"},
    {"ho", "delete from allocation_share where household = ? or household = ?"},
    {"ho", "delete from family_told where household = ? or household = ?"},
    {"ho", "delete from family_reminded where household = ? or household = ?"},
};

void forget_rows_about(Transaction& transaction, const Whose& who) {
  for (const auto& about : kForget) transaction.execute(about.sql, binds_of(about, who));
  if (who.shared) return;
  for (const auto& about : kForgetHousehold) transaction.execute(about.sql, binds_of(about, who));
}

constexpr std::string_view kWishesBy =
    "select evening, household from family_wishes where author = ? or needs_author = ? or household = ? or household = ? order by evening, household";

std::vector<Wishes> wishes_by(Reader& reader, const Whose& who) {
  std::vector<Wishes> all;
  for (const auto& [evening, household] : reader.rows<EveningId, HouseholdId>(kWishesBy, {who.person, who.person, who.household, who.own})) {
    if (auto one = find_wishes(reader, evening, household)) all.push_back(std::move(*one));
  }
  return all;
}

}  // namespace lodge::parents_evening
