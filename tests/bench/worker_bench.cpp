// What a school's rule costs and how fast a hostile one ends, and how fast sealed fields open: one line a figure.
//   bench_worker
#include "crypto/openssl_cipher.h"
#include "host/worker/hostile_rules.h"
#include "host/worker/pools.h"

#include <lodge/errors.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <vector>

namespace lodge::worker {
namespace {

using namespace std::chrono_literals;
using Ticks = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr auto kPatience = 200ms;  // as the host asks for

Value asking(std::string_view set, std::string_view body, Value question = Value::Map{}) {
  Value rule = Value::Map{{"name", set}, {"set", Value::Map{}},
                          {"text", "return { hook = 'rooms.may_book', says = 's', check = function(booking) " + std::string(body) + "\nend }"}};
  return Value::Map{{"set", set}, {"hook", "rooms.may_book"}, {"rules", Value::List{std::move(rule)}}, {"question", std::move(question)}};
}

/// How long an answer, or the end of the worker that did not give one, took.
Milliseconds timed(Pool& pool, const Value& question) {
  const auto began = Ticks::now();
  try {
    pool.ask(question, kPatience);
  } catch (const Unavailable&) {
    // killed
  }
  return Ticks::now() - began;
}

/// Prints one line, and tells whether none took longer than the goal.
bool say(const char* what, std::vector<Milliseconds> took, Milliseconds goal) {
  std::ranges::sort(took);
  const auto at = [&](double share) { return took[static_cast<std::size_t>(share * static_cast<double>(took.size() - 1))].count(); };
  std::printf("%-44s p50 %8.3f ms  p99 %8.3f ms  most %8.3f ms  (goal %.0f ms)\n", what, at(0.5), at(0.99), took.back().count(), goal.count());
  return took.back() <= goal;
}

bool hostile_rules() {
  Pool pool(pool_of_rules());
  std::vector<Milliseconds> ends, backs;
  for (const auto& hostile : kHostileRules) {
    ends.push_back(timed(pool, asking(hostile.name, hostile.body)));
    backs.push_back(timed(pool, asking("good", "return true")));
  }
  const bool killed = say("a hostile rule ends", std::move(ends), Milliseconds(300));
  return say("the next answer after it", std::move(backs), Milliseconds(1000)) && killed;
}

bool one_ask() {
  Pool pool(pool_of_rules(1));
  const Value question = Value::Map{{"actor", Value::Map{{"roles", Value::List{"teacher"}}, {"bookings_this_week", 2}}},
                                    {"room", Value::Map{{"code", "S12"}, {"kind", "laboratory"}, {"seats", 30}, {"features", Value::List{"sinks"}}}},
                                    {"day", Value::Map{{"date", "2026-11-26"}, {"weekday", "thursday"}, {"week_letter", "A"}, {"days_ahead", 3}}},
                                    {"period", "3"}, {"starts", 660}, {"ends", 720}, {"repeats", false}};
  const auto first = asking("cost", "if booking.room.kind == 'hall' then return false, 'No.' end return true", question);
  timed(pool, first);
  auto again = *first.map();
  again.erase("rules");
  std::vector<Milliseconds> took;
  for (int i = 0; i < 2000; ++i) took.push_back(timed(pool, again));
  return say("one ask of a rule", std::move(took), Milliseconds(300));
}

bool sealed_fields() {
  const crypto::OpensslCipher cipher;
  const auto sealed = cipher.seal(core::Key{}, "here", "Parents' evening, Year 9");
  std::vector<Milliseconds> took;
  for (int round = 0; round < 5; ++round) {
    const auto began = Ticks::now();
    for (int i = 0; i < 10'000; ++i) static_cast<void>(cipher.open(core::Key{}, "here", sealed));
    took.emplace_back(Ticks::now() - began);
  }
  return say("10,000 sealed fields open", std::move(took), Milliseconds(100));
}

}  // namespace
}  // namespace lodge::worker

int main() {
  bool kept = true;
  for (const auto run : {lodge::worker::hostile_rules, lodge::worker::one_ask, lodge::worker::sealed_fields}) kept = run() && kept;
  return kept ? 0 : 1;
}
