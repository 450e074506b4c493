#include "core/timetable/places.h"

#include <lodge/json.h>

#include <algorithm>

namespace lodge::core {
namespace {

std::vector<BookingId> ids_of(const PlaceGiven& given) {
  std::vector<BookingId> ids;
  for (const auto& one : given.displaced) ids.push_back(one.booking.id);
  std::ranges::sort(ids);
  return ids;
}

std::string detail_of(const PlaceGiven& given) {
  Value::List ids;
  for (const auto& id : ids_of(given)) ids.push_back(id.text());
  return to_json(Value::Map{{"displaced", std::move(ids)}});
}

}  // namespace

std::vector<PlacelessLesson> LessonPlaces::without_place(SiteId site) const {
  return central_.read([&](Reader& reader) {
    std::vector<PlacelessLesson> all;
    std::vector<BookingWish> wishes;
    for (auto& lesson : load_placeless(reader, site, clock_.now(), kMost)) {
      wishes.push_back(wish_for(site, lesson));
      all.push_back({std::move(lesson), std::nullopt});
    }
    if (wishes.empty()) return all;
    for (auto& clash : ledger_.preview(reader, wishes)) all[clash.index].by = std::move(clash.taken);
    return all;
  });
}

std::optional<PlaceGiven> LessonPlaces::preview(SiteId site, LessonId lesson) {
  return central_.write([&](Transaction& transaction) -> std::expected<void, std::optional<PlaceGiven>> {
    auto done = try_to_give(transaction, site, lesson);
    return std::unexpected(done ? std::optional(std::move(done->given)) : std::nullopt);
  }).error();
}

std::expected<PlaceGiven, std::optional<PlaceGiven>> LessonPlaces::give(const Actor& actor, LessonId lesson, std::vector<BookingId> confirmed) {
  std::ranges::sort(confirmed);
  return central_.write([&](Transaction& transaction) -> std::expected<PlaceGiven, std::optional<PlaceGiven>> {
    auto done = try_to_give(transaction, actor.site, lesson);
    if (!done) return std::unexpected(std::nullopt);
    auto& given = done->given;
    given.overtaken = given.overtaken || (given.stays.empty() && ids_of(given) != confirmed);
    if (given.overtaken || !given.stays.empty()) return std::unexpected(std::move(given));
    if (!save_place(transaction, lesson, *done->booking)) return std::unexpected(std::nullopt);
    audit_.record(transaction, actor, {"timetable.place_given", lesson.text(), detail_of(given)});
    return std::move(given);
  });
}

std::optional<LessonPlaces::Done> LessonPlaces::try_to_give(Transaction& transaction, SiteId site, LessonId id) {
  auto lesson = find_placeless(transaction, site, id, clock_.now());
  if (lesson) take_up_bookings(transaction, site, lesson->lesson.when);  // an import may be about to
  if (lesson) lesson = find_placeless(transaction, site, id, clock_.now());
  if (!lesson) return std::nullopt;
  Done done{{*lesson, {}, {}}, std::nullopt};
  const auto wish = wish_for(site, *lesson);
  const auto gone = ledger_.displace(transaction, wish.wants);
  const auto booked = ledger_.book(transaction, wish);
  done.given.overtaken = !booked;
  if (!booked) return done;
  done.booking = booked->id;
  for (const auto& one : gone) displace(transaction, one, *booked, done.given);
  return done;
}

void LessonPlaces::displace(Transaction& transaction, const Booking& gone, const Booking& by, PlaceGiven& given) {
  auto* module = module_of_(gone.kind);
  if (module == nullptr) return given.stays.push_back(gone);
  auto instead = instead_of(transaction, gone);
  module->displaced(transaction, gone, by, instead);
  given.displaced.push_back({gone, std::move(instead)});
}

/// The lesson has its place by now, so it is none of these.
std::vector<Want> LessonPlaces::instead_of(Reader& reader, const Booking& gone) {
  std::vector<Want> all;
  for (const auto& want : gone.wants) std::ranges::move(ledger_.nearest(reader, want), std::back_inserter(all));
  return all;
}

}  // namespace lodge::core
