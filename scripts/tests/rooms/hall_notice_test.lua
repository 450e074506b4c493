local hall = { code = "HALL", name = "The hall", kind = "hall" }

test("another room needs no notice", function()
  allows(question { day = { days_ahead = 0 } })
end)

test("the hall may be booked two school days ahead", function()
  allows(question { room = hall, day = { days_ahead = 2 } })
end)

test("the hall is refused for tomorrow, in words that say what to do", function()
  refuses(question { room = hall, day = { days_ahead = 1 } }, "The hall needs 2 school days' notice")
  refuses(question { room = hall, day = { days_ahead = 1 } }, "ask the office")
end)

test("the office may book it at once", function()
  allows(question { room = hall, day = { days_ahead = 0 }, actor = { roles = { "office" } } })
end)

test("a school may ask for more notice, or one day", function()
  refuses(question { room = hall, day = { days_ahead = 4 } }, "5 school days'", { notice = 5 })
  refuses(question { room = hall, day = { days_ahead = 0 } }, "one school day's", { notice = 1 })
end)

test("a kind is the same in whatever case", function()
  refuses(question { room = { kind = "Hall" }, day = { days_ahead = 1 } }, "ask the office")
end)
