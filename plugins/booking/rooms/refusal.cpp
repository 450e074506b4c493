#include "refusal.h"

#include "day.h"
#include "occurrence.h"

#include <array>

namespace lodge::rooms {
namespace {

template <class... Cases>
struct Either : Cases... {
  using Cases::operator()...;
};

std::string unfit_sentence(const Say& say, Unfit unfit) {
  switch (unfit) {
    case Unfit::no_such_period: return say.say("There is no such period on that day. Choose another.");
    case Unfit::not_five_minutes: return say.say("Rooms are booked in steps of five minutes. Choose a time such as 4:35 pm.");
    case Unfit::ends_before_starts: return say.say("The end must be after the beginning. Choose a later end.");
    case Unfit::impossible_time: return say.say("The clocks change then, so that time is not clear. Choose another.");
    case Unfit::past: return say.say("That time is over. Choose a later one.");
    case Unfit::too_short_notice: return say.say("That is too soon: the school wants more notice. Choose a later time.");
    case Unfit::too_far_ahead: return say.say("That is too far ahead to be booked yet. Choose an earlier date.");
    case Unfit::closed_day: return say.say("The school is closed on that day. Choose a school day.");
    case Unfit::outside_hours: return say.say("The building is shut at that time. Choose a time within its hours.");
    case Unfit::no_purpose: return say.say("Say what the room is for.");
    case Unfit::too_long_purpose:
    case Unfit::too_long_notes: return say.say("That is too long. Say it in fewer words.");
    case Unfit::no_such_room: return say.say("There is no such room any more. Choose another.");
    case Unfit::no_such_person: return say.say("There is no such teacher here. Choose another.");
    case Unfit::last_before_first: return say.say("The last date is before the first. Choose a later one.");
    case Unfit::too_many_dates:
      return say.say("One weekly booking has at most {count} dates. Choose an earlier last date.", {{"count", std::to_string(kMostDates)}});
    case Unfit::no_school_day: return say.say("None of these dates is a school day. Choose another day.");
    case Unfit::nothing_left: return say.say("Every date is left out. Keep one at least.");
  }
  return "";
}

}  // namespace

std::string taken_words(const Say& say, std::string_view kind) {
  if (kind == kLessonKind) return say.say("There is a lesson in this room then.");
  if (kind == kBookingKind) return say.say("Somebody has booked this room then.");
  return say.say("This room is not free then.");
}

std::string sentence(const Say& say, const Refusal& refusal) {
  return std::visit(Either{[&](Unfit unfit) { return unfit_sentence(say, unfit); },
                           [](const RuleSaysNo& no) { return no.reason; },
                           [&](const Taken& taken) { return taken_words(say, taken.by_kind); },
                           [&](NotYours) { return say.say("This booking is somebody else's. Ask them or the office."); },
                           [&](Gone) { return say.say("This booking is not there any more."); },
                           [&](Overtaken) { return say.say("This booking was changed while you looked. Here is how it is now."); },
                           [&](KeyUsed) { return say.say("This form has booked something else already: see My bookings. Send it again to book this as well."); }},
                    refusal);
}

std::string_view word(const Refusal& refusal) {
  constexpr std::array<std::string_view, 18> kUnfit{
      "no-such-period", "not-five-minutes", "ends-before-starts", "impossible-time", "past",          "too-short-notice",
      "too-far-ahead",  "closed-day",       "outside-hours",      "no-purpose",      "too-long-text", "too-long-text",
      "no-such-room",   "no-such-person",   "last-before-first",  "too-many-dates",  "no-school-day", "nothing-left"};
  return std::visit(Either{[&](Unfit unfit) { return kUnfit.at(static_cast<std::size_t>(unfit)); },
                           [](const RuleSaysNo&) { return std::string_view("rule"); },
                           [](const Taken&) { return std::string_view("taken"); },
                           [](NotYours) { return std::string_view("not-yours"); },
                           [](Gone) { return std::string_view("gone"); },
                           [](Overtaken) { return std::string_view("changed"); },
                           [](KeyUsed) { return std::string_view("idempotency-key-used"); }},
                    refusal);
}

}  // namespace lodge::rooms
