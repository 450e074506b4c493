#pragma once

struct lua_State;

namespace lodge::lua {

/// Makes ready, once per State, what environments are copied from. Inside State::run.
void prepare_environments(lua_State* lua);

/// Pushes a new table with everything a rule may use, none of it shared with any other run: Lua's pure functions,
/// and a few plain ones instead of patterns (scripts/README.md lists them). Inside State::run.
void push_environment(lua_State* lua);

}  // namespace lodge::lua
