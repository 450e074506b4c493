#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace lodge::core {

enum class Level { error, warning, notice, info };

/// One line to the journal: an event id ("HTTP-003"), a sentence, and fields. Never a name, an address, a secret or a
/// bound value, nor words of others that may hold one (a rule's error, a mail server's reply). Each id has a paragraph
/// in its folder's messages.md. Fields are written injection-safe. Errors only for what an administrator can do
/// something about. [any thread]
void log(Level level, std::string_view event, std::string_view sentence,
         std::initializer_list<std::pair<std::string_view, std::string>> fields = {});

/// Leaves out what is less than `level`: the configuration's log.level. Everything is written until this is called.
/// [any thread]
void log_at_least(Level level);
/// "error", "warning", "notice" or "info"; notice for anything else.
Level level_of(std::string_view word);

}  // namespace lodge::core
