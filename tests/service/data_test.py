"""Two schools from outside the tree, imported with the real command: a large one, and one full of faults. Skipped where
their files are not at hand (LODGE_SCHOOL_DATA, or shared/data beside the checkout)."""

import os
import pathlib
import time
import unittest

from school import SOURCE, School

DATA = pathlib.Path(os.environ.get("LODGE_SCHOOL_DATA") or SOURCE.parent / "shared" / "data")


@unittest.skipUnless(DATA.is_dir(), "the sample schools are not here")
class Import(unittest.TestCase):
    def imported(self, school, folder):
        plan = school.lodge("sync", "plan", "--from", folder)
        return plan, school.lodge("sync", "apply", plan["id"])

    def large_school(self, engine):
        with_nothing = School(engine, demo=False, sites=("ashdown",))
        try:
            with_nothing.lodge("site", "create", "ashdown", "--name", "Ashdown School")
            began = time.monotonic()
            _, applied = self.imported(with_nothing, DATA / "ashdown/native")
            print(f"{engine}: Ashdown imported in {time.monotonic() - began:.2f} s", flush=True)
            self.assertEqual(applied["state"], "applied")
            again = with_nothing.lodge("sync", "plan", "--from", DATA / "ashdown/native")
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
            plan, applied = self.imported(school, DATA / "messy/native")
            told = {(fault["file"], fault["row"]) for fault in plan["faults"]}
            for line in (DATA / "messy/MESS.md").read_text(encoding="utf-8").splitlines():
                cells = [cell.strip() for cell in line.strip("|").split("|")]
                if len(cells) == 3 and cells[1].endswith(".csv"):
                    with self.subTest(cells[0]):
                        self.assertTrue(any((cells[1], row) in told for row in self.rows_of(cells[1], cells[2])), cells)
            self.assertEqual(applied["state"], "applied")
        finally:
            school.__exit__()


if __name__ == "__main__":
    unittest.main()
