#pragma once

struct lua_State;

namespace lodge::lua {

/// Pushes the library of texts that rules get as `string`: bounded, and without patterns. Inside State::run.
void push_texts(lua_State* lua);

}  // namespace lodge::lua
