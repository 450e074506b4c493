-- Not everybody that a MIS lists for a child is somebody to invite, and what they are is written in codes.
return {
  hook = "sync.map",
  says = "Contacts of some relationships stay in the MIS, and codes of relationships become words.",

  kinds = { "contact" },

  settings = {
    leave_out = { "social worker", "childminder", "doctor" },
    codes = { "MUM=Mother", "DAD=Father", "GRP=Grandparent", "CAR=Carer" },
  },

  map = function(contact, settings)
    for _, code in ipairs(settings.codes) do
      local short, word = code:sub(1, code:find("=") - 1), code:sub(code:find("=") + 1)
      if has({ short }, contact.relationship) then contact.relationship = word end
    end
    if not has(settings.leave_out, contact.relationship) then return contact end
    return false, "the school does not write to a " .. contact.relationship:lower()
  end,
}
