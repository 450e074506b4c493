"""The school's year as its technician changes it: week letters from a date on, days unlike their weekday."""

import datetime
import unittest

import days
from school import School


class Calendar(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.school = School(students=60)
        cls.addClassCleanup(cls.school.__exit__)

    def calendar(self, *words, expect=0):
        return self.school.lodge("calendar", *words, expect=expect)

    def letter(self, date):
        return self.calendar("day", date)["week_letter"]

    def test_a_shift_is_shown_and_then_done(self):
        monday = days.a_school_monday(self.school)
        before = self.letter(monday)
        shown = self.calendar("shift", "--from", monday)
        self.assertFalse(shown["shifted"])
        self.assertEqual(self.letter(monday), before, "a preview changes nothing")
        self.assertEqual((shown["changes"][0]["date"], shown["changes"][0]["was"]), (monday.isoformat(), before))
        done = self.calendar("shift", "--from", monday, "--sure")
        self.addCleanup(self.calendar, "shift", "--from", monday, "--sure")
        self.assertEqual(done["changes"], shown["changes"])
        self.assertEqual(self.letter(monday), done["changes"][0]["becomes"])
        self.assertGreater(done["lessons_booked"], 0, "the lessons follow")
        self.assertEqual(self.school.lodge("verify")["faults"], [])

    def test_a_saturday_is_made_a_school_day_and_an_ordinary_one_again(self):
        saturday = days.a_school_monday(self.school) + datetime.timedelta(days=5)
        self.assertFalse(self.calendar("day", saturday)["school"])
        self.assertTrue(self.calendar("day", saturday, "--name", "Open morning")["school"])
        self.assertFalse(self.calendar("day", saturday, "--ordinary")["school"])

    def test_what_cannot_be_is_refused_with_a_sentence(self):
        self.assertIn("2027-03-01", self.calendar("shift", "--from", "March", expect=2)["error"])
        self.assertIn("no such year", self.calendar("shift", "--from", "1999-03-01", expect=1)["error"])
        self.assertIn("no-such", self.calendar("day", "2027-03-01", "--name", "Exams", "--schedule", "no-such", expect=1)["error"])
        self.calendar("day", "2027-03-01", "--ordinary", "--name", "Exams", expect=2)


if __name__ == "__main__":
    unittest.main()
