"""A parents' evening opens and its families all come at once: nobody's slot twice, nobody's word lost."""

import os
import unittest

import rush

FAMILIES, SECONDS = (1500, 60) if os.environ.get("LODGE_NIGHTLY") else (150, 6)


class OpeningRush(unittest.TestCase):
    def rush_on(self, engine):
        with rush.OpenedEvening(engine, max(FAMILIES, 300)) as evening:
            report = evening.rush(FAMILIES, SECONDS)
            self.assertEqual(rush.broken(evening, report), [])
            self.assertEqual([count for count, _ in report.done], [5] * FAMILIES)
            self.assertTrue([nearest for nearest, _ in report.late() if nearest > 0], "nobody was too late, so nobody was told what is near")
            by_letter, by_code = report.ways_in()
            self.assertEqual(by_letter + by_code, FAMILIES)
            self.assertGreater(by_code, FAMILIES // 4)

    def test_no_slot_twice_and_nothing_lost_on_sqlite(self):
        self.rush_on("sqlite")

    def test_no_slot_twice_and_nothing_lost_on_mariadb(self):
        self.rush_on("mariadb")


if __name__ == "__main__":
    unittest.main()
