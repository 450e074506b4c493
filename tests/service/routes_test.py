"""Every address of the running house asks for a permission: what lodged itself names (--routes), tried by those who have none."""

import re
import subprocess
import unittest

from school import LODGED, School

# What anybody may: the front page and its language, the ways in and out, what carries a secret in its address, and a late form
# (/kept shows nobody but its sender anything).
FOR_ANYBODY = {
    "GET /", "POST /language", "GET /assets/{hash}/{name}", "GET /api/v1/openapi.json",
    "GET /sign-in", "POST /sign-in", "GET /sign-in/code", "POST /sign-in/code", "POST /sign-out", "GET /set-up", "POST /set-up",
    "GET /parents/sign-in", "POST /parents/sign-in", "GET /parents/code", "POST /parents/code", "GET /parents/letter", "POST /parents/letter",
    "GET /display/evenings/{token}", "GET /parents/calendar/{token}", "GET /kept", "POST /kept",
}


class Routes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.school = School("sqlite", students=60).__enter__()
        cls.addClassCleanup(cls.school.__exit__)
        said = subprocess.run([LODGED, "--config", cls.school.conf, "--routes"], check=True, capture_output=True, text=True).stdout
        cls.routes = [tuple(line.split()) for line in said.splitlines()]

    def tried(self, client, asks):
        """{"GET /pattern": status} of all that `asks` picks."""
        return {f"{method} {pattern}": client.request(method, re.sub(r"{[^}]*}", "x", pattern), follow=False)
                for method, pattern, permission in self.routes if asks(method, pattern, permission)}

    def test_a_stranger_gets_nothing_but_the_ways_in(self):
        opens = {f"{method} {pattern}" for method, pattern, permission in self.routes if permission == "anybody"}
        self.assertEqual(opens, FOR_ANYBODY)
        for what, answer in self.tried(self.school.client(), lambda *route: route[2] != "anybody").items():
            if "/api/" in what:
                self.assertEqual(answer.status, 401, what)
            else:
                self.assertEqual(answer.status, 303, what)
                self.assertRegex(answer.headers["location"], "^(/parents)?/sign-in[?]then=", what)

    def test_a_teacher_gets_nothing_of_the_offices(self):
        tried = self.tried(self.school.client("teacher"), lambda method, pattern, _: pattern.startswith("/admin"))
        self.assertEqual({what: answer.status for what, answer in tried.items() if answer.status != 403}, {})
        self.assertGreater(len(tried), 50)

    def test_a_parent_gets_nothing_of_the_staffs(self):
        parent = self.school.client()
        home = parent.submit(parent.get("/parents/letter"), {"code": self.school.parent["letter_code"]})
        self.assertEqual(home.path, "/parents")
        tried = self.tried(parent, lambda method, pattern, _: pattern.startswith(("/admin", "/staff")))
        self.assertEqual({what: answer.status for what, answer in tried.items() if answer.status != 403}, {})
        self.assertGreater(len(tried), 50)


if __name__ == "__main__":
    unittest.main()
