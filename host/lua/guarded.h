#pragma once
#include "lua/state.h"

#include <exception>

namespace lodge::lua {

/// A function of ours as Lua may call it: every one that Lua is given is wrapped so. What C++ throws in there ends the
/// run as a Lua error; Lua alone would swallow it, and take whatever is on the stack for its message. Lua's own errors,
/// which are no std::exception, pass.
template <int (*kFunction)(lua_State*)>
int guarded(lua_State* lua) {
  try {
    return kFunction(lua);
  } catch (const std::exception& error) {
    return State::of(lua).fail(lua, error);
  }
}

}  // namespace lodge::lua
