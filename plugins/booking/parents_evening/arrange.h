#pragma once
#include "plan.h"

#include <lodge/calendar.h>

#include <expected>

namespace lodge::parents_evening {

/// A sitting as the office types it.
struct DateWish {
  LocalDate date{};
  std::chrono::minutes from{}, to{};  ///< since local midnight, whole five minutes
  Mode mode = Mode::in_person;
  std::chrono::minutes slot{10};
};

enum class UnfitDate { past, ends_before_starts, not_five_minutes, impossible_time, slot_length, too_many_slots };

/// With its instants; at least one slot fits, and at most 200. Pure.
std::expected<EveningDate, UnfitDate> make_date(const Calendar& calendar, SiteId site, const DateWish& wish, Instant now,
                                                EveningDateId id = EveningDateId::random());

/// A desk for these teachers, over the whole of the date.
Desk make_desk(const Evening& evening, const EveningDate& date, std::vector<TeacherId> teachers);
/// Seats a teacher on that date as she sat at `like`, in this room: with its slot length, its own way of meeting where that
/// date leaves one open, and its own call. A desk that she has there already stays, and is hers again; where families come to
/// it, it keeps its room, unless `room` is another than that of `like`.
void seat(Plan& plan, const EveningDate& date, TeacherId teacher, const Desk& like, std::optional<RoomId> room);
/// How far appointments that keep their time by the clock go from one date to the other; nothing on the same day.
std::chrono::microseconds days_between(const Calendar& calendar, SiteId site, const EveningDate& from, const EveningDate& to);
/// Gives every teacher of somebody invited, who has none, a desk on that date; by surname. Who sat at another date sits
/// together with whom she did, with her own slot length and way of meeting. Answers how many were new.
std::size_t seat_everybody(Plan& plan, const People& people, EveningDateId date);
/// The same for those only who have no desk on any date, and on every date to come where at least half of those sit who sit
/// on any of these, or on each where none is like that: whose desks the office chose stays as chosen. Not where she interprets.
void seat_newcomers(Plan& plan, const People& people, Instant now);
/// Puts `date` in the place of the one with its id; its desks keep their own slot length where they have one, and their
/// breaks by the clock.
void replace_date(Plan& plan, const EveningDate& date);
/// Another slot length for one desk; breaks stay by the clock.
void set_slot(Desk& desk, const EveningDate& date, std::chrono::minutes slot);
/// A call of its own stays the desk's, also while it is not online.
void set_mode(Desk& desk, const Evening& evening, Mode mode);
/// Where in an evening's address of calls each desk's own part goes.
inline constexpr std::string_view kDeskPlace = "{desk}";
/// Whether its call is another than the evening's address makes for it.
bool has_own_link(const Evening& evening, const Desk& desk);
/// How many online desks families cannot call.
std::int64_t desks_without_call(const Plan& plan);
/// Puts the evening's new address of calls to every online desk that had none of its own.
void renew_links(Plan& plan, const Evening& before);

enum class BreakSpread {
  all_at_once,
  staggered,  ///< one desk after another, in turns
  random,     ///< somewhere between, drawn by the evening's seed
};
struct BreakWish {
  BreakSpread spread = BreakSpread::all_at_once;
  std::chrono::minutes from{}, until{}, length{10};  ///< since local midnight; `until` is unused when all at once
};
/// Adds a break to each desk of the date. Pure; the same seed gives the same breaks.
void add_breaks(Plan& plan, EveningDateId date, const BreakWish& wish);
/// The desk's slots that touch these minutes since local midnight.
std::vector<int> slots_between(const Desk& desk, const EveningDate& date, std::chrono::minutes from, std::chrono::minutes to);

/// Of the ballot of an evening that is made now.
std::uint64_t new_seed(Instant now);
/// Those of an evening's dates that its copy has, in their order: held, and not made only for whoever could not come on another.
std::vector<EveningDate> dates_again(const Plan& last);
/// The same evening again: dates moved by whole weeks so that the first falls on `first`, or on its weekday after it;
/// stages as long before it; desks of teachers who are here still, also of those who could not come; another ballot. A draft.
std::expected<Plan, UnfitDate> copy_of(const Plan& last, const Calendar& calendar, const People& people, LocalDate first, Instant now);

}  // namespace lodge::parents_evening
