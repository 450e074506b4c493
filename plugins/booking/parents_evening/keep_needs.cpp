#include "keep_needs.h"

#include "appointments.h"
#include "claims.h"
#include "store.h"

namespace lodge::parents_evening {
namespace {

bool claim(const Kernel& kernel, Transaction& transaction, const Appointment& one) {
  const auto booking = kernel.ledger.find(transaction, one.booking);
  return booking && kernel.ledger.change(transaction, one.booking, booking->version, claims_of(one)).has_value();
}

/// Where another family is faster with the interpreter, nobody.
void give(const Kernel& kernel, Transaction& transaction, Appointment one, std::optional<InterpreterId> who) {
  one.interpreter = who;
  if (!claim(kernel, transaction, one)) one.interpreter.reset();
  if (one.interpreter == who || claim(kernel, transaction, one)) place(transaction, one);
}

void give_interpreters(const Kernel& kernel, Transaction& transaction, const Situation& s, const std::string& language) {
  const auto& evening = s.plan.evening.id;
  auto plan = s.plan;
  plan.interpreters = interpreters_of(transaction, evening);  // whoever is named in this write
  const bool wants = !language.empty() && is_named(plan, language);
  auto busy = wants ? interpreting(transaction, evening, s.now) : std::vector<Interpreting>();
  for (const auto& one : of_household(transaction, evening, s.household)) {
    if (!one.live(s.now) || one.when.starts() <= s.now) continue;
    std::erase_if(busy, [&](const Interpreting& other) { return other.booking == one.booking; });
    const auto who = wants ? interpreter_for(plan, language, one.when, busy, one.interpreter) : std::nullopt;
    if (who) busy.push_back({*who, one.when, one.booking});
    if (who != one.interpreter) give(kernel, transaction, one, who);
  }
}

}  // namespace

SealedNeeds sealed_needs(const Kernel& kernel, PersonId author, const Situation& s, const Needs& needs) {
  const auto& evening = s.plan.evening;
  const auto said = text(needs);
  return {evening.id, s.household, author, said.empty() ? "" : kernel.privacy.seal(evening.site, author, needs_place(evening.id, s.household), said)};
}

bool keep_needs(const Kernel& kernel, Transaction& transaction, const Actor& actor, const Situation& s, const Needs& needs, const SealedNeeds& sealed) {
  const auto& evening = s.plan.evening;
  if (!still_at(transaction, evening.id, evening.version, s.people)) return false;
  const bool is_said = s.on_behalf && needs == s.needs;
  if (!is_said) put(transaction, sealed, s.now);
  give_interpreters(kernel, transaction, s, needs.interpreter);
  if (!is_said) kernel.audit.record(transaction, actor, {"evening.needs_said", evening.id.text(), ""});
  return true;
}

}  // namespace lodge::parents_evening
