#pragma once
#include <lodge/value.h>

struct lua_State;

namespace lodge::lua {

/// How deep a value may be nested on its way into Lua or out of it.
inline constexpr int kMaxDepth = 16;
/// How many members all tables of a value may have together on its way out.
inline constexpr int kMaxMembers = 10'000;

/// Pushes a value: a list as a sequence, a map as a table, null as nil (so it is absent from a table).
/// Raises a Lua error when it is nested too deeply. Inside State::run.
void push(lua_State* lua, const Value& value);

/// The value at `index`: a table with the keys 1…n and no other is a list, one with texts as keys a map; an empty
/// one is a map. Raises a Lua error for a function, a mixed table, a cycle, or too much. Inside State::run.
Value read(lua_State* lua, int index);

}  // namespace lodge::lua
