#include "lua/environment.h"

#include "lua/guarded.h"
#include "lua/texts.h"

#include <algorithm>
#include <string_view>
#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include <initializer_list>

// Absent on purpose, each a hole: io os debug package require load dofile coroutine collectgarbage print rawget rawset
// getmetatable setmetatable (a __gc that loops is beyond every hook), string patterns and dump, table.move, math.random.
namespace lodge::lua {
namespace {

constexpr const char* kPrototype = "lodge.environment";
constexpr lua_Unsigned kLongList = 10'000;

// As Lua's, but a limit, or a failure of ours, ends the rule and not only the part of it that was called so.
int protected_call(lua_State* lua) {
  luaL_checkany(lua, 1);
  const int status = lua_pcall(lua, lua_gettop(lua) - 1, LUA_MULTRET, 0);
  if (status == LUA_ERRMEM || State::of(lua).spent()) return lua_error(lua);
  lua_pushboolean(lua, status == LUA_OK);
  lua_insert(lua, 1);
  return lua_gettop(lua);
}

// As Lua's for plain values; of others only the type, since an address in memory is nobody's business.
int to_text(lua_State* lua) {
  luaL_checkany(lua, 1);
  const int type = lua_type(lua, 1);
  if (type == LUA_TTABLE || type == LUA_TFUNCTION) {
    lua_pushstring(lua, lua_typename(lua, type));
  } else {
    luaL_tolstring(lua, 1, nullptr);
  }
  return 1;
}

// "Hall" and "hall" are one kind of room to whoever writes a rule; ASCII letters only.
bool same_text(std::string_view one, std::string_view other) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(one, other, {}, lower, lower);
}

bool same(lua_State* lua, int one, int other) {
  if (lua_type(lua, one) != LUA_TSTRING || lua_type(lua, other) != LUA_TSTRING) return lua_rawequal(lua, one, other) != 0;
  return same_text(lua_tostring(lua, one), lua_tostring(lua, other));
}

// has(list, value): whether the list holds the value; texts in whatever case.
int has(lua_State* lua) {
  luaL_checktype(lua, 1, LUA_TTABLE);
  luaL_checkany(lua, 2);
  const auto size = static_cast<lua_Integer>(lua_rawlen(lua, 1));
  bool found = false;
  for (lua_Integer i = 1; i <= size && !found; ++i) {
    lua_rawgeti(lua, 1, i);
    found = same(lua, -1, 2);
    lua_pop(lua, 1);
  }
  lua_pushboolean(lua, found);
  return 1;
}

// A function of Lua's that works through a whole list inside one C call, where no hook looks.
int with_short_list(lua_State* lua) {
  luaL_checktype(lua, 1, LUA_TTABLE);
  luaL_argcheck(lua, lua_rawlen(lua, 1) <= kLongList, 1, "list is too long");
  lua_pushvalue(lua, lua_upvalueindex(1));
  lua_insert(lua, 1);
  lua_call(lua, lua_gettop(lua) - 1, LUA_MULTRET);
  return lua_gettop(lua);
}

// Copies members of the table at `from` into the one on top.
void take(lua_State* lua, int from, std::initializer_list<const char*> names) {
  for (const auto* name : names) {
    lua_getfield(lua, from, name);
    lua_setfield(lua, -2, name);
  }
}

void push_library(lua_State* lua, lua_CFunction open, std::initializer_list<const char*> names) {
  lua_pushcfunction(lua, open);
  lua_call(lua, 0, 1);
  lua_newtable(lua);
  take(lua, lua_gettop(lua) - 1, names);
  lua_remove(lua, -2);
}

void guard_lists(lua_State* lua, std::initializer_list<const char*> names) {
  for (const auto* name : names) {
    lua_getfield(lua, -1, name);
    lua_pushcclosure(lua, guarded<with_short_list>, 1);
    lua_setfield(lua, -2, name);
  }
}

// luaopen_base fills the globals and not a table of its own; nobody runs with those.
void push_base(lua_State* lua) {
  push_library(lua, luaopen_base, {"assert", "error", "ipairs", "next", "pairs", "select", "tonumber", "type"});
  static constexpr luaL_Reg kOurs[] = {{"has", guarded<has>}, {"pcall", guarded<protected_call>}, {"tostring", guarded<to_text>}, {nullptr, nullptr}};
  luaL_setfuncs(lua, kOurs, 0);
}

// ("x"):upper() looks here: in a table that no rule can name, so none can change it for the next.
void give_texts_their_methods(lua_State* lua) {
  push_texts(lua);  // gives texts a new metatable, with everything that Lua has
  lua_pushliteral(lua, "");
  lua_getmetatable(lua, -1);
  lua_pushvalue(lua, -3);
  lua_setfield(lua, -2, "__index");
  lua_pushboolean(lua, 0);
  lua_setfield(lua, -2, "__metatable");
  lua_pop(lua, 3);
}

// A copy of the table on top, which stays; tables in it are copied too.
void push_copy(lua_State* lua) {
  const int original = lua_gettop(lua);
  lua_createtable(lua, 0, 16);
  const int copy = lua_gettop(lua);
  for (lua_pushnil(lua); lua_next(lua, original) != 0;) {
    if (lua_istable(lua, -1)) {
      push_copy(lua);
      lua_remove(lua, -2);
    }
    lua_pushvalue(lua, -2);
    lua_insert(lua, -2);
    lua_rawset(lua, copy);
  }
}

}  // namespace

void prepare_environments(lua_State* lua) {
  push_base(lua);
  push_texts(lua);
  lua_setfield(lua, -2, "string");
  push_library(lua, luaopen_math, {"abs", "ceil", "floor", "fmod", "huge", "max", "maxinteger", "min", "mininteger", "modf", "pi",
                                   "sqrt", "tointeger", "type", "ult"});
  lua_setfield(lua, -2, "math");
  push_library(lua, luaopen_table, {"concat", "insert", "pack", "remove", "sort", "unpack"});
  guard_lists(lua, {"concat", "insert", "remove", "sort"});
  lua_setfield(lua, -2, "table");
  push_library(lua, luaopen_utf8, {"char", "codepoint", "len", "offset"});
  lua_setfield(lua, -2, "utf8");
  lua_setfield(lua, LUA_REGISTRYINDEX, kPrototype);
  give_texts_their_methods(lua);  // last: each push_texts undoes it
}

void push_environment(lua_State* lua) {
  luaL_checkstack(lua, 12, nullptr);
  lua_getfield(lua, LUA_REGISTRYINDEX, kPrototype);
  push_copy(lua);
  lua_remove(lua, -2);
}

}  // namespace lodge::lua
