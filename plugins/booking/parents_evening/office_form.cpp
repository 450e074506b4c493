#include "office_form.h"

#include "shown.h"
#include "words.h"

#include <lodge/iso8601.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace lodge::parents_evening {
namespace {

bool holds(const std::vector<std::string>& list, const std::string& one) { return std::ranges::find(list, one) != list.end(); }

template <class Names>
Value::List boxes(const Names& names, const std::vector<std::string>& chosen) {
  Value::List list;
  for (const auto& name : names) list.push_back(Value::Map{{"word", name}, {"chosen", holds(chosen, name)}});
  return list;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& one : words) text += (text.empty() ? "" : ", ") + one;
  return text;
}

std::string trimmed(std::string_view text) {
  const auto from = text.find_first_not_of(" \t\r");
  return from == std::string_view::npos ? "" : std::string(text.substr(from, text.find_last_not_of(" \t\r") - from + 1));
}

}  // namespace

void OfficeFaults::put_into(Value::Map& values) const {
  Value::List list;
  for (const auto& [field, words] : all_) {
    list.push_back(Value::Map{{"field", field}, {"words", words}});
    values.emplace(field + "_fault", words);
  }
  values["faulty"] = any();
  values["faults"] = std::move(list);
}

std::string office_link(EveningId id) { return "/admin/evenings/" + id.text(); }

std::string sentence(const Say& say, UnfitDate why) {
  switch (why) {
    case UnfitDate::past: return say.say("That time has passed already. Please choose a later date.");
    case UnfitDate::ends_before_starts: return say.say("It must end after it begins.");
    case UnfitDate::not_five_minutes: return say.say("Please begin and end at whole five minutes, such as 4:05 pm.");
    case UnfitDate::impossible_time: return say.say("The clocks change then. Please choose another time.");
    case UnfitDate::slot_length: return say.say("An appointment takes 2 to 120 minutes, and at least one must fit.");
    case UnfitDate::too_many_slots: return say.say("That makes more than 200 appointments a teacher. Please make them longer.");
  }
  return {};
}

std::optional<Instant> read_moment(const Calendar& calendar, SiteId site, std::string_view text) {
  const auto mark = text.find('T');
  if (mark == std::string_view::npos) return std::nullopt;
  const auto date = parse_date(text.substr(0, mark));
  const auto minutes = parse_minutes(text.substr(mark + 1, 5));
  const auto when = date && minutes ? calendar.instant(site, *date, *minutes) : std::unexpected(LocalTimeFault::does_not_exist);
  return when ? std::optional(*when) : std::nullopt;
}

std::string moment_text(const Calendar& calendar, SiteId site, const std::optional<Instant>& when) {
  return when ? date_text(calendar.date_of(site, *when)) + "T" + minutes_text(calendar.minutes_of(site, *when)) : "";
}

std::string sitting_words(const Say& say, const std::vector<const EveningDate*>& sittings) {
  auto words = say.full_day(sittings.front()->date);
  for (const auto* one : sittings) words += say.say(", ") + say.times(one->from, one->to);
  return words;
}

std::string moment_words(const Kernel& kernel, const Say& say, SiteId site, const std::optional<Instant>& when) {
  if (!when) return {};
  return say.say("{day}, {time}", {{"day", say.day(kernel.calendar.date_of(site, *when))}, {"time", say.time(kernel.calendar.minutes_of(site, *when))}});
}

bool is_call_address(std::string_view link) {
  constexpr std::string_view kScheme = "https://";
  return link.starts_with(kScheme) && link.size() > kScheme.size() && link.size() <= 500 && link.find_first_of(" \"<>") == std::string_view::npos;
}

std::string full_desk(const Say& say) { return say.say("This desk has three teachers already."); }

std::string unfit_address(const Say& say) { return say.say("Please give one address that begins with https:// and has no spaces."); }

std::string fault_of_link(const Say& say, std::string_view link) {
  if (link.empty()) return {};
  if (!is_call_address(link)) return unfit_address(say);
  if (link.find(kDeskPlace) != std::string_view::npos) return {};
  return say.say("Please put {desk} where each desk's own part goes: without it, all families would meet in one call. Where each desk has an address of its own, leave this empty and give it at the desk.",
                 {{"desk", std::string(kDeskPlace)}});
}

