#include "lua/rule_test.h"

#include "lua/convert.h"
#include "lua/environment.h"
#include "lua/guarded.h"

#include <lauxlib.h>
#include <lua.h>

namespace lodge::lua {
namespace {

// What tests have beside a rule's environment. Trusted, and still run in the sandbox.
constexpr std::string_view kHarness = R"lua(
local env, ask, sample = ...
local tests = {}

local function changed(whole, changes)
  local copy = {}
  for name, value in pairs(whole) do copy[name] = type(value) == "table" and changed(value, {}) or value end
  for name, value in pairs(changes) do
    local both = type(value) == "table" and type(copy[name]) == "table" and #value == 0 and #copy[name] == 0
    copy[name] = both and changed(copy[name], value) or value
  end
  return copy
end

function env.test(name, body) tests[#tests + 1] = { name = name, body = body } end
function env.question(changes) return changed(sample, changes or {}) end

function env.allows(question, settings)
  local allowed, reason = ask(question, settings or {})
  if not allowed then error("it was refused: " .. reason, 2) end
end

function env.refuses(question, words, settings)
  local allowed, reason = ask(question, settings or {})
  if allowed then error("it was allowed", 2) end
  if words and not string.contains(reason, words) then error("it was refused with other words: " .. reason, 2) end
end

function env.record(kind, changes)
  local record = changed(sample[kind] or error("there are no records of the kind " .. kind, 2), changes or {})
  record.is = kind
  return record
end

function env.maps(record, changes, settings)
  local answer, reason = ask(record, settings or {})
  if not answer then error("it was left out: " .. reason, 2) end
  for name, value in pairs(changed(record, changes or {})) do
    if answer[name] ~= value then error(name .. " is " .. tostring(answer[name]) .. " and not " .. tostring(value), 2) end
  end
end

function env.leaves_out(record, words, settings)
  local answer, reason = ask(record, settings or {})
  if answer then error("it was taken", 2) end
  if words and not string.contains(reason, words) then error("it was left out with other words: " .. reason, 2) end
end

return tests
)lua";

struct Bench {
  State state;
  std::expected<Rule, std::string> rule = std::unexpected("");
};

Value::Map merged(Value::Map settings, const Value& instead) {
  for (const auto& [name, value] : instead.map() ? *instead.map() : Value::Map{}) settings[name] = value;
  return settings;
}

// Raises the rule's own failure, as a text.
int raise(lua_State* lua, std::string& why) {
  lua_pushlstring(lua, why.data(), why.size());
  std::string().swap(why);  // gone before the error flies
  return lua_error(lua);
}

int push_answer(lua_State* lua, std::expected<Answer, std::string> answer) {
  if (!answer) return raise(lua, answer.error());
  lua_pushboolean(lua, answer->allowed);
  lua_pushlstring(lua, answer->reason.data(), answer->reason.size());
  return 2;
}

int push_mapped(lua_State* lua, std::expected<Mapped, std::string> mapped) {
  if (!mapped) return raise(lua, mapped.error());
  if (mapped->left_out.empty()) push(lua, mapped->record);
  else lua_pushboolean(lua, 0);
  lua_pushlstring(lua, mapped->left_out.data(), mapped->left_out.size());
  return 2;
}

int ask_rule(lua_State* lua) {
  auto& bench = *static_cast<Bench*>(lua_touserdata(lua, lua_upvalueindex(1)));
  const Value question = read(lua, 1);
  const auto settings = merged(bench.rule->settings(), read(lua, 2));
  if (bench.rule->is_mapping()) return push_mapped(lua, bench.rule->map(bench.state, question, settings));
  return push_answer(lua, bench.rule->ask(bench.state, question, settings));
}

void load_text(lua_State* lua, std::string_view text, const std::string& shown_as) {
  if (luaL_loadbufferx(lua, text.data(), text.size(), ("@" + shown_as).c_str(), "t") != LUA_OK) lua_error(lua);
}

// Leaves the table of tests, each with its name and its body.
void load_tests(lua_State* lua, Bench& bench, const std::string& tests, const std::string& samples) {
  load_text(lua, kHarness, "harness");
  push_environment(lua);
  lua_setupvalue(lua, -2, 1);
  push_environment(lua);  // the tests' own
  lua_pushvalue(lua, -1);
  lua_insert(lua, 1);
  lua_pushlightuserdata(lua, &bench);
  lua_pushcclosure(lua, guarded<ask_rule>, 1);
  load_text(lua, samples, "samples.lua");
  push_environment(lua);
  lua_setupvalue(lua, -2, 1);
  lua_call(lua, 0, 1);
  lua_getfield(lua, -1, bench.rule->hook().c_str());
  lua_remove(lua, -2);
  if (!lua_istable(lua, -1)) luaL_error(lua, "there is no hook named \"%s\"", bench.rule->hook().c_str());
  lua_call(lua, 3, 1);
  load_text(lua, tests, bench.rule->name() + "_test.lua");
  lua_pushvalue(lua, 1);
  lua_setupvalue(lua, -2, 1);
  lua_call(lua, 0, 0);
}

TestResult run_one(Bench& bench, int tests, lua_Integer number) {
  TestResult result;
  auto done = bench.state.run([&](lua_State* lua) {
    lua_rawgeti(lua, LUA_REGISTRYINDEX, tests);
    lua_rawgeti(lua, -1, number);
    lua_getfield(lua, -1, "name");
    result.name = lua_type(lua, -1) == LUA_TSTRING ? lua_tostring(lua, -1) : "a test without a name";
    lua_getfield(lua, -2, "body");
    lua_call(lua, 0, 0);
  });
  result.passed = done.has_value();
  if (!done) result.why = done.error();
  return result;
}

}  // namespace

std::vector<Fault> check_rule(const RuleText& rule) {
  State state;
  static_cast<void>(state.run(prepare_environments));
  auto loaded = Rule::load(state, rule);
  if (loaded) return {};
  return {fault_in(rule.name, loaded.error())};
}

std::vector<TestResult> run_rule_tests(const RuleText& rule, const std::string& tests, const std::string& samples) {
  Bench bench;
  static_cast<void>(bench.state.run(prepare_environments));
  bench.rule = Rule::load(bench.state, rule);
  if (!bench.rule) return {{rule.name, false, bench.rule.error()}};
  int table = 0;
  lua_Integer count = 0;
  auto loaded = bench.state.run([&](lua_State* lua) {
    load_tests(lua, bench, tests, samples);
    count = static_cast<lua_Integer>(lua_rawlen(lua, -1));
    table = luaL_ref(lua, LUA_REGISTRYINDEX);
  });
  if (!loaded) return {{rule.name, false, loaded.error()}};
  std::vector<TestResult> results;
  for (lua_Integer i = 1; i <= count; ++i) results.push_back(run_one(bench, table, i));
  return results;
}

}  // namespace lodge::lua
