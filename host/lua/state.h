#pragma once
#include <chrono>
#include <cstddef>
#include <exception>
#include <expected>
#include <functional>
#include <string>

struct lua_State;

namespace lodge::lua {

/// What one run of a school's code may use.
struct Limits {
  std::size_t memory = std::size_t{16} << 20U;  ///< bytes, of the whole state
  std::chrono::milliseconds time{50};          ///< of this thread's processor
};

/// A Lua interpreter that holds nothing but what environment.h puts into it. Everything that touches it goes
/// through `run`: Lua throws when memory ends, and what is thrown must find a protected call above it.
/// [one thread]
class State {
 public:
  explicit State(Limits limits = {});
  ~State();
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  using Work = std::function<void(lua_State*)>;
  /// Runs `work` with an empty stack of its own. The error is Lua's message ("rule.lua:3: …"), or a sentence that
  /// names the limit. A run inside a run shares the outer one's time.
  std::expected<void, std::string> run(const Work& work);

  /// Whether a limit ended a run, or a failure of our own. Such a state is thrown away: nobody knows what it was in the middle of.
  bool spent() const { return spent_ != nullptr; }
  /// Lets the garbage go when there is much of it.
  void tidy();

  /// The State of an interpreter, for the functions that rules call.
  static State& of(lua_State* lua);
  /// Ends the run when its time is up, whatever the rule does. Raises a Lua error.
  void check_time(lua_State* lua);
  /// Ends the run for what C++ threw in it, whatever the rule does; see guarded.h. Raises a Lua error.
  int fail(lua_State* lua, const std::exception& error);

 private:
  static void* allocate(void* self, void* block, std::size_t old_size, std::size_t new_size);
  std::string message_of(int status);

  Limits limits_;
  lua_State* lua_ = nullptr;
  std::size_t used_ = 0;
  const char* spent_ = nullptr;  // what ended it, as a sentence
  int depth_ = 0;
  std::chrono::nanoseconds ends_{0};  // on this thread's processor clock
};

}  // namespace lodge::lua
