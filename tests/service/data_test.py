"""Schools imported with the real command, `lodge sync apply --from`. A large one and one full of faults come from outside
the tree, and are skipped where they are not at hand (LODGE_SCHOOL_DATA, or shared/data beside the checkout)."""

import os
import pathlib
import time
import unittest

from school import SOURCE, School

DATA = pathlib.Path(os.environ.get("LODGE_SCHOOL_DATA") or SOURCE.parent / "shared" / "data")


@unittest.skipUnless(DATA.is_dir(), "the sample schools are not here")
class Import(unittest.TestCase):
    def large_school(self, engine):
        with_nothing = School(engine, demo=False, sites=("ashdown",))
        try:
            with_nothing.lodge("site", "create", "ashdown", "--name", "Ashdown School")
            began = time.monotonic()
            first = with_nothing.lodge("sync", "apply", "--from", DATA / "ashdown/native")
            if os.environ.get("LODGE_NIGHTLY"):  # by day other tests run beside it
                self.assertLess(time.monotonic() - began, 5)
            self.assertEqual((first["state"], first["nothing_to_do"]), ("applied", False))
            again = with_nothing.lodge("sync", "apply", "--from", DATA / "ashdown/native")
            self.assertTrue(again["nothing_to_do"], again)
        finally:
            with_nothing.__exit__()

    def test_a_large_school_on_sqlite(self):
        self.large_school("sqlite")

    def test_a_large_school_on_mariadb(self):
        self.large_school("mariadb")

    def rows_of(self, file, who):
        """The rows that a line of MESS.md means: by number, or all that name one of its ids."""
        if who.startswith("row "):
            return [int(who.removeprefix("row "))]
        lines = (DATA / "messy/native" / file).read_text(encoding="utf-8").splitlines()
        return [number for number, line in enumerate(lines, 1) if any(name in line.split(",") for name in who.split())]

    def test_each_fault_of_the_messy_school_is_named(self):
        school = School("sqlite", demo=False)
        try:
            school.lodge("site", "create", "messy", "--name", "Messy School")
            applied = school.lodge("sync", "apply", "--from", DATA / "messy/native")
            told = {(fault["file"], fault["row"]) for fault in applied["plan"]["faults"]}
            for line in (DATA / "messy/MESS.md").read_text(encoding="utf-8").splitlines():
                cells = [cell.strip() for cell in line.strip("|").split("|")]
                if len(cells) == 3 and cells[1].endswith(".csv"):
                    with self.subTest(cells[0]):
                        self.assertTrue(any((cells[1], row) in told for row in self.rows_of(cells[1], cells[2])), cells)
            self.assertEqual(applied["state"], "applied")
        finally:
            school.__exit__()


class OneCommand(unittest.TestCase):
    """`lodge sync apply --from` plans and applies, and holds back where it would take people away."""

    def setUp(self):
        self.school = School("sqlite", students=60)
        self.addCleanup(self.school.__exit__)
        self.folder = self.school.home / "files"
        self.school.lodge("demo", "files", "--students", "60", self.folder)

    def test_a_school_that_lost_half_its_students_is_held_back_until_somebody_says_so(self):
        rows = (self.folder / "students.csv").read_text().splitlines()
        (self.folder / "students.csv").write_text("\n".join(rows[:30]) + "\n")
        held = self.school.lodge("sync", "apply", "--from", self.folder, expect=1)
        self.assertIn("Nothing was changed. If it is right all the same: lodge sync apply " + held["plan"]["id"], held["error"])
        self.assertEqual(self.school.lodge("sync", "status")["plans"][0]["state"], "planned")
        confirmed = held["error"].split("--confirm ")[1]
        named = self.school.lodge("sync", "apply", "--from", self.folder, "--site", "larkhill", expect=1)
        self.assertIn(f"lodge sync apply {named['plan']['id']} --site larkhill --confirm ", named["error"])
        held = named
        self.assertEqual(self.school.lodge("sync", "apply", held["plan"]["id"], "--confirm", confirmed)["state"], "applied")

    def test_it_wants_a_plan_or_a_folder(self):
        self.school.lodge("sync", "apply", expect=2)
        self.school.lodge("sync", "apply", "a-plan", "--from", self.folder, expect=2)


if __name__ == "__main__":
    unittest.main()
