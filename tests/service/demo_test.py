"""The demo school: every page of it has something to show."""

import re
import unittest

from client import Forms
from school import School


class Demo(unittest.TestCase):
    def test_families_have_booked_this_year_and_came_last_year(self):
        with School() as school:
            office = school.client("office")
            links = sorted({link for link in Forms(office.get("/admin/evenings").text).links if re.fullmatch(r"/admin/evenings/[0-9a-z]{26}", link)})
            self.assertEqual(len(links), 2)
            for link in links:
                self.assertRegex(Forms(office.get(link).text).text, r"[1-9]\d+ appointments are booked")
            went = [Forms(office.get(f"{link}/after").text).text for link in links]
            self.assertTrue(any(re.search(r"[1-9]\d+ came, [1-9]\d* did not", text) for text in went), went)


if __name__ == "__main__":
    unittest.main()
