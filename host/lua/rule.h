#pragma once
#include "lua/state.h"

#include <lodge/value.h>

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace lodge::lua {

/// The text of a rule's file, as it comes from the school or with Lodge.
struct RuleText {
  std::string name;  ///< the file's name without ".lua"
  std::string text;
  Value::Map set;    ///< what the school has set: texts, by the setting's name
};

/// A rule's answer to one question.
struct Answer {
  bool allowed = true;
  std::string reason;  ///< when refused: 1 to 500 characters, on one line
};

/// What a mapping made of one of the MIS's records.
struct Mapped {
  Value record;           ///< as it answered; null when the record is left out
  std::string left_out;   ///< why, as a rule's reason
};

/// Something wrong with a rule's file. `line` is 0 when it is not known.
struct Fault {
  int line = 0;
  std::string why;
};

/// What an error of the rule so named says, apart from "NAME.lua:LINE: " before it.
Fault fault_in(const std::string& rule, const std::string& error);

/// The hook of a mapping: a rule that does not judge, but rewrites the records of a MIS.
inline constexpr std::string_view kMappingHook = "sync.map";

/// A rule, read and ready to be asked. A rule's file is a Lua chunk that returns
///   { hook = "rooms.may_book", says = "…", settings = { … }, check = function(question, settings) … end }
/// or, for a mapping,
///   { hook = "sync.map", says = "…", kinds = { "contact" }, settings = { … }, map = function(record, settings) … end }
/// It is run anew, in an environment of its own, for each question: nothing stays from one to the next. [one thread]
class Rule {
 public:
  /// The error is a sentence, with "name.lua:LINE: " before it where the line is known.
  static std::expected<Rule, std::string> load(State& state, const RuleText& text);

  /// The error says how the rule failed: an error, a limit, or an answer that is none.
  std::expected<Answer, std::string> ask(State& state, const Value& question) const;
  /// As above, with settings in place of what the school has set, typed as the rule's own.
  std::expected<Answer, std::string> ask(State& state, const Value& question, const Value::Map& settings) const;

  /// What a mapping makes of a record; the error says how it failed.
  std::expected<Mapped, std::string> map(State& state, const Value& record) const { return map(state, record, settings_); }
  std::expected<Mapped, std::string> map(State& state, const Value& record, const Value::Map& settings) const;

  bool is_mapping() const { return hook_ == kMappingHook; }
  /// The kinds of records that a mapping is given: "student", "contact", …
  const std::vector<std::string>& kinds() const { return kinds_; }
  const std::string& hook() const { return hook_; }
  const std::string& name() const { return name_; }
  const std::string& says() const { return says_; }
  /// As `check` gets them.
  const Value::Map& settings() const { return settings_; }

 private:
  const char* function() const { return is_mapping() ? "map" : "check"; }
  std::expected<void, std::string> call(State& state, const Value& question, const Value::Map& settings, const State::Work& read) const;

  std::string name_, hook_, says_;
  std::vector<std::string> kinds_;
  Value::Map settings_;
  int chunk_ = 0;  // in the state's registry
};

}  // namespace lodge::lua
