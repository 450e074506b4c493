#include "refusals.h"

namespace lodge::parents_evening {

std::string sentence(const Say& say, Why why, const std::string& rule) {
  switch (why) {
    case Why::not_open: return say.say("Booking is not open at the moment.");
    case Why::not_yours: return say.say("This teacher does not teach your child any more. The office can tell you more.");
    case Why::no_such_slot: return say.say("This time is not offered any more.");
    case Why::past: return say.say("This time is over.");
    case Why::has_already: return say.say("You have an appointment with this teacher already.");
    case Why::too_many: return say.say("That is more appointments for one child than the school can give.");
    case Why::you_are_busy: return say.say("You have another appointment at this time.");
    case Why::too_close: return say.say("That is too soon after another appointment of yours to walk over.");
    case Why::taken: return say.say("This time is taken now.");
    case Why::no_interpreter: return say.say("No interpreter for your language is free at this time.");
    case Why::not_step_free: return say.say("This desk cannot be reached without steps. The school office knows, and helps you to meet this teacher.");
    case Why::rule: return rule.empty() ? say.say("The school's rules do not allow it.") : rule;
    case Why::moved: return say.say("The school has just changed the evening. Please look once more.");
    case Why::held_anew: return say.say("Somebody of your family chose other times meanwhile.");
    case Why::note_too_long: return say.say("Your message is too long: at most 1,000 letters.");
    case Why::notes_closed: return say.say("The school takes no messages for this evening.");
  }
  return {};
}

std::string sentence(const Say& say, NoTime why) {
  switch (why) {
    case NoTime::full: return say.say("has no time left that you can book.");
    case NoTime::outside: return say.say("has time, but not when you can come. Try an earlier or a later time.");
    case NoTime::clashes: return say.say("has time only when you are with somebody else. Choose the times yourself to decide which matters more.");
    case NoTime::has_already: return say.say("has an appointment with you already.");
    case NoTime::too_many: return say.say("would be more than the school can give for one child. Take somebody else out first.");
  }
  return {};
}

}  // namespace lodge::parents_evening
