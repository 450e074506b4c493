-- A whole question for each hook, as rules are asked; tests change what they need of it (see README.md).
-- lodge.d.lua says what each member means.
return {
  ["rooms.may_book"] = {
    actor = { roles = { "teacher" }, bookings_this_week = 0 },
    room = { code = "S12", name = "Science 12", building = "Science", kind = "laboratory", seats = 30, features = { "projector", "sinks" } },
    day = { date = "2026-11-26", weekday = "thursday", week_letter = "A", term = "Autumn", days_ahead = 3 },
    period = "3",
    starts = 11 * 60,
    ends = 12 * 60,
    repeats = false,
  },
}
