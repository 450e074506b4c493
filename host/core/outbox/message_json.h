#pragma once
#include <lodge/channel.h>
#include <lodge/errors.h>

#include <expected>
#include <string>

namespace lodge::core {

/// A message as it travels to the worker that sends it. Attachments travel as base 64. [any thread]
Value to_value(const OutgoingMessage& message);
/// Refused, with a sentence, unless it is what `to_value` would make. [any thread]
std::expected<OutgoingMessage, std::string> message_from(const Value& value);

/// What the channel said: {"receipt": "…"} or {"undeliverable": "…"}. [any thread]
Value to_value(const std::expected<Receipt, Undeliverable>& answer);
/// What it said that does not know: {"in_doubt": "…"}. [any thread]
Value to_value(const InDoubt& doubt);
/// @throws InDoubt when the channel said so, and when it said nothing of these: the worker did not speak as it should, so
/// nobody knows what became of the message. [any thread]
std::expected<Receipt, Undeliverable> answer_from(const Value& value);

}  // namespace lodge::core
