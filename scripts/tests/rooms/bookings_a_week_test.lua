test("the fifth booking of a week is allowed, the sixth is not", function()
  allows(question { actor = { bookings_this_week = 4 } })
  refuses(question { actor = { bookings_this_week = 5 } }, "5 bookings in that week already")
end)

test("the office and technicians book as often as they must", function()
  allows(question { actor = { bookings_this_week = 50, roles = { "office" } } })
  allows(question { actor = { bookings_this_week = 50, roles = { "teacher", "technician" } } })
end)

test("a school may count only for some kinds of rooms", function()
  local scarce = { kinds = { "ICT" } }
  allows(question { actor = { bookings_this_week = 9 }, room = { kind = "classroom" } }, scarce)
  refuses(question { actor = { bookings_this_week = 9 }, room = { kind = "ICT" } }, "9 bookings", scarce)
end)
