local day = 24 * 60

test("a family books six a week before", function()
  allows(question { appointments = 6, minutes_ahead = 7 * day })
end)

test("the seventh is refused, in words that say when it can be had", function()
  refuses(question { appointments = 7, minutes_ahead = 7 * day }, "up to 6 appointments")
  refuses(question { appointments = 7, minutes_ahead = 7 * day }, "From 24 hours before")
end)

test("a day before, what is left is for everybody", function()
  allows(question { appointments = 7, minutes_ahead = day })
end)

test("the office and teachers book as many as they like", function()
  allows(question { appointments = 12, minutes_ahead = 7 * day, made_by = "staff" })
end)

test("a school may say how many, and when the rest is freed", function()
  refuses(question { appointments = 4, minutes_ahead = 7 * day }, "up to 3 appointments", { most = 3 })
  allows(question { appointments = 4, minutes_ahead = 2 * day }, { most = 3, freed = 48 })
end)
