-- So that everybody has a turn: a teacher may book only so often in one week.
return {
  hook = "rooms.may_book",
  says = "A teacher may have only so many bookings in one week.",

  settings = {
    most = 5,
    kinds = {}, -- only rooms of these kinds, such as { "ICT" }; all rooms when empty
    not_for = { "office", "technician" },
  },

  check = function(booking, settings)
    if #settings.kinds > 0 and not has(settings.kinds, booking.room.kind) then return true end
    for _, role in ipairs(settings.not_for) do
      if has(booking.actor.roles, role) then return true end
    end
    if booking.actor.bookings_this_week < settings.most then return true end
    return false, "You have " .. booking.actor.bookings_this_week .. " bookings in that week already; "
      .. settings.most .. " are the most. Cancel one that you do not need, or ask the office."
  end,
}
