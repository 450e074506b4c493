#pragma once
#include <iterator>
#include <string_view>

namespace lodge::worker {

/// Bodies of a rule's `check` that mean harm, or look as if: each must fail or answer, and never stay.
struct Hostile {
  std::string_view name, body;
};

inline constexpr Hostile kHostileRules[] = {
    {"a loop", "while true do end"},
    {"a loop by goto", "::again:: goto again"},
    {"a loop in pcall", "while true do pcall(function() while true do end end) end"},
    {"pcall of pcall", "local f = pcall for i = 1, 1e6 do f(f, f, f, error) end while true do f(f, f) end"},
    {"recursion", "local function f() return 1 + f() end return f() == 1"},
    {"recursion in tail position", "local function f() return f() end return f()"},
    {"recursion of a text's method", "local function f(s) return f(s:upper()) .. s end return f('x') == ''"},
    {"texts that double", "local s = 'x' while true do s = s .. s end"},
    {"a long text by rep", "return #('x'):rep(700 * 1024 * 1024) > 0"},
    {"a long text by rep of rep", "local s = ('x'):rep(60000) local t = {} for i = 1, 1e6 do t[i] = s:upper() .. i end"},
    {"a long text by concat", "local t = {} for i = 1, 9999 do t[i] = ('x'):rep(60000) end return table.concat(t) == ''"},
    {"a long text by format", "local s = ('x'):rep(60000) while true do s = ('%s%s'):format(s, s) end"},
    {"a wide format", "return ('%99999d'):format(1) == ''"},
    {"a format of everything", "return ('%a%c%d%e%f%g%i%o%q%s%u%x%X%p%n'):format(1) == ''"},
    {"a pattern", "return ('a'):rep(30):find(('a?'):rep(30) .. ('a'):rep(30)) == nil"},
    {"a slow plain search", "local s = ('a'):rep(60000) local t = ('a'):rep(30000) .. 'b' while true do s:find(t) end"},
    {"a huge table", "local t = {} for i = 1, 1e9 do t[i] = i end"},
    {"a huge table of tables", "local t = {} while true do t = { t, {}, {}, {} } end"},
    {"a huge hash", "local t = {} for i = 1, 1e9 do t['k' .. i] = i end"},
    {"inserting at the front", "local t = {} for i = 1, 1e9 do table.insert(t, 1, i) end"},
    {"a sort that never agrees", "local t = {} for i = 1, 9999 do t[i] = i end while true do table.sort(t, function() return true end) end"},
    {"table.move", "return table.move({ 1 }, 1, 1e8, 2) == nil"},
    {"unpacking too much", "return select('#', table.unpack({}, 1, 1e8)) == 0"},
    {"a metatable", "setmetatable({}, { __index = function(t, k) return t[k] end })"},
    {"a finaliser", "setmetatable({}, { __gc = function() while true do end end }) return true"},
    {"a coroutine", "local c = coroutine.wrap(function() while true do end end) c()"},
    {"loading code", "return load('while true do end')()"},
    {"opening a file", "return io.open('/etc/passwd') == nil"},
    {"running a program", "os.execute('/bin/sh')"},
    {"an error that is an object", "local t = {} t.t = t error(t)"},
    {"an error with an endless text", "error(('x'):rep(65536):rep(1))"},
    {"a reason that is endless", "return false, ('x'):rep(65536)"},
    {"the library's own table", "string.upper = nil string = nil pairs = nil while true do local x = {} x[1] = x end"},
    {"the debug library", "debug.sethook() while true do end"},
    {"a number that overflows", "for i = math.maxinteger - 1, math.maxinteger do local x = i // 0 end"},
};
static_assert(std::size(kHostileRules) >= 30);

/// Texts of a whole rule's file that mean harm to whoever reads it.
inline constexpr Hostile kHostileFiles[] = {
    {"a loop at load", "while true do end"},
    {"compiled code", "\x1bLuaS\0\x19\x93\r\n\x1a\n"},
    {"not even text", "\xff\xfe\x00\x80"},
};

}  // namespace lodge::worker
