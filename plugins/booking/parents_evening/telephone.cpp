#include "telephone.h"

#include "again.h"
#include "appointments.h"
#include "keep_needs.h"

#include <lodge/names.h>
#include <lodge/parents.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

constexpr std::size_t kLeastDigits = 5, kMostDigits = 20, kLongest = 40;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whoever said the rest that is kept with it, else somebody of the family: its needs are no words of who types a number for it.
PersonId whose_words(const Kernel& kernel, const Actor& actor, const Situation& s) {
  const auto said = kernel.database.read([&](Reader& reader) { return said_needs(reader, s.plan.evening, s.household); });
  if (said) return said->author;
  const auto first = first_contact_of(s.people, s.household);
  return first == ContactId() ? actor.person : same_person<PersonId>(first);
}

bool keep_once(const Kernel& kernel, const Actor& actor, const Situation& s, const std::string& number) {
  auto needs = s.needs;
  needs.telephone = number;
  const auto sealed = sealed_needs(kernel, s.on_behalf ? whose_words(kernel, actor, s) : actor.person, s, needs);
  return kernel.database.write([&](Transaction& transaction) { return keep_needs(kernel, transaction, actor, s, needs, sealed); });
}

}  // namespace

bool is_rung(const Plan& plan, DeskId desk) {
  const auto* found = plan.desk(desk);
  return found != nullptr && found->mode == Mode::telephone;
}

bool rings(const Plan& plan) {
  return std::ranges::any_of(plan.desks, [](const Desk& desk) { return !desk.away && desk.mode == Mode::telephone; });
}

bool is_number(std::string_view text) {
  constexpr std::string_view kMarks = "+ ()-./";
  const auto digits = static_cast<std::size_t>(std::ranges::count_if(text, is_digit));
  const bool plain = std::ranges::all_of(text, [&](char c) { return is_digit(c) || kMarks.contains(c); });
  return plain && text.size() <= kLongest && digits >= kLeastDigits && digits <= kMostDigits;
}

std::string typed_number(const Fields& form) {
  const auto typed = plainly(form.get(kNumberField));
  const auto first = typed.find_first_not_of(' ');
  if (first == std::string::npos) return {};
  return typed.substr(first, typed.find_last_not_of(' ') - first + 1);
}

std::string number_fault(const Say& say) { return say.say("Type the telephone number in digits, with its area code: for example 01632 960 123."); }

void add_number_field(Value::Map& values, bool rings, const std::string& number) {
  values["rings"] = rings;
  values[std::string(kNumberField)] = number;
}

void keep_number(const Kernel& kernel, const Appointments& appointments, const Actor& actor, const Situation& situation, const std::string& number) {
  if (number.empty() || number == situation.needs.telephone) return;
  as_it_is([&]() -> std::optional<bool> {
    const auto known = appointments.know(actor, situation.plan.evening.id, situation.household);
    if (!known) return false;
    return keep_once(kernel, actor, known->situation, number) ? std::optional(true) : std::nullopt;
  });
}

Numbers numbers_for(const Kernel& kernel, Reader& reader, const Plan& plan, const std::vector<Appointment>& appointments) {
  Numbers numbers;
  for (const auto& one : appointments) {
    if (!is_rung(plan, one.desk) || numbers.contains(one.household)) continue;
    numbers.emplace(one.household, needs_known(kernel, reader, plan.evening, one.household).telephone);
  }
  return numbers;
}

std::string number_of(const Numbers& numbers, HouseholdId household) {
  const auto found = numbers.find(household);
  return found == numbers.end() ? "" : found->second;
}

std::string dialled(std::string_view number) {
  const auto first = number.find_first_of("+0123456789");
  const bool abroad = first != std::string_view::npos && number[first] == '+';
  const auto trunk = abroad ? number.find("(0)") : std::string_view::npos;  // which is not dialled after the country's code
  std::string dialled(abroad ? "+" : "");
  std::ranges::copy_if(number.substr(0, trunk), std::back_inserter(dialled), is_digit);
  if (trunk != std::string_view::npos) std::ranges::copy_if(number.substr(trunk + 3), std::back_inserter(dialled), is_digit);
  return dialled;
}

std::string number_words(const Say& say, const std::string& number) {
  return number.empty() ? say.say("no number yet: ask the school office") : number;
}

std::pair<std::vector<Appointment>, Numbers> appointments_and_numbers(const Kernel& kernel, const Plan& plan) {
  return kernel.database.read([&](Reader& reader) {
    auto all = of_evening(reader, plan.evening.id);
    auto numbers = numbers_for(kernel, reader, plan, all);
    return std::pair(std::move(all), std::move(numbers));
  });
}

}  // namespace lodge::parents_evening
