#include "store.h"

#include "words.h"

#include <lodge/errors.h>
#include <lodge/iso8601.h>

namespace lodge::parents_evening {
namespace {

using Minutes = std::chrono::minutes;

#define EVENING_COLUMNS \
  "id, site, title, state, class_teachers, requests_from, wishes_from, wishes_until, early_from, opens_at, closes_at, " \
  "one_each, most_each, gap, gap_minutes, walk_minutes, notes, change_until_minutes, online_link, seed, allocated_at, " \
  "copied_from, version, created_at"

using EveningRow = std::tuple<EveningId, SiteId, std::string, std::string, bool, std::optional<Instant>, std::optional<Instant>,
                              std::optional<Instant>, std::optional<Instant>, std::optional<Instant>, std::optional<Instant>,
                              std::string, std::int64_t, std::string, std::int64_t, std::int64_t, bool, std::int64_t, std::string,
                              std::int64_t, std::optional<Instant>, std::optional<EveningId>, std::int64_t, Instant>;

Evening evening_of(EveningRow&& row) {
  auto& [id, site, title, state, class_teachers, requests_from, wishes_from, wishes_until, early_from, opens_at, closes_at, one_each,
         most_each, gap, gap_minutes, walk_minutes, notes, change_until, online_link, seed, allocated_at, copied_from, version,
         created_at] = row;
  return {.id = id, .site = site, .title = std::move(title), .state = parse<EveningState>(state).value(),
          .class_teachers = class_teachers, .requests_from = requests_from, .wishes_from = wishes_from,
          .wishes_until = wishes_until, .early_from = early_from, .opens_at = opens_at, .closes_at = closes_at,
          .one_each = parse<OneEach>(one_each).value(), .most_each = static_cast<int>(most_each), .gap = parse<Gap>(gap).value(),
          .gap_length = Minutes(gap_minutes), .walk = Minutes(walk_minutes), .notes = notes,
          .change_until = Minutes(change_until), .online_link = std::move(online_link),
          .seed = static_cast<std::uint64_t>(seed), .allocated_at = allocated_at, .copied_from = copied_from,
          .version = version, .created_at = created_at};
}

std::vector<Evening> evenings_by(Reader& reader, std::string_view sql, std::initializer_list<Bind> binds) {
  std::vector<Evening> all;
  for (auto& row : reader.rows<EveningId, SiteId, std::string, std::string, bool, std::optional<Instant>, std::optional<Instant>,
                               std::optional<Instant>, std::optional<Instant>, std::optional<Instant>, std::optional<Instant>,
                               std::string, std::int64_t, std::string, std::int64_t, std::int64_t, bool, std::int64_t, std::string,
                               std::int64_t, std::optional<Instant>, std::optional<EveningId>, std::int64_t, Instant>(sql, binds)) {
    all.push_back(evening_of(std::move(row)));
  }
  return all;
}

}  // namespace

constexpr std::string_view kEvenings = "select " EVENING_COLUMNS " from evening where site = ? order by created_at desc, id";

std::vector<Evening> evenings(Reader& reader, SiteId site) { return evenings_by(reader, kEvenings, {site}); }

constexpr std::string_view kShown =
    "select id from evening where site = ? and state <> 'draft' and exists "
    "(select 1 from evening_date where evening_date.evening = evening.id and evening_date.called_off = 0 and evening_date.ends_at > ?) order by created_at desc, id";

std::vector<EveningId> shown_evenings(Reader& reader, SiteId site, Instant after) {
  std::vector<EveningId> all;
  for (const auto& [id] : reader.rows<EveningId>(kShown, {site, after})) all.push_back(id);
  return all;
}

constexpr std::string_view kFind = "select " EVENING_COLUMNS " from evening where id = ?";

std::optional<Evening> find_evening(Reader& reader, EveningId id) {
  auto found = evenings_by(reader, kFind, {id});
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

constexpr std::string_view kVersions = "select version, late_version from evening where id = ?";

std::optional<Versions> versions_of(Reader& reader, EveningId id) {
  const auto found = reader.row<std::int64_t, std::int64_t>(kVersions, {id});
  return found ? std::optional(Versions{std::get<0>(*found), std::get<1>(*found)}) : std::nullopt;
}

// Shared: families who book at once do not wait for each other's commit, the office waits for all of them.
constexpr std::string_view kStillAt = "select version from evening where id = ? and version = ? and families_at <= ? lock in share mode";

bool still_at(Transaction& transaction, EveningId id, std::int64_t version, const People& people) {
  return transaction.row<std::int64_t>(kStillAt, {id, version, people.revision()}).has_value();
}

constexpr std::string_view kFamiliesMoved = "update evening set version = version + 1, families_at = ? where id = ?";

void families_moved(Transaction& transaction, EveningId id, std::int64_t revision) { transaction.execute(kFamiliesMoved, {revision, id}); }

constexpr std::string_view kInsert = "insert into evening (" EVENING_COLUMNS
                                     ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

void insert(Transaction& transaction, const Evening& e) {
  transaction.execute(kInsert, {e.id, e.site, e.title, word(e.state), e.class_teachers, e.requests_from, e.wishes_from, e.wishes_until,
                                e.early_from, e.opens_at, e.closes_at, word(e.one_each), e.most_each, word(e.gap), e.gap_length.count(),
                                e.walk.count(), e.notes, e.change_until.count(), e.online_link, static_cast<std::int64_t>(e.seed),
                                e.allocated_at, e.copied_from, e.version, e.created_at});
}

constexpr std::string_view kUpdate =
    "update evening set title = ?, state = ?, class_teachers = ?, requests_from = ?, wishes_from = ?, wishes_until = ?, "
    "early_from = ?, opens_at = ?, closes_at = ?, one_each = ?, most_each = ?, gap = ?, gap_minutes = ?, walk_minutes = ?, "
    "notes = ?, change_until_minutes = ?, online_link = ?, seed = ?, allocated_at = ?, version = version + 1 "
    "where id = ? and version = ?";

bool update(Transaction& transaction, const Evening& e) {
  return transaction.execute(kUpdate, {e.title, word(e.state), e.class_teachers, e.requests_from, e.wishes_from, e.wishes_until,
                                       e.early_from, e.opens_at, e.closes_at, word(e.one_each), e.most_each, word(e.gap),
                                       e.gap_length.count(), e.walk.count(), e.notes, e.change_until.count(), e.online_link,
                                       static_cast<std::int64_t>(e.seed), e.allocated_at, e.id, e.version}) == 1;
}

constexpr std::string_view kNobodyInvited = "delete from evening_audience where evening = ?";
constexpr std::string_view kInvite = "insert into evening_audience (evening, sort, word) values (?, ?, ?)";

void replace_audience(Transaction& transaction, EveningId id, const Audience& audience) {
  transaction.execute(kNobodyInvited, {id});
  const auto add = [&](std::string_view sort, const std::string& word) { transaction.execute(kInvite, {id, sort, word}); };
  for (const auto year : audience.year_groups) add("year_group", std::to_string(year));
  for (const auto& one : audience.registration_classes) add("registration_class", one);
  for (const auto& one : audience.classes) add("class", one);
  for (const auto& one : audience.groups) add("group", one);
  for (const auto& one : audience.staff_groups) add("staff_group", one);
}

constexpr std::string_view kNoStagger = "delete from evening_stagger where evening = ?";
constexpr std::string_view kStagger = "insert into evening_stagger (evening, year_group, opens_at) values (?, ?, ?)";

void replace_stagger(Transaction& transaction, EveningId id, const std::map<int, Instant>& staggered) {
  transaction.execute(kNoStagger, {id});
  for (const auto& [year, opens] : staggered) transaction.execute(kStagger, {id, year, opens});
}

constexpr std::string_view kNobodyEarly = "delete from evening_early where evening = ?";
constexpr std::string_view kEarly = "insert into evening_early (evening, household) values (?, ?)";

void replace_early(Transaction& transaction, EveningId id, const std::set<HouseholdId>& households) {
  transaction.execute(kNobodyEarly, {id});
  for (const auto household : households) transaction.execute(kEarly, {id, household});
}

constexpr std::string_view kInsertDate =
    "insert into evening_date (id, evening, local_date, from_minute, to_minute, starts_at, ends_at, mode, slot_minutes, "
    "called_off, planned_mode, shifted_minutes) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

static std::string_view planned_word(const EveningDate& date) { return date.planned ? word(*date.planned) : std::string_view(); }

void insert(Transaction& transaction, EveningId evening, const EveningDate& date) {
  transaction.execute(kInsertDate, {date.id, evening, date_text(date.date), date.from.count(), date.to.count(), date.when.starts(),
                                    date.when.ends(), word(date.mode), date.slot.count(), date.called_off, planned_word(date),
                                    date.shifted.count()});
}

constexpr std::string_view kUpdateDate =
    "update evening_date set local_date = ?, from_minute = ?, to_minute = ?, starts_at = ?, ends_at = ?, mode = ?, "
    "slot_minutes = ?, called_off = ?, planned_mode = ?, shifted_minutes = ? where id = ?";

void update(Transaction& transaction, const EveningDate& date) {
  transaction.execute(kUpdateDate, {date_text(date.date), date.from.count(), date.to.count(), date.when.starts(), date.when.ends(),
                                    word(date.mode), date.slot.count(), date.called_off, planned_word(date), date.shifted.count(),
                                    date.id});
}

constexpr std::string_view kRemoveDate = "delete from evening_date where id = ?";

void remove_date(Transaction& transaction, EveningDateId id) { transaction.execute(kRemoveDate, {id}); }

constexpr std::string_view kSites = "select distinct site from evening order by site";

std::vector<SiteId> sites(Reader& reader) {
  std::vector<SiteId> all;
  for (const auto& [site] : reader.rows<SiteId>(kSites)) all.push_back(site);
  return all;
}

}  // namespace lodge::parents_evening
