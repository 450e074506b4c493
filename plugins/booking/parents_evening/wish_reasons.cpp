#include "wish_reasons.h"

#include "shown.h"

#include <lodge/json.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

std::string full_words(const Say& say, const Value& detail) {
  const auto wished = detail.integer_or("wished"), slots = detail.integer_or("slots"), place = detail.integer_or("place");
  if (wished == 0) return say.say("is full.");
  const Say::With with{{"wished", std::to_string(wished)}, {"slots", std::to_string(slots)}, {"place", std::to_string(place)},
                       {"drawn", std::to_string(detail.integer_or("drawn"))}};
  if (place == 0) {
    return say.say("is full: {wished} families asked for {slots} appointments. Families with fewer appointments came first, then the draw decided.", with);
  }
  return say.say("is full: {wished} families asked for {slots} appointments. Families with fewer appointments came first, then the draw decided: "
                 "you were number {place} of {drawn}.", with);
}

bool may_see(const Plan& plan, const People& people, HouseholdId household, const Whom& whom) {
  const auto mine = children(plan, people, household);
  if (std::ranges::none_of(mine, [&](const Student* one) { return one->id == whom.student; })) return false;
  const auto all = pairings(plan, people, whom.student);
  return std::ranges::find(all, whom.teacher, &Pairing::teacher) != all.end();
}

}  // namespace

std::string reason_words(const Say& say, const WishRefused& refused) {
  const auto detail = parse_json(refused.detail).value_or(Value());
  if (refused.why == "not_there") return say.say("is not at this evening. The school office can tell you when else to meet.");
  if (refused.why == "outside_windows") return say.say("has no time while you can come.");
  if (refused.why == "no_time_then") return say.say("has time left only when you cannot come.");
  if (refused.why == "no_common_time") return say.say("has time only when you are with somebody else.");
  if (refused.why == "no_interpreter") return say.say("has no time at which an interpreter for your language is free. The school office can help you.");
  if (refused.why == "no_step_free") return say.say("has no room without steps at this evening. The school office can help you.");
  if (refused.why == "no_such_mode") return say.say("does not meet in the way that you chose. The school office can help you.");
  if (refused.why == "too_many") return say.say("would be more than the school can give for one child.");
  if (refused.why == "asked_first") return say.say("is full with families whom teachers asked to see.");
  if (refused.why == "office") return say.say("could not be given. The school office can tell you more.");
  if (refused.why == "rule" && !detail.text_or("reason").empty()) return say.say("could not be given: {reason}", {{"reason", detail.text_or("reason")}});
  return full_words(say, detail);
}

std::string whom_words(const Say& say, const Plan& plan, const People& people, const Whom& whom) {
  const auto* student = people.student(whom.student);
  return say.say("{teacher} about {student}", {{"teacher", seen_words(say, plan, people, whom.student, whom.teacher)},
                                               {"student", student == nullptr ? "" : student->first_name}});
}

Value::List refused_words(const Say& say, const Plan& plan, const People& people, HouseholdId household,
                          const std::vector<WishRefused>& refused, std::span<const Appointment> booked) {
  Value::List list;
  for (const auto& one : refused) {
    const bool has = std::ranges::any_of(booked, [&](const Appointment& other) { return seen_as(plan, people, whom_of(other)) == seen_as(plan, people, one.whom); });
    if (has || !may_see(plan, people, household, one.whom)) continue;
    list.push_back(Value::Map{{"who", whom_words(say, plan, people, one.whom)}, {"why", reason_words(say, one)}});
  }
  return list;
}

}  // namespace lodge::parents_evening
