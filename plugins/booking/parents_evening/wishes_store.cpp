#include "wishes.h"

#include "words.h"

#include <lodge/iso8601.h>
#include <lodge/json.h>

namespace lodge::parents_evening {
namespace {

std::string windows_text(const std::vector<Interval>& windows) {
  Value::List list;
  for (const auto& window : windows) list.push_back(Value::List{instant_text(window.starts()), instant_text(window.ends())});
  return to_json(list);
}

std::vector<Interval> parse_windows(const std::string& text) {
  std::vector<Interval> windows;
  const auto json = parse_json(text);
  if (!json || json->list() == nullptr) return windows;
  for (const auto& pair : *json->list()) {
    const auto* ends = pair.list();
    if (ends == nullptr || ends->size() != 2 || (*ends)[0].text() == nullptr || (*ends)[1].text() == nullptr) continue;
    const auto from = parse_instant(*(*ends)[0].text()), to = parse_instant(*(*ends)[1].text());
    if (const auto window = from && to ? Interval::make(*from, *to) : std::nullopt) windows.push_back(*window);
  }
  return windows;
}

#define WISHES_COLUMNS "author, windows, needs, sent_at, needs_author, needs_at"

}  // namespace

constexpr std::string_view kWishesOf = "select household, " WISHES_COLUMNS " from family_wishes where evening = ? order by household";
constexpr std::string_view kWhomOfAll = "select household, student, teacher from wish where evening = ? order by household, nth";

std::vector<Wishes> wishes_of(Reader& reader, EveningId evening) {
  std::vector<Wishes> all;
  for (const auto& [household, author, windows, needs, sent_at, needs_author, needs_at] :
       reader.rows<HouseholdId, PersonId, std::string, std::string, Instant, std::optional<PersonId>, Instant>(kWishesOf, {evening})) {
    all.push_back({evening, household, author, {}, parse_windows(windows), needs, sent_at, needs_author, needs_at});
  }
  auto at = all.begin();
  for (const auto& [household, student, teacher] : reader.rows<HouseholdId, StudentId, TeacherId>(kWhomOfAll, {evening})) {
    while (at != all.end() && at->household < household) ++at;
    if (at != all.end() && at->household == household) at->whom.push_back({student, teacher});
  }
  std::erase_if(all, [](const Wishes& one) { return one.whom.empty(); });  // it said what it needs, and nothing else
  return all;
}

constexpr std::string_view kFindWishes = "select " WISHES_COLUMNS " from family_wishes where evening = ? and household = ?";
constexpr std::string_view kFindWhom = "select student, teacher from wish where evening = ? and household = ? order by nth";

std::optional<Wishes> find_wishes(Reader& reader, EveningId evening, HouseholdId household) {
  const auto row = reader.row<PersonId, std::string, std::string, Instant, std::optional<PersonId>, Instant>(kFindWishes, {evening, household});
  if (!row) return std::nullopt;
  const auto& [author, windows, needs, sent_at, needs_author, needs_at] = *row;
  Wishes wishes{evening, household, author, {}, parse_windows(windows), needs, sent_at, needs_author, needs_at};
  for (const auto& [student, teacher] : reader.rows<StudentId, TeacherId>(kFindWhom, {evening, household})) wishes.whom.push_back({student, teacher});
  return wishes;
}

constexpr std::string_view kRemoveWishes = "delete from family_wishes where evening = ? and household = ?";
constexpr std::string_view kRemoveWhom = "delete from wish where evening = ? and household = ?";
constexpr std::string_view kInsertWishes = "insert into family_wishes (evening, household, " WISHES_COLUMNS ") values (?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kInsertWhom = "insert into wish (evening, household, student, teacher, nth) values (?, ?, ?, ?, ?)";

void replace(Transaction& transaction, const Wishes& wishes) {
  transaction.execute(kRemoveWishes, {wishes.evening, wishes.household});
  transaction.execute(kRemoveWhom, {wishes.evening, wishes.household});
  transaction.execute(kInsertWishes, {wishes.evening, wishes.household, wishes.author, windows_text(wishes.windows), wishes.needs, wishes.sent_at,
                                      wishes.needs_author, wishes.needs_at});
  std::int64_t nth = 0;
  for (const auto& whom : wishes.whom) transaction.execute(kInsertWhom, {wishes.evening, wishes.household, whom.student, whom.teacher, ++nth});
}

constexpr std::string_view kSetWindows = "update family_wishes set windows = ? where evening = ? and household = ?";

void set_windows(Transaction& transaction, EveningId evening, HouseholdId household, const std::vector<Interval>& windows) {
  transaction.execute(kSetWindows, {windows_text(windows), evening, household});
}

constexpr std::string_view kWishesAbout = "select distinct household from wish where evening = ? and student = ? order by household";

std::vector<HouseholdId> wishes_about(Reader& reader, EveningId evening, StudentId student) {
  std::vector<HouseholdId> households;
  for (const auto& [household] : reader.rows<HouseholdId>(kWishesAbout, {evening, student})) households.push_back(household);
  return households;
}

constexpr std::string_view kRemoveRefused = "delete from wish_refused where evening = ? and household = ?";

void remove_wishes(Transaction& transaction, EveningId evening, HouseholdId household) {
  for (const auto sql : {kRemoveWishes, kRemoveWhom, kRemoveRefused}) transaction.execute(sql, {evening, household});
}

constexpr std::string_view kRemoveWhomAbout = "delete from wish where evening = ? and household = ? and student = ?";
constexpr std::string_view kRemoveRefusedAbout = "delete from wish_refused where evening = ? and household = ? and student = ?";

void remove_wishes(Transaction& transaction, EveningId evening, HouseholdId household, StudentId student) {
  for (const auto sql : {kRemoveWhomAbout, kRemoveRefusedAbout}) transaction.execute(sql, {evening, household, student});
}

constexpr std::string_view kRefused = "select student, teacher, why, detail from wish_refused where evening = ? and household = ? order by student, teacher";

std::vector<WishRefused> refused_wishes(Reader& reader, EveningId evening, HouseholdId household) {
  std::vector<WishRefused> all;
  for (const auto& [student, teacher, why, detail] : reader.rows<StudentId, TeacherId, std::string, std::string>(kRefused, {evening, household})) {
    all.push_back({{student, teacher}, why, detail});
  }
  return all;
}

constexpr std::string_view kInsertRefused =
    "insert into wish_refused (evening, household, student, teacher, why, detail) values (?, ?, ?, ?, ?, ?)";

void insert(Transaction& transaction, EveningId evening, HouseholdId household, const WishRefused& refused) {
  transaction.execute(kInsertRefused, {evening, household, refused.whom.student, refused.whom.teacher, refused.why, refused.detail});
}

}  // namespace lodge::parents_evening
