// What a rule can reach, and what it cannot.
#include "lua/convert.h"
#include "lua/environment.h"
#include "lua/guarded.h"
#include "lua/rule_set.h"

#include <gmock/gmock.h>

#include <lauxlib.h>
#include <lua.h>

#include <new>
#include <stdexcept>

namespace lodge::lua {
namespace {

using testing::HasSubstr;

// Whether an expression is true inside a rule; its error if it has one.
std::string in_a_rule(const std::string& expression, Limits limits = {}) {
  RuleSet rules({{"mine", "return { hook = 'h', says = 's', check = function() local r = (" + expression +
                          ")\nif r then return true end return false, 'untrue' end }", {}}}, limits);
  const auto answer = rules.ask("h", Value::Map{});
  if (!answer.failures.empty()) return answer.failures[0].why;
  return answer.answer.allowed ? "true" : "untrue";
}

TEST(Sandbox, HoldsNothingThatLooksOutsideOrRemembers) {
  for (const auto* name : {"io", "os", "debug", "package", "require", "load", "loadstring", "loadfile", "dofile", "coroutine", "collectgarbage",
                           "print", "rawget", "rawset", "rawequal", "rawlen", "getmetatable", "setmetatable", "xpcall", "_G", "warn", "string.dump",
                           "string.match", "string.gmatch", "string.gsub", "string.pack", "string.unpack", "table.move", "math.random",
                           "math.randomseed", "utf8.charpattern", "('x').gsub", "('x').dump", "('x').match"}) {
    EXPECT_EQ(in_a_rule(std::string(name) + " == nil"), "true") << name;
  }
}

TEST(Sandbox, HasPlainFunctionsForTexts) {
  EXPECT_EQ(in_a_rule("('Room 12'):startswith('Room') and ('Room 12'):endswith('12') and ('Room 12'):contains('m 1')"), "true");
  EXPECT_EQ(in_a_rule("('a.b'):find('.') == 2 and ('a.b'):find('x') == nil"), "true");
  EXPECT_EQ(in_a_rule("('  a b '):trim() == 'a b' and ('  '):trim() == ''"), "true");
  EXPECT_EQ(in_a_rule("#('a;b;;c'):split(';') == 4 and ('a;b'):split(';')[2] == 'b'"), "true");
  EXPECT_EQ(in_a_rule("('ab'):rep(2) == 'abab' and ('x'):upper() == 'X' and ('%d rooms'):format(3) == '3 rooms'"), "true");
  EXPECT_EQ(in_a_rule("has({ 'a', 'b' }, 'b') and not has({}, 'b')"), "true");
}

TEST(Sandbox, TellsNoAddressInMemory) {
  EXPECT_EQ(in_a_rule("tostring({}) == 'table' and tostring(print or has) == 'function' and tostring(12) == '12'"), "true");
  EXPECT_THAT(in_a_rule("('%p'):format('x')"), HasSubstr("not given"));
  EXPECT_THAT(in_a_rule("('%-20p'):format('x')"), HasSubstr("not given"));
  EXPECT_THAT(in_a_rule("('%s'):format({})"), HasSubstr("only texts and numbers"));
  EXPECT_EQ(in_a_rule("('100%% paid'):format() == '100% paid'"), "true");
}

TEST(Sandbox, BoundsWhatRunsInsideOneCall) {
  EXPECT_THAT(in_a_rule("('x'):rep(1e9)"), HasSubstr("too long"));
  EXPECT_THAT(in_a_rule("('x'):rep(math.maxinteger)"), HasSubstr("too long"));
  EXPECT_EQ(in_a_rule("('x'):rep(-1) == '' and (''):rep(1e15) == ''"), "true");
  EXPECT_THAT(in_a_rule("table.insert((function() local t = {} for i = 1, 10001 do t[i] = i end return t end)(), 1, 1)"),
              HasSubstr("list is too long"));
  EXPECT_THAT(in_a_rule("table.unpack({}, 1, 1e7)"), HasSubstr("too many results"));
}

TEST(Sandbox, CannotSwallowALimit) {
  EXPECT_THAT(in_a_rule("(function() while true do pcall(function() while true do end end) end end)()"), HasSubstr("took too long"));
  EXPECT_THAT(in_a_rule("pcall(function() local t = {} for i = 1, 1e9 do t[i] = { i } end end)", {.memory = 1U << 20U}),
              HasSubstr("too much memory"));
  EXPECT_EQ(in_a_rule("not pcall(error, 'mine') and select(2, pcall(error, 'mine')) == 'mine'"), "true");
}

int finds_no_memory(lua_State*) { throw std::bad_alloc(); }

// Lua would take the text on the stack for the message, and the state for sound.
TEST(Sandbox, SaysWhatFailedWhereCxxThrows) {
  State memory, other;
  EXPECT_EQ(memory.run([](lua_State* lua) {
    lua_pushliteral(lua, "a secret on the stack");
    throw std::bad_alloc();
  }).error(), "it used too much memory and was stopped");
  EXPECT_TRUE(memory.spent());
  EXPECT_EQ(other.run([](lua_State*) { throw std::length_error("basic_string::append"); }).error(),
            "a function of Lodge's failed in it, and it was stopped");
  EXPECT_TRUE(other.spent());
}

TEST(Sandbox, CannotSwallowWhatCxxThrows) {
  State state;
  ASSERT_TRUE(state.run(prepare_environments));
  const auto done = state.run([](lua_State* lua) {
    push_environment(lua);
    lua_getfield(lua, -1, "pcall");
    lua_pushcfunction(lua, guarded<finds_no_memory>);
    lua_call(lua, 1, 0);
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error(), "it used too much memory and was stopped");
  EXPECT_TRUE(state.spent());
}

TEST(Sandbox, CannotChangeTheMethodsOfTexts) {
  EXPECT_THAT(in_a_rule("(function() ('x').upper = 1 end)()"), HasSubstr("attempt to index a string"));
}

TEST(Convert, BringsBackWhatItTookIn) {
  State state;
  const Value value = Value::Map{{"list", Value::List{1, 2.5, "text", true}}, {"map", Value::Map{{"a", Value::Map{}}}}};
  Value back;
  ASSERT_TRUE(state.run([&](lua_State* lua) {
    push(lua, value);
    back = read(lua, -1);
  }));
  EXPECT_EQ(back, value);
}

TEST(Convert, RefusesWhatIsNoPlainValue) {
  const auto why = [](const char* code) {
    State state;
    auto done = state.run([&](lua_State* lua) {
      if (luaL_loadstring(lua, code) != LUA_OK) lua_error(lua);
      lua_call(lua, 0, 1);
      read(lua, -1);
    });
    return done ? "it was read" : done.error();
  };
  EXPECT_THAT(why("local t = {} t.t = t return t"), HasSubstr("nested too deeply"));
  EXPECT_THAT(why("return { 1, 2, a = 3 }"), HasSubstr("partly a list"));
  EXPECT_THAT(why("return { [1.5] = 1 }"), HasSubstr("no text"));
  EXPECT_THAT(why("return function() end"), HasSubstr("no plain value"));
  EXPECT_THAT(why("local t = {} for i = 1, 20000 do t[i] = i end return t"), HasSubstr("too many members"));
}

TEST(Convert, RefusesAValueThatIsNestedTooDeeply) {
  Value value = 1;
  for (int i = 0; i < 40; ++i) value = Value(Value::List{std::move(value)});
  State state;
  EXPECT_FALSE(state.run([&](lua_State* lua) { push(lua, value); }));
}

}  // namespace
}  // namespace lodge::lua
