#include "core/sync/judge.h"

#include <algorithm>

namespace lodge::core {
namespace {

std::string row_of(const Origin& origin) { return "row " + std::to_string(origin.row); }

std::string rows(std::int64_t count, const Origin& first) {
  return count == 1 ? "this row" : std::to_string(count) + " rows from " + row_of(first);
}

const char* one_of(PersonKind person) {
  constexpr const char* kOne[] = {"student", "contact", "teacher"};
  return kOne[static_cast<std::size_t>(person)];
}

}  // namespace

std::string_view word_of(Fault::Weight weight) {
  constexpr std::string_view kWords[] = {"set aside", "left out", "mended", "noted"};
  return kWords[static_cast<std::size_t>(weight)];
}

const char* kind_of(PersonKind person) {
  constexpr const char* kKinds[] = {kind::kStudents, kind::kContacts, kind::kTeachers};
  return kKinds[static_cast<std::size_t>(person)];
}

void Judge::add(Fault::Weight weight, std::string_view kind, const Origin& origin, std::string_view who, std::string what,
                std::string remedy) {
  school.faults.push_back({weight, std::string(kind), origin, std::string(who), std::move(what), std::move(remedy)});
}

void Judge::set_aside(std::string_view kind, const Origin& origin, std::string_view who, std::string what, std::string remedy) {
  add(Fault::Weight::set_aside, kind, origin, who, std::move(what), std::move(remedy));
}

void Judge::repeated(std::string_view kind, const Origin& origin, const Origin& earlier, std::string_view who) {
  auto& tally = repeats_[{origin.file, std::string(kind)}];
  if (tally.rows++ == 0) tally = {origin, earlier, std::string(who), 1};
}

void Judge::left_out(const MappingDone& mapping) {
  std::map<std::tuple<std::string, std::string, std::string>, Tally> tallies;
  for (const auto& one : mapping.left_out) {
    for (const auto person : kPersonKinds) {
      if (one.is == one_of(person)) school.left_out.emplace(person, one.who);
    }
    auto& tally = tallies[{one.origin.file, one.mapping, one.is + ": " + one.reason}];
    if (tally.rows++ == 0) tally = {one.origin, {}, one.who, 1};
  }
  for (const auto& [key, tally] : tallies) {
    set_aside("row.left_out", tally.first, tally.who,
              rows(tally.rows, tally.first) + (tally.rows == 1 ? " is" : " are") + " left out by the mapping " + std::get<1>(key) + ", " + std::get<2>(key),
              "Nothing to do, if the school wants it so.");
  }
}

void Judge::waits(const Origin& origin, MisPerson whom) {
  if (school.left_out.contains(whom)) return;
  auto& tally = waiting_[{origin.file, std::move(whom)}];
  if (tally.rows++ == 0) tally.first = origin;
}

void Judge::finish() {
  for (const auto& [key, tally] : repeats_) {
    add(Fault::Weight::noted, key.second, tally.first, tally.who,
        rows(tally.rows, tally.first) + (tally.rows == 1 ? " says" : " say") + " again what an earlier row says (first at " + row_of(tally.earlier) + "); counted once",
        "Nothing to do, unless two entries were meant.");
  }
  for (const auto& [key, tally] : waiting_) {
    const auto& [who, mis_id] = key.second;
    const bool was_set_aside = school.seen.contains(key.second);
    set_aside(std::string(one_of(who)) + (was_set_aside ? ".waits" : ".unknown"), tally.first, mis_id,
              rows(tally.rows, tally.first) + (tally.rows == 1 ? " is" : " are") + (was_set_aside ? " about a " : " about an unknown ") + one_of(who) +
                  (was_set_aside ? " whose own row was set aside" : ""),
              was_set_aside ? "Mend that row; this one follows by itself." : "Correct the number in the MIS, or add the person there.");
  }
  std::ranges::stable_sort(school.faults, {}, [](const Fault& fault) { return std::pair(fault.origin.file, fault.origin.row); });
}

std::optional<std::string> Judge::name(std::string_view kind, const Origin& origin, std::string_view who, std::string_view column,
                                       std::string_view text, std::size_t at_most) {
  const auto clean = trimmed(text);
  const auto prefix = std::string(kind) + "." + std::string(column);
  if (const auto fault = fault_in_name(clean, at_most)) {
    set_aside(prefix, origin, who, "the " + std::string(column) + " " + std::string(*fault), "Correct it in the MIS.");
    return std::nullopt;
  }
  if (clean.size() != text.size()) {
    add(Fault::Weight::mended, prefix + "_spaces", origin, who, "spaces around the " + std::string(column) + " were removed",
        "Nothing to do.");
  }
  return std::string(clean);
}

std::string Judge::text(std::string_view kind, const Origin& origin, std::string_view who, std::string_view column,
                        std::string_view text, std::size_t at_most) {
  const auto clean = trimmed(text);
  if (clean.empty()) return {};
  if (const auto fault = fault_in_name(clean, at_most)) {
    add(Fault::Weight::left_out, std::string(kind) + "." + std::string(column), origin, who,
        "the " + std::string(column) + " " + std::string(*fault) + "; it was left empty", "Correct it in the MIS.");
    return {};
  }
  return std::string(clean);
}

bool Judge::is_somebody(const MisPerson& whom) const {
  return school.people.contains(whom) || known.mis_ids[static_cast<std::size_t>(whom.first)].contains(whom.second);
}

}  // namespace lodge::core
