#include "day_values.h"

#include "links.h"

#include <lodge/web.h>

#include <algorithm>

namespace lodge::rooms {
namespace {

/// Room codes may hold anything; an id of HTML holds no space.
std::string piece_id(const Room& room, const Period& period) {
  std::string id = room.code + "." + period.code;
  std::ranges::replace(id, ' ', '_');
  return id;
}

class DayTable {
 public:
  DayTable(const DayGrid& grid, const DayLook& look)
      : grid_(grid), look_(look), present_(present_period(grid, look.now)) {
    for (const auto& period : grid.day.periods) {
      const auto code = percent_encoded(period.code);
      period_links_.push_back("&date=" + date_text(grid.day.date) + "&period=" + code);
    }
  }

  Value::List periods() const {
    Value::List list;
    for (std::size_t i = 0; i < grid_.day.periods.size(); ++i) {
      const auto& period = grid_.day.periods[i];
      list.push_back(Value::Map{{"code", period.code},
                                {"name", period.name},
                                {"starts", look_.say.time(period.starts)},
                                {"now", running(i)},
                                {"rest", period.kind != PeriodKind::lesson}});
    }
    return list;
  }

  Value::List rows() const {
    Value::List list;
    const auto& all = grid_.rooms->all();
    for (std::size_t row = 0; row < all.size(); ++row) {
      if (shown(row)) list.push_back(row_of(row));
    }
    return list;
  }

  /// "Now" and "Next": the rooms free in the running period and in the one after it.
  Value::List soon() const {
    Value::List list;
    if (!present_) return list;
    for (std::size_t column = *present_; column < std::min(*present_ + 2, grid_.day.periods.size()); ++column) {
      const auto& period = grid_.day.periods[column];
      list.push_back(Value::Map{{"words", running(column) ? look_.say.say("Now") : look_.say.say("Next")},
                                {"period", period.name},
                                {"code", period.code},
                                {"times", look_.say.times(period.starts, period.ends)},
                                {"rooms", free_rooms(column)}});
    }
    return list;
  }

 private:
  bool running(std::size_t column) const { return grid_.day.periods[column].when.contains(look_.now); }
  bool over(std::size_t column) const { return grid_.day.periods[column].when.ends() <= look_.now; }
  bool free(std::size_t row, std::size_t column) const { return grid_.cell(row, column).empty() && !over(column); }

  bool shown(std::size_t row) const {
    if (!look_.filter.takes(grid_.rooms->all()[row])) return false;
    if (!look_.filter.only_free) return true;
    for (std::size_t column = 0; column < grid_.day.periods.size(); ++column) {
      if (grid_.day.periods[column].kind == PeriodKind::lesson && free(row, column)) return true;
    }
    return false;
  }

  Value row_of(std::size_t row) const {
    const auto& room = grid_.rooms->all()[row];
    Value::List cells;
    for (std::size_t column = 0; column < grid_.day.periods.size(); ++column) cells.push_back(cell(row, column));
    return Value::Map{{"room", room.name},
                      {"code", room.code},
                      {"week", "../week/" + percent_encoded(room.code) + "?date=" + date_text(grid_.day.date)},
                      {"seats", room.capacity == 0 ? Value() : Value(room.capacity)},
                      {"beyond", beyond(row)},
                      {"cells", std::move(cells)}};
  }

  /// Before the first bell, after the last, or between two.
  Value::List beyond(std::size_t row) const {
    Value::List list;
    for (const auto i : grid_.beyond[row]) {
      const auto& entry = grid_.entries[i];
      list.push_back(Value::Map{{"times", look_.say.times(entry.from, entry.to)}, {"what", entry.what.empty() ? look_.say.say("Taken") : entry.what}});
    }
    return list;
  }

  Value cell(std::size_t row, std::size_t column) const {
    const auto& room = grid_.rooms->all()[row];
    const auto& period = grid_.day.periods[column];
    Value::Map values{{"id", piece_id(room, period)}, {"p", period.code}};
    const auto& entries = grid_.cell(row, column);
    if (!entries.empty()) {
      fill(values, row, column, grid_.entries[entries.front()]);
      if (entries.size() > 1) values["more"] = "+" + std::to_string(entries.size() - 1);
    } else if (look_.may_book && !over(column)) {
      values["free"] = "../book?room=" + percent_encoded(room.code) + period_links_[column];
      values["period"] = period.name;
    } else {
      values["class"] = over(column) ? "g" : "";
    }
    return values;
  }

  void fill(Value::Map& values, std::size_t row, std::size_t column, const Entry& entry) const {
    std::string kind = entry.sort == Entry::Sort::lesson ? "l" : entry.sort == Entry::Sort::booking ? "b" : "x";
    if (entry.sort == Entry::Sort::booking && entry.owner == look_.reader) kind += " m";
    if (entry.pending) kind += " p";
    if (column > 0 && continues(row, column - 1, entry)) kind += " k";
    values["class"] = kind;
    values["what"] = entry.what.empty() ? look_.say.say("Taken") : entry.what;
    values["who"] = entry.who;
    if (entry.sort == Entry::Sort::booking && look_.may_read) values["open"] = "../bookings/" + entry.id.text();
    const auto& period = grid_.day.periods[column].when;
    const bool part = entry.when.starts() > period.starts() || entry.when.ends() < period.ends();
    if (part && !(column > 0 && continues(row, column - 1, entry))) values["part"] = true;
  }

  bool continues(std::size_t row, std::size_t column, const Entry& entry) const {
    const auto& before = grid_.cell(row, column);
    return !before.empty() && grid_.entries[before.front()].id == entry.id;
  }

  Value::List free_rooms(std::size_t column) const {
    Value::List list;
    const auto& all = grid_.rooms->all();
    for (std::size_t row = 0; row < all.size(); ++row) {
      if (!shown(row) || !free(row, column)) continue;
      list.push_back(Value::Map{{"room", all[row].name},
                                {"code", all[row].code},
                                {"seats", all[row].capacity == 0 ? Value() : Value(all[row].capacity)},
                                {"href", "../book?room=" + percent_encoded(all[row].code) + period_links_[column]},
                                {"period", grid_.day.periods[column].name}});
    }
    return list;
  }

  const DayGrid& grid_;
  const DayLook& look_;
  std::optional<std::size_t> present_;
  std::vector<std::string> period_links_;
};

}  // namespace

std::optional<std::size_t> present_period(const DayGrid& grid, Instant now) {
  if (!grid.day.whole_day.contains(now) || grid.day.kind != SchoolDay::Kind::school) return std::nullopt;
  const auto& periods = grid.day.periods;
  const auto found = std::ranges::find_if(periods, [&](const Period& period) { return now < period.when.ends(); });
  return found == periods.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - periods.begin()));
}

Value::Map day_values(const DayGrid& grid, const DayLook& look) {
  const DayTable table(grid, look);
  return {{"periods", table.periods()}, {"rows", table.rows()}, {"soon", look.may_book ? table.soon() : Value::List{}}};
}

}  // namespace lodge::rooms
