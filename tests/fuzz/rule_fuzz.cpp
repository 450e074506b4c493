// A school's rule, by its text: whatever it holds, loading and asking it ends, and its answer is one.
#include "core/utf8.h"
#include "lua/rule_set.h"
#include "lua/rule_settings.h"
#include "lua/rule_test.h"

#include <cstdlib>

namespace {

using namespace lodge::lua;

constexpr Limits kLimits{.memory = std::size_t{1} << 20U, .time = std::chrono::milliseconds(20)};

void expect(bool promise) {
  if (!promise) std::abort();
}

void ask(const std::string& text) {
  RuleSet rules({{"fuzzed", text, {{"most", "3"}}}}, kLimits);
  const auto answer = rules.ask("rooms.may_book", lodge::Value::Map{{"starts", 540}, {"room", lodge::Value::Map{{"code", "S12"}}}});
  expect(answer.answer.allowed == answer.answer.reason.empty());
  expect(lodge::core::is_utf8(answer.answer.reason) && answer.answer.reason.size() <= 2000);
  for (const auto& failure : answer.failures) expect(lodge::core::is_utf8(failure.why));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  ask(text);
  ask("return { hook = 'rooms.may_book', says = 's', settings = { most = 5 }, check = function(booking, settings) " + text + "\nend }");
  check_rule({"fuzzed", text, {}});
  fill_in({{"a", text}, {"b", 1}, {"c", true}, {"d", 0.5}}, {{"a", text}, {"b", text}, {"c", text}, {"d", text}});
  return 0;
}
