#include "lua/state.h"

#include "core/utf8.h"
#include "lua/guarded.h"

#include <lauxlib.h>
#include <lodge/errors.h>
#include <lua.h>

#include <cstdlib>
#include <ctime>
#include <new>

namespace lodge::lua {
namespace {

constexpr const char* kNoTime = "it took too long and was stopped";
constexpr const char* kNoMemory = "it used too much memory and was stopped";
constexpr const char* kFailed = "a function of Lodge's failed in it, and it was stopped";
constexpr int kInstructionsBetweenLooks = 1000;
constexpr std::size_t kMuchGarbage = std::size_t{2} << 20U;

std::chrono::nanoseconds processor_time() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

void on_count(lua_State* lua, lua_Debug*) { State::of(lua).check_time(lua); }

int call_work(lua_State* lua) {
  const auto* work = static_cast<const State::Work*>(lua_touserdata(lua, 1));
  lua_settop(lua, 0);
  (*work)(lua);
  return 0;
}

}  // namespace

State::State(Limits limits) : limits_(limits) {
  lua_ = lua_newstate(&State::allocate, this);  // here, when all that `allocate` counts with is there
  LODGE_CHECK(lua_ != nullptr);
  *static_cast<State**>(lua_getextraspace(lua_)) = this;
  lua_sethook(lua_, on_count, LUA_MASKCOUNT, kInstructionsBetweenLooks);
}

State::~State() { lua_close(lua_); }

State& State::of(lua_State* lua) { return **static_cast<State**>(lua_getextraspace(lua)); }

// For a new block, Lua's `old_size` is no size but the kind of object.
void* State::allocate(void* self, void* block, std::size_t old_size, std::size_t new_size) {
  auto& state = *static_cast<State*>(self);
  const std::size_t held = block ? old_size : 0;
  if (new_size == 0) {
    std::free(block);
    state.used_ -= held;
    return nullptr;
  }
  if (new_size > held && state.used_ - held + new_size > state.limits_.memory) return nullptr;
  void* moved = std::realloc(block, new_size);
  if (moved) state.used_ += new_size - held;
  return moved;
}

void State::check_time(lua_State* lua) {
  if (!spent_ && processor_time() < ends_) return;
  spent_ = kNoTime;
  luaL_error(lua, "%s", kNoTime);
}

int State::fail(lua_State* lua, const std::exception& error) {
  spent_ = dynamic_cast<const std::bad_alloc*>(&error) != nullptr ? kNoMemory : kFailed;
  return luaL_error(lua, "%s", spent_);
}

std::expected<void, std::string> State::run(const Work& work) {
  if (spent_) return std::unexpected(spent_);
  if (depth_ == 0) ends_ = processor_time() + limits_.time;
  ++depth_;
  // Neither push allocates: a function without upvalues and a pointer are plain stack slots.
  lua_pushcfunction(lua_, guarded<call_work>);
  lua_pushlightuserdata(lua_, const_cast<Work*>(&work));
  const int status = lua_pcall(lua_, 1, 0, 0);
  --depth_;
  if (status == LUA_OK) return {};
  return std::unexpected(message_of(status));
}

// Of a text only: turning anything else into one could run a rule's own code, or end the memory.
std::string State::message_of(int status) {
  if (status == LUA_ERRMEM && !spent_) spent_ = kNoMemory;
  std::string message = "it raised an error that is no text";
  if (lua_type(lua_, -1) == LUA_TSTRING) message = lua_tostring(lua_, -1);
  lua_pop(lua_, 1);
  if (!core::is_utf8(message)) message = "it raised an error that is not written in UTF-8";
  return spent_ ? spent_ : message;
}

void State::tidy() {
  if (!spent_ && used_ > kMuchGarbage) lua_gc(lua_, LUA_GCCOLLECT);
}

}  // namespace lodge::lua
