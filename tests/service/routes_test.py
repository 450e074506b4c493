"""Every address of the running house asks for a permission, and each form for its own token: what lodged itself names (--routes), tried by
those who have none, and as another site would."""

import functools
import re
import subprocess
import unittest
import urllib.parse

import engines
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
        cls.forms = [pattern for method, pattern, _ in cls.routes if method == "POST" and not pattern.startswith("/api/")]

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

    @staticmethod
    @functools.cache  # a one-time code is good for one sign-in
    def everybody():
        """Somebody for each page there is, and what the forms of theirs and of another are sent with."""
        parent = Routes.school.client()
        parent.submit(parent.get("/parents/letter"), {"code": Routes.school.parent["letter_code"]})
        clients = [parent, *(Routes.school.client(account["role"]) for account in Routes.school.accounts)]
        tokens = [next(form["fields"]["form_token"] for form in client.get("/account" if client is not parent else "/parents").parsed.forms
                       if "form_token" in form["fields"]) for client in clients]
        return list(zip(clients, tokens, [*tokens[1:], tokens[0]]))

    def post(self, client, pattern, token, **headers):
        """The status, and why by the journal."""
        log = self.school.home / "log"
        seen = log.stat().st_size
        fields = urllib.parse.urlencode({"form_token": token} if token else {"a": "1"})
        answer = client.request("POST", re.sub(r"{[^}]*}", "x", pattern), fields, {"Content-Type": "application/x-www-form-urlencoded", **headers}, follow=False)
        return answer.status, re.findall(r'HTTP-011 .*why="([^"]*)"', log.read_text()[seen:])

    def audit(self):
        return engines.rows(self.school.central, "select count(*) from audit")

    def test_no_form_of_another_site_does_anything(self):
        everybody, before, tried = self.everybody(), self.audit(), 0
        for pattern in self.forms:
            for client, own, _ in everybody:
                for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
                    self.assertEqual(self.post(client, pattern, own, **headers), (403, ["forged"]), f"{pattern} {headers}")
                    tried += 1
        self.assertEqual(self.audit(), before)
        self.assertGreater(tried, 1000)

    def test_no_form_without_its_own_token_does_anything(self):
        everybody, before = self.everybody(), self.audit()
        for pattern in self.forms:
            why = set()
            for client, _, foreign in everybody:
                for token in (None, "x", foreign):
                    status, whys = self.post(client, pattern, token)
                    self.assertEqual(status, 403, f"{pattern} {token}")
                    why.update(whys)
            self.assertIn("form-token", why, f"{pattern}: somebody may do this, and only the token stopped them")
        self.assertEqual(self.audit(), before)

    def test_looking_changes_nothing(self):
        everybody, before = self.everybody(), self.audit()
        for client, _, _ in everybody:
            self.assertGreater(len(self.tried(client, lambda method, *_: method == "GET")), 50)
        self.assertEqual(self.audit(), before)


if __name__ == "__main__":
    unittest.main()
