#include "words.h"

#include <lodge/errors.h>

#include <array>
#include <utility>

namespace lodge::parents_evening {
namespace {

template <class Enumeration>
struct Words;

template <>
struct Words<EveningState> {
  static constexpr std::array<std::string_view, 3> kAll{"draft", "published", "cancelled"};
};
template <>
struct Words<Mode> {
  static constexpr std::array<std::string_view, 4> kAll{"in_person", "online", "telephone", "mixed"};
};
template <>
struct Words<OneEach> {
  static constexpr std::array<std::string_view, 2> kAll{"household", "student"};
};
template <>
struct Words<Gap> {
  static constexpr std::array<std::string_view, 3> kAll{"allow", "avoid", "forbid"};
};
template <>
struct Words<AppointmentState> {
  static constexpr std::array<std::string_view, 3> kAll{"held", "booked", "cancelled"};
};
template <>
struct Words<MadeBy> {
  static constexpr std::array<std::string_view, 5> kAll{"parent", "office", "teacher", "allocation", "offer"};
};
template <>
struct Words<Attended> {
  static constexpr std::array<std::string_view, 3> kAll{"", "came", "missed"};
};
template <>
struct Words<Why> {
  static constexpr std::array<std::string_view, 16> kAll{"not_open", "not_yours", "no_such_slot", "past", "has_already", "too_many", "busy",
                                                         "too_close", "taken", "no_interpreter", "not_step_free", "rule", "changed", "held_anew", "note_too_long", "notes_closed"};
};

template <class Enumeration>
std::string_view word_of(Enumeration value) {
  return Words<Enumeration>::kAll.at(static_cast<std::size_t>(value));
}

}  // namespace

std::string_view word(EveningState state) { return word_of(state); }
std::string_view word(Mode mode) { return word_of(mode); }
std::string_view word(OneEach one_each) { return word_of(one_each); }
std::string_view word(Gap gap) { return word_of(gap); }
std::string_view word(AppointmentState state) { return word_of(state); }
std::string_view word(MadeBy made_by) { return word_of(made_by); }
std::string_view word(Attended attended) { return word_of(attended); }
std::string_view word(Why why) { return word_of(why); }

template <class Enumeration>
std::optional<Enumeration> parse(std::string_view text) {
  const auto& all = Words<Enumeration>::kAll;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i] == text) return static_cast<Enumeration>(i);
  }
  return std::nullopt;
}

template std::optional<EveningState> parse(std::string_view);
template std::optional<Mode> parse(std::string_view);
template std::optional<OneEach> parse(std::string_view);
template std::optional<Gap> parse(std::string_view);
template std::optional<AppointmentState> parse(std::string_view);
template std::optional<MadeBy> parse(std::string_view);
template std::optional<Attended> parse(std::string_view);
template std::optional<Why> parse(std::string_view);

}  // namespace lodge::parents_evening
