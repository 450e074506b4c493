#include "told.h"

#include <lodge/errors.h>

namespace lodge::parents_evening {
namespace {

std::string_view word(Told kind) {
  return kind == Told::letter ? "letter" : "invitation";
}

std::string_view word(PackPart part) {
  return part == PackPart::printer ? "printer" : "folder";
}

}  // namespace

constexpr std::string_view kTold = "select household, told_at from family_told where evening = ? and kind = ?";

std::map<HouseholdId, Instant> told(Reader& reader, EveningId evening, Told kind) {
  std::map<HouseholdId, Instant> all;
  for (const auto& [household, at] : reader.rows<HouseholdId, Instant>(kTold, {evening, word(kind)})) all[household] = at;
  return all;
}

constexpr std::string_view kForgetTold = "delete from family_told where evening = ? and household = ? and kind = ?";
constexpr std::string_view kMarkTold = "insert into family_told (evening, household, kind, told_at) values (?, ?, ?, ?)";

void mark_told(Transaction& transaction, EveningId evening, HouseholdId household, Told kind, Instant when) {
  transaction.execute(kForgetTold, {evening, household, word(kind)});
  transaction.execute(kMarkTold, {evening, household, word(kind), when});
}

constexpr std::string_view kMarkAgain =
    "update family_told set told_at = ? where evening = ? and household = ? and kind = ? and told_at < ?";

bool mark_told_first(Transaction& transaction, EveningId evening, HouseholdId household, Told kind, Instant when, Instant since) {
  if (transaction.execute(kMarkAgain, {when, evening, household, word(kind), since}) == 1) return true;
  try {
    transaction.execute(kMarkTold, {evening, household, word(kind), when});
    return true;
  } catch (const DuplicateKey&) {
    return false;
  }
}

constexpr std::string_view kReminded = "select household, reminded_at from family_reminded where evening_date = ?";

std::map<HouseholdId, Instant> reminded(Reader& reader, EveningDateId date) {
  std::map<HouseholdId, Instant> all;
  for (const auto& [household, at] : reader.rows<HouseholdId, Instant>(kReminded, {date})) all[household] = at;
  return all;
}

constexpr std::string_view kForgetReminded = "delete from family_reminded where evening_date = ? and household = ?";
constexpr std::string_view kMarkReminded = "insert into family_reminded (evening_date, household, reminded_at) values (?, ?, ?)";

namespace {

/// Unless it was reminded before, or by whoever did the same meanwhile.
void mark_first(Transaction& transaction, EveningDateId date, HouseholdId household, Instant when) {
  try {
    transaction.execute(kMarkReminded, {date, household, when});
  } catch (const DuplicateKey&) {
  }
}

}  // namespace

void mark_reminded(Transaction& transaction, EveningDateId date, HouseholdId household, Instant when) {
  transaction.execute(kForgetReminded, {date, household});
  mark_first(transaction, date, household, when);
}

constexpr std::string_view kSoon = "select id from evening_date where evening = ? and starts_at > ? and starts_at <= ?";

void mark_reminded_by_news(Transaction& transaction, EveningId evening, HouseholdId household, Instant now, Instant until) {
  for (const auto& [date] : transaction.rows<EveningDateId>(kSoon, {evening, now, until})) mark_first(transaction, date, household, now);
}

namespace {

constexpr auto kSent = {Told::letter, Told::invitation};

void take_later(Transaction& transaction, const Plan& plan, HouseholdId from, HouseholdId to) {
  for (const auto kind : kSent) {
    const auto all = told(transaction, plan.evening.id, kind);
    const auto theirs = all.find(from), own = all.find(to);
    if (theirs == all.end() || (own != all.end() && own->second >= theirs->second)) continue;
    mark_told(transaction, plan.evening.id, to, kind, theirs->second);
  }
  for (const auto& date : plan.dates) {
    const auto all = reminded(transaction, date.id);
    if (const auto theirs = all.find(from); theirs != all.end()) mark_reminded(transaction, date.id, to, theirs->second);
  }
}

}  // namespace

void join_told(Transaction& transaction, const Plan& plan, HouseholdId from, HouseholdId to) {
  take_later(transaction, plan, from, to);
  for (const auto kind : kSent) transaction.execute(kForgetTold, {plan.evening.id, from, word(kind)});
  for (const auto& date : plan.dates) transaction.execute(kForgetReminded, {date.id, from});
}

void split_told(Transaction& transaction, const Plan& plan, HouseholdId from, HouseholdId to) {
  take_later(transaction, plan, from, to);
  for (const auto household : {from, to}) transaction.execute(kForgetTold, {plan.evening.id, household, word(Told::letter)});
}

constexpr std::string_view kForgetReminders = "delete from family_reminded where evening_date = ?";

void forget_reminders(Transaction& transaction, EveningDateId date) { transaction.execute(kForgetReminders, {date}); }

constexpr std::string_view kPackFailures = "select part, failure from pack_part where evening_date = ?";

std::map<PackPart, std::string> pack_failures(Reader& reader, EveningDateId date) {
  std::map<PackPart, std::string> all;
  for (auto& [part, failure] : reader.rows<std::string, std::string>(kPackFailures, {date})) {
    all[part == word(PackPart::printer) ? PackPart::printer : PackPart::folder] = std::move(failure);
  }
  return all;
}

constexpr std::string_view kForgetPart = "delete from pack_part where evening_date = ? and part = ?";
constexpr std::string_view kMarkPart = "insert into pack_part (evening_date, part, tried_at, failure) values (?, ?, ?, ?)";

void mark_pack(Transaction& transaction, EveningDateId date, PackPart part, const std::string& failure, Instant when) {
  transaction.execute(kForgetPart, {date, word(part)});
  transaction.execute(kMarkPart, {date, word(part), when, failure});
}

constexpr std::string_view kForgetPack = "delete from pack_part where evening_date = ?";

void forget_pack(Transaction& transaction, EveningDateId date) { transaction.execute(kForgetPack, {date}); }

constexpr std::string_view kAge = "update pack_part set failure = ? where evening_date = ? and part = ? and failure = ''";

void age_pack(Transaction& transaction, EveningDateId date) {
  transaction.execute(kForgetPart, {date, word(PackPart::folder)});
  transaction.execute(kAge, {kPackIsOld, date, word(PackPart::printer)});
}

}  // namespace lodge::parents_evening
