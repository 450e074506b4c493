#include "lua/convert.h"

#include <lauxlib.h>
#include <lua.h>

namespace lodge::lua {
namespace {

void push_nested(lua_State* lua, const Value& value, int depth);

void push_list(lua_State* lua, const Value::List& list, int depth) {
  lua_createtable(lua, static_cast<int>(list.size()), 0);
  lua_Integer index = 0;
  for (const auto& item : list) {
    push_nested(lua, item, depth + 1);
    lua_rawseti(lua, -2, ++index);
  }
}

void push_map(lua_State* lua, const Value::Map& map, int depth) {
  lua_createtable(lua, 0, static_cast<int>(map.size()));
  for (const auto& [key, member] : map) {
    lua_pushlstring(lua, key.data(), key.size());
    push_nested(lua, member, depth + 1);
    lua_rawset(lua, -3);
  }
}

void push_nested(lua_State* lua, const Value& value, int depth) {
  if (depth > kMaxDepth) luaL_error(lua, "a value is nested too deeply");
  luaL_checkstack(lua, 4, "a value is nested too deeply");
  if (const auto* text = value.text()) {
    lua_pushlstring(lua, text->data(), text->size());
  } else if (const auto* integer = value.integer()) {
    lua_pushinteger(lua, *integer);
  } else if (const auto* flag = value.boolean()) {
    lua_pushboolean(lua, *flag);
  } else if (const auto* map = value.map()) {
    push_map(lua, *map, depth);
  } else if (const auto* list = value.list()) {
    push_list(lua, *list, depth);
  } else if (const auto* number = value.number()) {
    lua_pushnumber(lua, *number);
  } else {
    lua_pushnil(lua);
  }
}

// Reads one value of any depth, counting members on the way.
class TableReader {
 public:
  explicit TableReader(lua_State* lua) : lua_(lua) {}

  Value read(int index, int depth) {
    switch (lua_type(lua_, index)) {
      case LUA_TNIL: return nullptr;
      case LUA_TBOOLEAN: return lua_toboolean(lua_, index) != 0;
      case LUA_TNUMBER: return read_number(index);
      case LUA_TSTRING: return read_text(index);
      case LUA_TTABLE: return read_table(lua_absindex(lua_, index), depth);
      default: luaL_error(lua_, "a %s is no plain value", luaL_typename(lua_, index));
    }
    return nullptr;
  }

 private:
  Value read_number(int index) {
    if (lua_isinteger(lua_, index) != 0) return lua_tointeger(lua_, index);
    return lua_tonumber(lua_, index);
  }
  std::string read_text(int index) {
    std::size_t size = 0;
    const char* text = lua_tolstring(lua_, index, &size);
    return {text, size};
  }
  Value read_table(int index, int depth) {
    if (depth >= kMaxDepth) luaL_error(lua_, "a table is nested too deeply");
    luaL_checkstack(lua_, 4, "a table is nested too deeply");
    return lua_rawlen(lua_, index) > 0 ? read_list(index, depth) : read_map(index, depth);
  }
  Value read_list(int index, int depth) {
    Value::List list;
    const auto size = static_cast<lua_Integer>(lua_rawlen(lua_, index));
    for (lua_Integer i = 1; i <= size; ++i) {
      count_member();
      lua_rawgeti(lua_, index, i);
      list.push_back(read(-1, depth + 1));
      lua_pop(lua_, 1);
    }
    check_no_other_keys(index, size);
    return list;
  }
  void check_no_other_keys(int index, lua_Integer size) {
    lua_Integer keys = 0;
    for (lua_pushnil(lua_); lua_next(lua_, index) != 0; lua_pop(lua_, 1)) ++keys;
    if (keys != size) luaL_error(lua_, "a table is partly a list and partly a map");
  }
  Value read_map(int index, int depth) {
    Value::Map map;
    for (lua_pushnil(lua_); lua_next(lua_, index) != 0; lua_pop(lua_, 1)) {
      count_member();
      if (lua_type(lua_, -2) != LUA_TSTRING) luaL_error(lua_, "a table has a key that is no text");
      map.emplace(read_text(-2), read(-1, depth + 1));
    }
    return map;
  }
  void count_member() {
    if (++members_ > kMaxMembers) luaL_error(lua_, "a table has too many members");
  }

  lua_State* lua_;
  int members_ = 0;
};

}  // namespace

void push(lua_State* lua, const Value& value) { push_nested(lua, value, 0); }

Value read(lua_State* lua, int index) { return TableReader(lua).read(index, 0); }

}  // namespace lodge::lua
