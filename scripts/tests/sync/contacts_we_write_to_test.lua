test("a parent is taken as they are", function()
  maps(record("contact", { relationship = "Mother" }), {})
end)

test("a code becomes a word, in whatever case", function()
  maps(record("contact", { relationship = "MUM" }), { relationship = "Mother" })
  maps(record("contact", { relationship = "car" }), { relationship = "Carer" })
end)

test("who is no family is left out", function()
  leaves_out(record("contact", { relationship = "Social worker" }), "does not write to a social worker")
end)

test("a school may leave out others, and have codes of its own", function()
  local own = { leave_out = { "Neighbour" }, codes = { "N=Neighbour" } }
  leaves_out(record("contact", { relationship = "N" }), "neighbour", own)
  maps(record("contact", { relationship = "Doctor" }), {}, own)
end)
