-- So that a few quick families do not have every time of a full evening.
return {
  hook = "evenings.may_book",
  says = "A family books so many appointments at first; what is left is for everybody, some time before the evening.",

  settings = {
    most = 6,
    freed = "24 hours",
    not_for = { "staff" },
  },

  check = function(appointment, settings)
    if has(settings.not_for, appointment.made_by) then return true end
    if appointment.appointments <= settings.most then return true end
    if appointment.minutes_ahead <= settings.freed * 60 then return true end
    return false, "Please choose up to " .. settings.most .. " appointments for now. From " .. settings.freed
      .. " hours before the evening you may book more, while there are times left."
  end,
}
