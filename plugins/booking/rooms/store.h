#pragma once
#include "local_times.h"

#include <lodge/database.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lodge::rooms {

using WordsId = Id<struct WordsTag>;

/// Purpose and notes, sealed under their author's key. The bookings of one order share one.
struct SealedWords {
  WordsId id;  ///< names the place they are sealed to
  PersonId author;
  std::string purpose, notes;  ///< empty when there is nothing (left)
};

/// One row of room_booking.
struct Record {
  BookingId booking;
  SiteId site;
  RoomId room;
  PersonId owner;
  When when;
  SealedWords words;
  std::optional<SeriesId> series;
};

/// All inside Database::read or write.
void insert(Transaction& transaction, const Record& record);
/// Room, time and words as `record` says now.
void update(Transaction& transaction, const Record& record);
std::optional<Record> find(Reader& reader, BookingId booking);
/// In no order; those that are not rooms' bookings are left out.
std::vector<Record> find_all(Reader& reader, std::span<const BookingId> bookings);
std::vector<Record> of_series(Reader& reader, SeriesId series);  ///< by start
/// Those that were not given back, by start.
std::vector<Record> of_owner(Reader& reader, SiteId site, PersonId owner, Instant ends_after, std::size_t most);
/// How many of the owner's, not given back, begin within `when`; counts no further than 100.
std::int64_t count_of_owner(Reader& reader, PersonId owner, Interval when);
/// It was cancelled, or displaced by a booking of that kind.
void give_back(Transaction& transaction, BookingId booking, std::string_view displaced_by = "");
std::string displaced_by(Reader& reader, BookingId booking);  ///< the kind of what took its place; empty when nothing did
std::vector<Record> of_person(Reader& reader, SiteId site, PersonId person);  ///< as owner or author
std::vector<Record> all_of(Reader& reader, SiteId site, BookingId after, std::size_t most);  ///< by booking
std::vector<SiteId> sites(Reader& reader);
std::vector<std::string> misshapen(Reader& reader);  ///< sentences: texts where ids belong; until they are mended no other reads these rows
/// Leaves the bookings and takes away what the person wrote.
void forget_words(Transaction& transaction, SiteId site, PersonId author);

}  // namespace lodge::rooms
