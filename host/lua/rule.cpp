#include "lua/rule.h"

#include "core/utf8.h"
#include "lua/convert.h"
#include "lua/environment.h"
#include "lua/rule_settings.h"

#include <lauxlib.h>
#include <lua.h>

#include <algorithm>
#include <charconv>

namespace lodge::lua {
namespace {

constexpr std::size_t kLongestRule = 64 * 1024;
constexpr std::size_t kLongestReason = 500;

using Failure = std::unexpected<std::string>;

// Compiles; texts only, since compiled code can break the interpreter.
void push_chunk(lua_State* lua, const RuleText& rule) {
  const std::string shown_as = "@" + rule.name + ".lua";
  if (luaL_loadbufferx(lua, rule.text.data(), rule.text.size(), shown_as.c_str(), "t") != LUA_OK) lua_error(lua);
}

// Runs the chunk with an environment of its own and leaves the table that it returns.
void push_rule_table(lua_State* lua, int chunk) {
  lua_rawgeti(lua, LUA_REGISTRYINDEX, chunk);
  push_environment(lua);
  lua_setupvalue(lua, -2, 1);  // a main chunk's only upvalue is _ENV
  lua_call(lua, 0, 1);
  if (!lua_istable(lua, -1)) luaL_error(lua, "the file must return a table: return { hook = …, check = function … end }");
}

std::string text_member(lua_State* lua, const char* name) {
  if (lua_getfield(lua, -1, name) != LUA_TSTRING) luaL_error(lua, "the rule has no text named \"%s\"", name);
  std::string text = lua_tostring(lua, -1);
  lua_pop(lua, 1);
  return text;
}

// A slip of the pen ("setings") must not pass as a rule without settings.
void refuse_unknown_members(lua_State* lua) {
  static constexpr std::string_view kKnown[] = {"check", "hook", "kinds", "map", "says", "settings"};
  for (lua_pushnil(lua); lua_next(lua, -2) != 0; lua_pop(lua, 1)) {
    const bool known = lua_type(lua, -2) == LUA_TSTRING && std::ranges::find(kKnown, lua_tostring(lua, -2)) != std::end(kKnown);
    if (!known) luaL_error(lua, "the rule has a member that no rule has: \"%s\"", lua_type(lua, -2) == LUA_TSTRING ? lua_tostring(lua, -2) : "?");
  }
}

Value settings_member(lua_State* lua) {
  const int type = lua_getfield(lua, -1, "settings");
  if (type != LUA_TNIL && type != LUA_TTABLE) luaL_error(lua, "the rule's settings must be a table");
  Value settings = type == LUA_TNIL ? Value(Value::Map{}) : read(lua, -1);
  lua_pop(lua, 1);
  if (!settings.map()) luaL_error(lua, "the rule's settings must have names");
  return settings;
}

void check_function(lua_State* lua, const char* name) {
  if (lua_getfield(lua, -1, name) != LUA_TFUNCTION) luaL_error(lua, "the rule has no function named \"%s\"", name);
  lua_pop(lua, 1);
}

// Each by the name that its records have ("is"). A mapping is given no other, so whoever reads it knows what it sees.
std::vector<std::string> kinds_member(lua_State* lua) {
  static constexpr std::string_view kKinds[] = {"student", "contact", "teacher", "class", "group", "room", "period", "term", "lesson"};
  lua_getfield(lua, -1, "kinds");
  const Value value = lua_istable(lua, -1) ? read(lua, -1) : Value();
  lua_pop(lua, 1);
  std::vector<std::string> kinds;
  for (const auto& one : value.list() ? *value.list() : Value::List{}) {
    const auto* kind = one.text();
    if (!kind || std::ranges::find(kKinds, *kind) == std::end(kKinds)) luaL_error(lua, "kinds names what is no kind of records");
    kinds.push_back(*kind);
  }
  if (kinds.empty()) luaL_error(lua, "a mapping names the kinds of records it is given: kinds = { \"contact\" }");
  return kinds;
}

bool is_one_line(std::string_view reason) {
  return std::ranges::none_of(reason, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// The reason on top of the stack, judged (assurance LU4).
std::string reason_of(lua_State* lua) {
  std::size_t size = 0;
  const char* text = lua_type(lua, -1) == LUA_TSTRING ? lua_tolstring(lua, -1, &size) : nullptr;
  std::string reason(text ? text : "", size);
  if (reason.empty()) luaL_error(lua, "the rule answered false without a reason in words");
  if (characters(reason) > kLongestReason) luaL_error(lua, "the reason is longer than 500 characters");
  if (!core::is_utf8(reason)) luaL_error(lua, "the reason is not written in UTF-8");
  if (!is_one_line(reason)) luaL_error(lua, "the reason must stand on one line");
  return reason;
}

// The two results of `check` on top of the stack.
Answer read_answer(lua_State* lua) {
  if (!lua_isboolean(lua, -2)) luaL_error(lua, "check must answer true, or false and a reason");
  if (lua_toboolean(lua, -2) != 0) return {};
  return {false, reason_of(lua)};
}

void refuse_what_is_no_record(lua_State* lua, const Value& answer) {
  const auto* members = answer.map();
  const bool texts = members && std::ranges::all_of(*members, [](const auto& one) { return one.second.text() && core::is_utf8(*one.second.text()); });
  if (!texts) luaL_error(lua, "a record holds texts in UTF-8 and nothing else");
}

// The two results of `map` on top of the stack.
Mapped read_mapped(lua_State* lua) {
  if (lua_istable(lua, -2)) {
    Mapped mapped{read(lua, -2), {}};
    refuse_what_is_no_record(lua, mapped.record);
    return mapped;
  }
  if (!lua_isboolean(lua, -2) || lua_toboolean(lua, -2) != 0) luaL_error(lua, "map must answer the record, or false and a reason");
  return {nullptr, reason_of(lua)};
}

}  // namespace

// The rule writes its errors itself: a line that its file cannot have is a number of its own.
Fault fault_in(const std::string& rule, const std::string& error) {
  const std::string before = rule + ".lua:";
  if (!error.starts_with(before)) return {0, error};
  Fault found;
  const char* start = error.data() + before.size();
  const auto [end, failed] = std::from_chars(start, error.data() + error.size(), found.line);
  const bool read = failed == std::errc() && std::string_view(end).starts_with(": ") && found.line > 0 && found.line <= static_cast<int>(kLongestRule);
  return read ? Fault{found.line, end + 2} : Fault{0, error};
}

std::expected<Rule, std::string> Rule::load(State& state, const RuleText& text) {
  if (text.text.size() > kLongestRule) return Failure("the file is longer than 64 kB");
  Rule rule;
  rule.name_ = text.name;
  Value standard;
  auto done = state.run([&](lua_State* lua) {
    push_chunk(lua, text);
    rule.chunk_ = luaL_ref(lua, LUA_REGISTRYINDEX);
    push_rule_table(lua, rule.chunk_);
    refuse_unknown_members(lua);
    rule.hook_ = text_member(lua, "hook");
    rule.says_ = text_member(lua, "says");
    check_function(lua, rule.function());
    if (rule.is_mapping()) rule.kinds_ = kinds_member(lua);
    standard = settings_member(lua);
  });
  if (!done) return Failure(done.error());
  auto settings = fill_in(*standard.map(), text.set);
  if (!settings) return Failure(settings.error());
  rule.settings_ = *std::move(settings);
  return rule;
}

std::expected<Answer, std::string> Rule::ask(State& state, const Value& question) const {
  return ask(state, question, settings_);
}

std::expected<void, std::string> Rule::call(State& state, const Value& question, const Value::Map& settings, const State::Work& read) const {
  return state.run([&](lua_State* lua) {
    push_rule_table(lua, chunk_);
    lua_getfield(lua, -1, function());
    push(lua, question);
    push(lua, settings);
    lua_call(lua, 2, 2);
    read(lua);
  });
}

std::expected<Answer, std::string> Rule::ask(State& state, const Value& question, const Value::Map& settings) const {
  Answer answer;
  auto done = call(state, question, settings, [&](lua_State* lua) { answer = read_answer(lua); });
  if (!done) return Failure(done.error());
  return answer;
}

std::expected<Mapped, std::string> Rule::map(State& state, const Value& record, const Value::Map& settings) const {
  Mapped mapped;
  auto done = call(state, record, settings, [&](lua_State* lua) { mapped = read_mapped(lua); });
  if (!done) return Failure(done.error());
  return mapped;
}

}  // namespace lodge::lua
