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
  ["evenings.may_book"] = {
    evening = "Year 9 parents' evening",
    year_group = 9,
    registration_class = "9B",
    made_by = "parent",
    appointments = 1,
    minutes_ahead = 7 * 24 * 60,
  },
  -- A mapping is given records of the kinds it names; its tests say record("contact", { … }).
  ["sync.map"] = {
    student = { mis_id = "S1", first_name = "Zoë", surname = "Nkosi", registration_class = "9B", date_of_birth = "2013-05-17", year_group = "9" },
    contact = {
      mis_id = "C1", title = "Ms", first_name = "Ada", surname = "Nkosi", email = "ada@example.org", student_mis_id = "S1",
      relationship = "Mother", parental_responsibility = "yes", priority = "1",
    },
    teacher = { mis_id = "T1", title = "Mr", first_name = "Jan", surname = "Zając", email = "jan@school.example" },
    class = { subject = "English", code = "9x/En1", teacher_mis_id = "T1", student_mis_id = "S1" },
    group = { name = "Chess club", teacher_mis_id = "T1", student_mis_id = "S1" },
    room = { code = "S12", name = "Science 12", building = "Science", capacity = "30", kind = "laboratory", facilities = "projector;sinks" },
    period = { code = "3", name = "Period 3", starts = "11:00", ends = "12:00", kind = "lesson" },
    term = { kind = "term", name = "Autumn", first_day = "2026-09-02", last_day = "2026-12-18" },
    lesson = { week = "A", day = "1", period = "3", class_code = "9x/En1", teacher_mis_id = "T1", room = "S12" },
  },
}
