"""Holds tests/asvs.csv: every row of OWASP ASVS 5.0 levels 1 and 2 has a state, and every test it names exists."""

import csv
import pathlib
import re
import unittest

TESTS = pathlib.Path(__file__).resolve().parent


def rows():
    with open(TESTS / "asvs.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_names():
    """Every test there is: "Suite.Name" of GoogleTest, "Class.method" of Python, the titles of the browser's."""
    names = set()
    for path in TESTS.rglob("*"):
        if "node_modules" in path.parts or not path.is_file():
            continue
        if path.suffix == ".cpp":
            found = re.findall(r"^(?:TEST|TEST_F|TEST_P|RC_GTEST_PROP)\(\s*(\w+),\s*(\w+)", path.read_text(encoding="utf-8"), re.M)
            names.update(f"{suite}.{name}" for suite, name in found)
        elif path.name.endswith("_test.py"):
            names.update(python_names(path.read_text(encoding="utf-8")))
        elif path.name.endswith(".test.mjs"):
            names.update(re.findall(r"\b(?:test|it)\(\s*['\"`]([^'\"`]+)['\"`]", path.read_text(encoding="utf-8")))
    return names


def python_names(text):
    suite = ""
    for line in text.splitlines():
        if match := re.match(r"class (\w+)", line):
            suite = match[1]
        elif match := re.match(r"    def (test_\w+)", line):
            yield f"{suite}.{match[1]}"


class Asvs(unittest.TestCase):
    def test_every_row_stands_once(self):
        numbers = [row["row"] for row in rows()]
        self.assertEqual(len(numbers), 246)
        self.assertEqual(len(set(numbers)), 246)
        for number in numbers:
            self.assertRegex(number, r"^\d+\.\d+\.\d+$")

    def test_every_row_has_a_state_and_says_why(self):
        for row in rows():
            self.assertIn(row["state"], ("test", "doc", "later", "n/a"), row)
            self.assertTrue(row["where"].strip(), row)

    def test_every_named_test_exists(self):
        known = test_names()
        missing = [(row["row"], name) for row in rows() if row["state"] == "test"
                   for name in re.split(r"\s*;\s*", row["where"]) if name not in known]
        self.assertEqual(missing, [])

    def test_every_named_document_exists(self):
        missing = [row for row in rows() if row["state"] == "doc" and not (TESTS.parent / row["where"].split("#")[0]).is_file()]
        self.assertEqual(missing, [])


if __name__ == "__main__":
    unittest.main()
