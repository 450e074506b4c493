local ict = { name = "ICT 1", kind = "ICT" }

test("outside the exam weeks all is as always", function()
  allows(question { room = ict, day = { date = "2027-05-09" } })
  allows(question { room = ict, day = { date = "2027-06-26" } })
end)

test("within them, from the first day to the last, ICT rooms are kept", function()
  refuses(question { room = ict, day = { date = "2027-05-10" } }, "ICT 1 is kept for exams")
  refuses(question { room = ict, day = { date = "2027-06-25" } }, "choose another room")
end)

test("other rooms are not", function()
  allows(question { room = { kind = "classroom" }, day = { date = "2027-05-20" } })
end)

test("the office books them for the exams", function()
  allows(question { room = ict, day = { date = "2027-05-20" }, actor = { roles = { "office" } } })
end)
