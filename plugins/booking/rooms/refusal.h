#pragma once
#include "local_times.h"

#include <lodge/ledger.h>
#include <lodge/say.h>

#include <string>
#include <variant>

namespace lodge::rooms {

/// The school's own rule said no.
struct RuleSaysNo {
  std::string reason, rule;
};
/// The booking is another's.
struct NotYours {};
/// There is no such booking, or it was cancelled.
struct Gone {};
/// It changed while it was being looked at.
struct Overtaken {};
/// Something else was booked under the same idempotency key.
struct KeyUsed {};

/// Why a room was not booked, changed or cancelled.
using Refusal = std::variant<Unfit, RuleSaysNo, Taken, NotYours, Gone, Overtaken, KeyUsed>;

/// One sentence, for whoever asked.
std::string sentence(const Say& say, const Refusal& refusal);
/// Who has the room, by the kind of their booking.
std::string taken_words(const Say& say, std::string_view kind);
/// One word of ours, for programs: "taken", "rule", "past".
std::string_view word(const Refusal& refusal);

}  // namespace lodge::rooms