std::string state_words(const Say& say, const Plan& plan, Instant now) {
  const auto& evening = plan.evening;
  if (evening.state == EveningState::draft) return say.say("Being set up");
  if (evening.state == EveningState::cancelled) return say.say("Cancelled");
  if (now >= plan.ends()) return say.say("Over");
  if (evening.closes_at && now >= *evening.closes_at) return say.say("Booking is closed");
  const bool wishes = evening.wishes_from && now >= *evening.wishes_from && !evening.allocated_at;  // until then nobody books
  if (wishes && evening.wishes_until && now >= *evening.wishes_until) return say.say("Wishes are in: times are given out");
  if (wishes) return say.say("Families name their wishes");
  if (open_to_all(plan, now)) return say.say("Open for booking");
  if (open_to_some(plan, now)) return say.say("Open for some families");
  return say.say("Published, not open yet");
}

std::optional<DateWish> read_date(const Fields& form) {
  const auto date = parse_date(form.get("date"));
  const auto from = parse_minutes(form.get("from")), to = parse_minutes(form.get("to"));
  const auto mode = parse<Mode>(form.get("mode"));
  int slot = 0;
  const auto& text = form.get("slot");
  std::from_chars(text.data(), text.data() + text.size(), slot);
  if (!date || !from || !to || !mode) return std::nullopt;
  return DateWish{*date, *from, *to, *mode, std::chrono::minutes(slot)};
}

std::vector<std::string> read_words(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(",\n"), text.size());
    if (auto word = trimmed(text.substr(0, end)); !word.empty() && !holds(words, word)) words.push_back(std::move(word));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

Audience read_audience(const Fields& form) {
  Audience audience{.year_groups = {}, .registration_classes = form.every("registration_class"), .classes = form.every("class"),
                    .groups = form.every("group"), .staff_groups = read_words(form.get("staff_groups"))};
  for (const auto& text : form.every("year_group")) {
    int year = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), year).ec == std::errc()) audience.year_groups.push_back(year);
  }
  std::ranges::sort(audience.year_groups);
  return audience;
}

Value::Map audience_values(const People& people, const Audience& audience) {
  std::set<int> years;
  std::set<std::string> registration_classes, classes, groups;
  for (const auto* student : people.students()) {
    if (student->year_group) years.insert(*student->year_group);
    if (!student->registration_class.empty()) registration_classes.insert(student->registration_class);
  }
  for (const auto& one : people.classes()) classes.insert(one.code);
  for (const auto& one : people.groups()) groups.insert(one.name);
  Value::List year_boxes;
  for (const int year : years) {
    year_boxes.push_back(Value::Map{{"year", year}, {"chosen", std::ranges::find(audience.year_groups, year) != audience.year_groups.end()}});
  }
  return {{"years", std::move(year_boxes)},
          {"registration_classes", boxes(registration_classes, audience.registration_classes)},
          {"classes", boxes(classes, audience.classes)},
          {"groups", boxes(groups, audience.groups)},
          {"some_registration_classes", !audience.registration_classes.empty()},
          {"some_classes", !audience.classes.empty()},
          {"some_groups", !audience.groups.empty()},
          {"staff_groups", joined(audience.staff_groups)}};
}

Value::Map date_values(const Say& say, const DateWish& wish) {
  Value::List modes;
  for (const auto mode : {Mode::in_person, Mode::online, Mode::telephone, Mode::mixed}) {
    modes.push_back(Value::Map{{"mode", std::string(word(mode))}, {"words", mode_words(say, mode)}, {"chosen", mode == wish.mode}});
  }
  return {{"date", date_text(wish.date)}, {"from", minutes_text(wish.from)}, {"to", minutes_text(wish.to)},
          {"slot", wish.slot.count()}, {"modes", std::move(modes)}};
}

DateWish wish_of(const EveningDate& date) { return {date.date, date.from, date.to, date.mode, date.slot}; }

}  // namespace lodge::parents_evening
