#include "store.h"

#include <lodge/not_ids.h>

#include <lodge/errors.h>

#include <algorithm>

namespace lodge::rooms {
namespace {

using Row = std::tuple<BookingId, SiteId, RoomId, PersonId, PersonId, std::string, std::string, std::int64_t, std::int64_t,
                       Instant, Instant, WordsId, std::string, std::string, std::optional<SeriesId>>;

Record record_of(Row&& row) {
  auto& [booking, site, room, owner, author, date, period, starts, ends, starts_at, ends_at, words, purpose, notes, series] = row;
  const auto local = parse_date(date);
  const auto interval = Interval::make(starts_at, ends_at);
  LODGE_CHECK(local && interval);
  return {booking, site, room, owner,
          When{*local, std::move(period), std::chrono::minutes(starts), std::chrono::minutes(ends), *interval},
          SealedWords{words, author, std::move(purpose), std::move(notes)}, series};
}

std::vector<Record> records(Reader& reader, std::string_view sql, std::span<const Bind> binds) {
  std::vector<Record> all;
  for (auto& row : reader.rows<BookingId, SiteId, RoomId, PersonId, PersonId, std::string, std::string, std::int64_t,
                               std::int64_t, Instant, Instant, WordsId, std::string, std::string, std::optional<SeriesId>>(
           sql, binds)) {
    all.push_back(record_of(std::move(row)));
  }
  return all;
}

std::vector<Record> records(Reader& reader, std::string_view sql, std::initializer_list<Bind> binds) {
  return records(reader, sql, std::span<const Bind>(binds.begin(), binds.size()));
}

}  // namespace

#define ROOM_BOOKING_COLUMNS \
  "select booking, site, room, owner, author, local_date, period, starts_minute, ends_minute, starts_at, ends_at, " \
  "words, purpose, notes, series from room_booking "

constexpr std::string_view kInsert =
    "insert into room_booking (booking, site, room, owner, author, local_date, period, starts_minute, ends_minute, "
    "starts_at, ends_at, words, purpose, notes, series) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

void insert(Transaction& transaction, const Record& record) {
  const auto& when = record.when;
  transaction.execute(kInsert, {record.booking, record.site, record.room, record.owner, record.words.author,
                                date_text(when.date), when.period, when.starts.count(), when.ends.count(),
                                when.interval.starts(), when.interval.ends(), record.words.id, record.words.purpose,
                                record.words.notes, record.series});
}

constexpr std::string_view kUpdate =
    "update room_booking set room = ?, author = ?, local_date = ?, period = ?, starts_minute = ?, ends_minute = ?, "
    "starts_at = ?, ends_at = ?, words = ?, purpose = ?, notes = ? where booking = ?";

void update(Transaction& transaction, const Record& record) {
  const auto& when = record.when;
  transaction.execute(kUpdate, {record.room, record.words.author, date_text(when.date), when.period, when.starts.count(),
                                when.ends.count(), when.interval.starts(), when.interval.ends(), record.words.id,
                                record.words.purpose, record.words.notes, record.booking});
}

constexpr std::string_view kFind = ROOM_BOOKING_COLUMNS "where booking = ?";

std::optional<Record> find(Reader& reader, BookingId booking) {
  auto found = records(reader, kFind, {booking});
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

constexpr std::string_view kFindAll = ROOM_BOOKING_COLUMNS "where booking in (?";
constexpr std::size_t kAtOnce = 200;

std::vector<Record> find_all(Reader& reader, std::span<const BookingId> bookings) {
  std::vector<Record> all;
  for (; !bookings.empty(); bookings = bookings.subspan(std::min(kAtOnce, bookings.size()))) {
    const auto some = bookings.first(std::min(kAtOnce, bookings.size()));
    std::string sql(kFindAll);
    for (std::size_t i = 1; i < some.size(); ++i) sql += ", ?";
    const std::vector<Bind> binds(some.begin(), some.end());
    std::ranges::move(records(reader, sql + ")", binds), std::back_inserter(all));
  }
  return all;
}

constexpr std::string_view kOfSeries = ROOM_BOOKING_COLUMNS "where series = ? order by starts_at, booking";

std::vector<Record> of_series(Reader& reader, SeriesId series) { return records(reader, kOfSeries, {series}); }

constexpr std::string_view kOfOwner =
    ROOM_BOOKING_COLUMNS "where owner = ? and site = ? and ends_at > ? and given_back = 0 order by starts_at, booking limit ?";

std::vector<Record> of_owner(Reader& reader, SiteId site, PersonId owner, Instant ends_after, std::size_t most) {
  return records(reader, kOfOwner, {owner, site, ends_after, static_cast<std::int64_t>(most)});
}

constexpr std::string_view kCountOfOwner =
    "select count(*) from (select booking from room_booking where owner = ? and starts_at >= ? and starts_at < ? "
    "and given_back = 0 limit 100) as some";

std::int64_t count_of_owner(Reader& reader, PersonId owner, Interval when) {
  return std::get<0>(reader.row<std::int64_t>(kCountOfOwner, {owner, when.starts(), when.ends()}).value());
}

constexpr std::string_view kGiveBack = "update room_booking set given_back = 1, displaced_by = ? where booking = ?";

void give_back(Transaction& transaction, BookingId booking, std::string_view displaced_by) {
  transaction.execute(kGiveBack, {displaced_by, booking});
}

constexpr std::string_view kDisplacedBy = "select displaced_by from room_booking where booking = ?";

std::string displaced_by(Reader& reader, BookingId booking) {
  const auto row = reader.row<std::string>(kDisplacedBy, {booking});
  return row ? std::get<0>(*row) : "";
}

constexpr std::string_view kOfPerson =
    ROOM_BOOKING_COLUMNS "where site = ? and (owner = ? or author = ?) order by starts_at, booking";

std::vector<Record> of_person(Reader& reader, SiteId site, PersonId person) {
  return records(reader, kOfPerson, {site, person, person});
}

constexpr std::string_view kAllOf = ROOM_BOOKING_COLUMNS "where site = ? and booking > ? order by booking limit ?";

std::vector<Record> all_of(Reader& reader, SiteId site, BookingId after, std::size_t most) {
  return records(reader, kAllOf, {site, after, static_cast<std::int64_t>(most)});
}

constexpr std::string_view kSites = "select distinct site from room_booking order by site";

std::vector<SiteId> sites(Reader& reader) {
  std::vector<SiteId> all;
  for (const auto& [site] : reader.rows<SiteId>(kSites)) all.push_back(site);
  return all;
}

constexpr std::string_view kIds =
    "select booking from room_booking union select site from room_booking union select room from room_booking union "
    "select owner from room_booking union select author from room_booking union select words from room_booking union "
    "select series from room_booking";

std::vector<std::string> misshapen(Reader& reader) { return not_ids(reader, "room_booking", kIds); }

constexpr std::string_view kForget = "update room_booking set purpose = '', notes = '' where site = ? and author = ?";

void forget_words(Transaction& transaction, SiteId site, PersonId author) { transaction.execute(kForget, {site, author}); }

#undef ROOM_BOOKING_COLUMNS

}  // namespace lodge::rooms
