#include "filter.h"

#include "links.h"

#include <lodge/web.h>

#include <algorithm>
#include <charconv>
#include <set>

namespace lodge::rooms {
namespace {

constexpr int kSeatSteps[] = {20, 30, 60, 100};

class Links {
 public:
  Links(const Filter& now, const std::string& at) : now_(now), at_(at) {}
  void add(std::string words, const Filter& then) { add(std::move(words), then, then == now_); }
  void add(std::string words, const Filter& then, bool current) {
    list_.push_back(Value::Map{{"words", std::move(words)}, {"href", at_ + query_of(then)}, {"current", current}});
  }
  Value group(std::string words) { return Value::Map{{"words", std::move(words)}, {"links", std::move(list_)}}; }

 private:
  const Filter& now_;
  const std::string& at_;
  Value::List list_;
};

template <class Change>
Filter changed(Filter filter, Change change) {
  change(filter);
  return filter;
}

Value buildings(const Say& say, const Rooms& rooms, const Filter& now, const std::string& at) {
  std::set<std::string> names;
  for (const auto& room : rooms.all()) names.insert(room.building);
  Links links(now, at);
  links.add(say.say("All"), changed(now, [](Filter& filter) { filter.building.clear(); }));
  for (const auto& name : names) {
    if (!name.empty()) links.add(name, changed(now, [&](Filter& filter) { filter.building = name; }));
  }
  return links.group(say.say("Building"));
}

Value seats(const Say& say, const Filter& now, const std::string& at) {
  Links links(now, at);
  links.add(say.say("Any"), changed(now, [](Filter& filter) { filter.seats = 0; }));
  for (const int step : kSeatSteps) {
    links.add(std::to_string(step) + "+", changed(now, [&](Filter& filter) { filter.seats = step; }));
  }
  return links.group(say.say("Seats"));
}

Value features(const Say& say, const Rooms& rooms, const Filter& now, const std::string& at) {
  std::set<std::string> names;
  for (const auto& room : rooms.all()) names.insert(room.features.begin(), room.features.end());
  Links links(now, at);
  links.add(say.say("Anything"), changed(now, [](Filter& filter) { filter.features.clear(); }), now.features.empty());
  for (const auto& name : names) {
    const bool on = now.features.contains(name);
    links.add(name, changed(now, [&](Filter& filter) { on ? static_cast<void>(filter.features.erase(name)) : static_cast<void>(filter.features.insert(name)); }), on);
  }
  return links.group(say.say("With"));
}

Value free(const Say& say, const Filter& now, const std::string& at) {
  Links links(now, at);
  links.add(say.say("All rooms"), changed(now, [](Filter& filter) { filter.only_free = false; }));
  links.add(say.say("Only with a free period"), changed(now, [](Filter& filter) { filter.only_free = true; }));
  return links.group(say.say("Show"));
}

}  // namespace

std::vector<const Room*> Filter::choose(const Rooms& rooms) const {
  std::vector<const Room*> some;
  for (const auto& room : rooms.all()) {
    if (takes(room)) some.push_back(&room);
  }
  return some;
}

bool Filter::takes(const Room& room) const {
  return (building.empty() || room.building == building) && room.capacity >= seats &&
         std::ranges::all_of(features, [&](const std::string& one) { return std::ranges::find(room.features, one) != room.features.end(); });
}

Filter filter_of(const Fields& query) {
  Filter filter{.building = query.get("building"), .features = {}, .seats = 0, .only_free = query.get("free") == "1"};
  for (auto& feature : query.every("feature")) {
    if (!feature.empty()) filter.features.insert(std::move(feature));
  }
  const auto& text = query.get("seats");
  std::from_chars(text.data(), text.data() + text.size(), filter.seats);
  filter.seats = std::clamp(filter.seats, 0, 9999);
  return filter;
}

std::string query_of(const Filter& filter) {
  std::string query;
  const auto add = [&](std::string_view name, const std::string& value) {
    if (!value.empty()) query.append(query.empty() ? "?" : "&").append(name).append("=").append(percent_encoded(value));
  };
  add("building", filter.building);
  add("seats", filter.seats == 0 ? "" : std::to_string(filter.seats));
  for (const auto& feature : filter.features) add("feature", feature);
  add("free", filter.only_free ? "1" : "");
  return query;
}

Value filter_links(const Say& say, const Rooms& rooms, const Filter& now, const std::string& at) {
  return Value::List{buildings(say, rooms, now, at), seats(say, now, at), features(say, rooms, now, at), free(say, now, at)};
}

std::string in_words(const Say& say, const Filter& filter) {
  std::string words;
  const auto add = [&](const std::string& more) {
    if (!more.empty()) words += (words.empty() ? "" : ", ") + more;
  };
  add(filter.building);
  add(filter.seats == 0 ? "" : say.say_many("{count} seat or more", "{count} seats or more", filter.seats));
  for (const auto& feature : filter.features) add(feature);
  add(filter.only_free ? say.say("only with a free period") : "");
  return words;
}

}  // namespace lodge::rooms
