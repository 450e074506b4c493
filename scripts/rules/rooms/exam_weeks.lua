-- In exam weeks some rooms are kept for the exams.
return {
  hook = "rooms.may_book",
  says = "In exam weeks, rooms of some kinds are kept for exams.",

  settings = {
    from = "2027-05-10",
    to = "2027-06-25",
    kinds = { "ICT" },
    only_for = { "office" },
  },

  check = function(booking, settings)
    -- Dates are written year first, so that comparing them as texts compares them in time.
    local in_exam_weeks = settings.from <= booking.day.date and booking.day.date <= settings.to
    if not in_exam_weeks or not has(settings.kinds, booking.room.kind) then return true end
    for _, role in ipairs(settings.only_for) do
      if has(booking.actor.roles, role) then return true end
    end
    return false, booking.room.name .. " is kept for exams until the end of the exam weeks. Please choose another room."
  end,
}
