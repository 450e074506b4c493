-- The hall needs notice: chairs must be set out and the caretaker told.
return {
  hook = "rooms.may_book",
  says = "Rooms of some kinds need notice, counted in school days.",

  settings = {
    kinds = { "hall" },
    notice = "2 school days",
    not_for = { "office" },
  },

  check = function(booking, settings)
    if not has(settings.kinds, booking.room.kind) then return true end
    for _, role in ipairs(settings.not_for) do
      if has(booking.actor.roles, role) then return true end
    end
    if booking.day.days_ahead >= settings.notice then return true end
    local days = settings.notice == 1 and "one school day's" or settings.notice .. " school days'"
    return false, booking.room.name .. " needs " .. days .. " notice, so that it can be set out. Please ask the office."
  end,
}
