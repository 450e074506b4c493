#include "week.h"

#include "links.h"

#include <algorithm>

namespace lodge::rooms {
namespace {

class OneRoom final : public Rooms {
 public:
  OneRoom(std::shared_ptr<const Rooms> rooms, const Room& room) : rooms_(std::move(rooms)), list_{room} {}
  std::int64_t revision() const override { return rooms_->revision(); }
  const std::vector<Room>& all() const override { return list_; }
  const Room* room(RoomId id) const override { return rooms_->room(id); }
  const Room* by_code(std::string_view code) const override { return rooms_->by_code(code); }

 private:
  std::shared_ptr<const Rooms> rooms_;
  std::vector<Room> list_;
};

/// The day with the most periods names the columns; other days are laid under it by code.
const DayGrid& fullest(const std::vector<DayGrid>& days) {
  return *std::ranges::max_element(days, {}, [](const DayGrid& grid) { return grid.day.periods.size(); });
}

bool worth_showing(const DayGrid& grid) { return grid.day.kind != SchoolDay::Kind::weekend || !grid.entries.empty(); }

Value::List under(const Value::List& columns, Value::List cells, LocalDate date) {
  Value::List row;
  for (const auto& column : columns) {
    const auto code = column.text_or("code");
    const auto found = std::ranges::find_if(cells, [&](const Value& cell) { return cell.text_or("p") == code; });
    Value::Map cell = found == cells.end() ? Value::Map{{"p", code}, {"class", "g"}} : *found->map();
    cell["id"] = date_text(date) + "." + code;  // the room is the same in all of them
    row.push_back(std::move(cell));
  }
  return row;
}

}  // namespace

std::shared_ptr<const Rooms> only(std::shared_ptr<const Rooms> rooms, RoomId room) {
  const auto& found = *rooms->room(room);
  return std::make_shared<OneRoom>(std::move(rooms), found);
}

Value::Map week_values(const std::vector<DayGrid>& days, const DayLook& look) {
  auto values = day_values(fullest(days), look);
  const auto columns = *values["periods"].list();
  Value::List rows;
  for (const auto& grid : days) {
    if (!worth_showing(grid)) continue;
    const auto day = day_values(grid, look);
    const auto& room = day.at("rows").list()->front();
    const auto& cells = *room.at("cells").list();
    rows.push_back(Value::Map{{"day", look.say.short_day(grid.day.date)},
                              {"href", day_link(grid.day.date)},
                              {"closed", grid.day.kind == SchoolDay::Kind::school ? "" : grid.day.closure},
                              {"now", grid.day.whole_day.contains(look.now)},
                              {"beyond", room.at("beyond")},
                              {"cells", under(columns, cells, grid.day.date)}});
  }
  return {{"periods", columns}, {"rows", std::move(rows)}};
}

}  // namespace lodge::rooms
