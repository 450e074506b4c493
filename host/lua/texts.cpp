#include "lua/texts.h"

#include "lua/guarded.h"

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include <algorithm>
#include <string>
#include <string_view>

// Patterns are left out: 'a?' thirty times runs for a minute inside one C call, where no hook looks. What stands
// here instead is bounded by its arguments' size.
namespace lodge::lua {
namespace {

constexpr std::size_t kLongText = 64 * 1024;

std::string_view text(lua_State* lua, int index) {
  std::size_t size = 0;
  const char* data = luaL_checklstring(lua, index, &size);
  if (size > kLongText) luaL_argerror(lua, index, "text is too long");
  return {data, size};
}

int push_text(lua_State* lua, std::string_view part) {
  lua_pushlstring(lua, part.data(), part.size());
  return 1;
}

int push_flag(lua_State* lua, bool flag) {
  lua_pushboolean(lua, flag);
  return 1;
}

// string.find(text, part): the position of the part, as it stands there, or nil.
int find(lua_State* lua) {
  const auto at = text(lua, 1).find(text(lua, 2));
  if (at == std::string_view::npos) return luaL_pushfail(lua), 1;
  lua_pushinteger(lua, static_cast<lua_Integer>(at) + 1);
  return 1;
}

int contains(lua_State* lua) { return push_flag(lua, text(lua, 1).find(text(lua, 2)) != std::string_view::npos); }
int startswith(lua_State* lua) { return push_flag(lua, text(lua, 1).starts_with(text(lua, 2))); }
int endswith(lua_State* lua) { return push_flag(lua, text(lua, 1).ends_with(text(lua, 2))); }

int trim(lua_State* lua) {
  static constexpr std::string_view kSpaces = " \t\r\n";
  const auto all = text(lua, 1);
  const auto first = all.find_first_not_of(kSpaces);
  if (first == std::string_view::npos) return push_text(lua, "");
  return push_text(lua, all.substr(first, all.find_last_not_of(kSpaces) - first + 1));
}

// string.split("a;b", ";"): the parts between the separators.
int split(lua_State* lua) {
  auto rest = text(lua, 1);
  const auto separator = text(lua, 2);
  luaL_argcheck(lua, !separator.empty(), 2, "a separator is needed");
  lua_newtable(lua);
  for (lua_Integer part = 1;; ++part) {
    const auto end = rest.find(separator);
    push_text(lua, rest.substr(0, end));
    lua_rawseti(lua, -2, part);
    if (end == std::string_view::npos) return 1;
    rest.remove_prefix(end + separator.size());
  }
}

int rep(lua_State* lua) {
  const auto one = text(lua, 1);
  const auto times = std::max<lua_Integer>(luaL_checkinteger(lua, 2), 0);
  if (!one.empty() && times > static_cast<lua_Integer>(kLongText / one.size())) luaL_argerror(lua, 2, "text would be too long");
  std::string all;
  for (lua_Integer i = 0; i < times && !one.empty(); ++i) all += one;
  return push_text(lua, all);
}

// Whether a pattern of string.format asks for an address: %p, with whatever flags and width.
bool asks_for_an_address(std::string_view pattern) {
  for (auto at = pattern.find('%'); at < pattern.size(); at = pattern.find('%', at + 1)) {
    at = pattern.find_first_not_of("-+ #0123456789.", at + 1);
    if (at == std::string_view::npos) return false;
    if (pattern[at] == 'p') return true;
  }
  return false;
}

// Only texts, numbers and flags: a table written out would tell its address in memory.
int format(lua_State* lua) {
  luaL_argcheck(lua, !asks_for_an_address(text(lua, 1)), 1, "%p is not given");
  const int count = lua_gettop(lua);
  for (int i = 2; i <= count; ++i) {
    const int type = lua_type(lua, i);
    const bool plain = type == LUA_TSTRING || type == LUA_TNUMBER || type == LUA_TBOOLEAN || type == LUA_TNIL;
    luaL_argcheck(lua, plain, i, "only texts and numbers can be written");
  }
  lua_pushvalue(lua, lua_upvalueindex(1));
  lua_insert(lua, 1);
  lua_call(lua, count, 1);
  return 1;
}

constexpr luaL_Reg kPlain[] = {{"contains", guarded<contains>}, {"endswith", guarded<endswith>}, {"find", guarded<find>},
                               {"rep", guarded<rep>}, {"split", guarded<split>}, {"startswith", guarded<startswith>},
                               {"trim", guarded<trim>}, {nullptr, nullptr}};
constexpr const char* kOriginals[] = {"byte", "char", "len", "lower", "reverse", "sub", "upper"};

}  // namespace

void push_texts(lua_State* lua) {
  luaopen_string(lua);
  const int original = lua_gettop(lua);
  luaL_newlib(lua, kPlain);
  for (const auto* name : kOriginals) {
    lua_getfield(lua, original, name);
    lua_setfield(lua, -2, name);
  }
  lua_getfield(lua, original, "format");
  lua_pushcclosure(lua, guarded<format>, 1);
  lua_setfield(lua, -2, "format");
  lua_remove(lua, original);
}

}  // namespace lodge::lua
