"""The school's year as its technician changes it: week letters from a date on, days unlike their weekday."""

import datetime
import subprocess
import unittest

import days
from school import LODGE, School


class Calendar(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.school = School(students=60)
        cls.addClassCleanup(cls.school.__exit__)

    def calendar(self, *words, expect=0):
        return self.school.lodge("calendar", *words, expect=expect)

    def letter(self, date):
        return self.calendar("day", date)["week_letter"]

    def shift(self, monday):
        return self.calendar("shift", "--from", monday, "--sure", self.calendar("shift", "--from", monday)["revision"])

    def test_a_shift_is_done_once_and_only_as_it_was_shown(self):
        monday = days.a_school_monday(self.school)
        shown = self.calendar("shift", "--from", monday)["revision"]
        self.calendar("shift", "--from", monday, "--sure", shown)
        self.addCleanup(self.shift, monday)
        shifted = self.letter(monday)
        self.assertIn("since this was shown", self.calendar("shift", "--from", monday, "--sure", shown, expect=1)["error"])
        self.assertEqual(self.letter(monday), shifted, "the same line twice does not shift back")
        for number in ("", "soon", f"{shown}x"):
            self.assertIn("the preview", self.calendar("shift", "--from", monday, "--sure", number, expect=2)["error"])

    def test_the_line_to_copy_names_the_school_that_was_asked_for(self):
        monday = days.a_school_monday(self.school)
        shown = self.calendar("shift", "--from", monday)["revision"]
        for more in ((), ("--site", "larkhill")):
            words = " ".join(map(str, ("lodge calendar shift --from", monday, "--sure", shown, *more)))
            done = subprocess.run([LODGE, "--config", self.school.conf, "calendar", "shift", "--from", str(monday), *more],
                                  capture_output=True, text=True, check=True)
            self.assertTrue(done.stdout.endswith(words + "\n"), done.stdout)

    def test_a_shift_is_shown_and_then_done(self):
        monday = days.a_school_monday(self.school)
        before = self.letter(monday)
        shown = self.calendar("shift", "--from", monday)
        self.assertFalse(shown["shifted"])
        self.assertEqual(self.letter(monday), before, "a preview changes nothing")
        self.assertEqual((shown["changes"][0]["date"], shown["changes"][0]["was"]), (monday.isoformat(), before))
        done = self.calendar("shift", "--from", monday, "--sure", shown["revision"])
        self.addCleanup(self.shift, monday)
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
