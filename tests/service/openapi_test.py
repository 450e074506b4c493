"""openapi.json is true: each operation of the house and of rooms is asked, rightly and wrongly, and every answer is held against its schema."""

import re
import unittest

import jsonschema

from school import School

SCOPES = "rooms.view,rooms.book,sites.read,people.read,people.students,calendar.read,sync.read,rooms.book_for_others"
SLOT = {"room": "M03", "starts": "2027-01-09T08:00:00Z", "ends": "2027-01-09T09:00:00Z", "purpose": "Truth"}


class OpenApi(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.school = School("sqlite").__enter__()
        cls.client = cls.school.token("administrator", SCOPES)
        cls.document = cls.client.get("/api/v1/openapi.json").json
        cls.kept = set()

    @classmethod
    def tearDownClass(cls):
        cls.school.__exit__()

    def operation(self, method, path):
        """The operation that serves a path, and how it stands in the document."""
        path = path.split("?")[0]
        fitting = [pattern for pattern in self.document["paths"] if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", pattern), path)]
        pattern = min(fitting, key=lambda one: one.count("{"))
        return (method, pattern), self.document["paths"][pattern][method.lower()]

    def held(self, value, schema, where):
        """A schema of the document, whose references point into it."""
        whole = {**schema, "components": self.document["components"]}
        faults = jsonschema.Draft202012Validator(whole, format_checker=jsonschema.FormatChecker()).iter_errors(value)
        self.assertEqual([f"{where} {list(fault.path)}: {fault.message}" for fault in faults], [])

    def ask(self, method, path, body=None, client=None, status=None, **headers):
        """Asks, and holds the answer against the document: a success, or a refusal of that status."""
        client = client or self.client
        answer = client.request(method, path, headers=headers) if body is None else client.send_json(method, path, body, **headers)
        name, operation = self.operation(method, path)
        where = f"{method} {path} {answer.status}"
        self.assertTrue(answer.status == status if status else answer.status < 400, where + answer.text)
        if status:
            self.assertEqual(answer.headers["content-type"], "application/problem+json", where)
            self.held(answer.json, self.document["components"]["schemas"]["Problem"], where)
            self.assertEqual(answer.json["status"], answer.status, where)
            self.assertRegex(answer.json["type"], r"^urn:lodge:problem:[a-z]+(-[a-z]+)*$", where)
            return answer
        self.assertIn(str(answer.status), operation["responses"], where)
        self.held(answer.json, operation["responses"][str(answer.status)]["content"]["application/json"]["schema"], where)
        self.kept.add(name)
        return answer

    def refused(self, status, *asked, **how):
        return self.ask(*asked, status=status, **how).json

    def test_1_rooms(self):
        self.ask("GET", "/api/v1/rooms?limit=2")
        self.ask("GET", "/api/v1/rooms/availability?date=2027-01-11&period=1")
        booked = self.ask("POST", "/api/v1/bookings", SLOT, **{"Idempotency-Key": "truth"}).json
        one = "/api/v1/bookings/" + booked["id"]
        weekly = {"room": "M04", "date": "2027-01-11", "period": "1", "purpose": "x", "repeat_until": "2027-01-25"}
        self.assertEqual(len(self.ask("POST", "/api/v1/bookings/preview", weekly).json["dates"]), 3)
        self.ask("POST", "/api/v1/bookings", {**weekly, "choices": {"2027-01-18": "skip"}})
        for kind in ("booking", "lesson", "any"):
            listed = self.ask("GET", f"/api/v1/bookings?kind={kind}&from=2027-01-09T00:00:00Z&limit=5").json
            self.assertTrue(listed["items"] or kind == "lesson", kind)
        self.ask("GET", one)
        self.refused(422, "POST", "/api/v1/bookings", {**SLOT, "room": "M04"}, **{"Idempotency-Key": "truth"})
        self.ask("PATCH", one, {"purpose": "Changed", "version": booked["version"]})
        self.refused(409, "POST", "/api/v1/bookings", SLOT)
        self.refused(409, "PATCH", one, {"purpose": "Late", "version": 1})
        self.assertEqual(self.refused(400, "PATCH", one, {"version": "1"})["field"], "version")
        self.assertEqual(self.refused(400, "POST", "/api/v1/bookings", {**SLOT, "owner": "garbage"})["field"], "owner")
        student = self.client.get("/api/v1/people?kind=student&limit=1").json["items"][0]["id"]
        self.assertEqual(self.refused(400, "POST", "/api/v1/bookings", {**SLOT, "room": "M05", "owner": student})["field"], "owner")
        self.refused(404, "GET", "/api/v1/bookings/" + "0" * 26)
        self.refused(400, "GET", "/api/v1/rooms?limit=0")
        self.refused(403, "GET", "/api/v1/rooms", client=self.school.token("teacher", "sites.read"))
        self.ask("DELETE", one)

    def test_2_the_school(self):
        self.ask("GET", "/api/v1/openapi.json")
        self.ask("GET", "/api/v1/sites")
        first = self.ask("GET", "/api/v1/people?limit=1").json
        self.assertNotEqual(self.ask("GET", "/api/v1/people?limit=1&cursor=" + first["next"]).json["items"], first["items"])
        self.ask("GET", "/api/v1/people?kind=student")
        self.refused(400, "GET", "/api/v1/people?limit=501")
        self.refused(400, "GET", "/api/v1/people?kind=contact")
        self.assertEqual(self.ask("GET", "/api/v1/calendar?date=2027-01-09").json["kind"], "weekend")
        self.assertTrue(self.ask("GET", "/api/v1/calendar").json["periods"])
        self.refused(400, "GET", "/api/v1/calendar?date=tomorrow")
        self.ask("GET", "/api/v1/sync/runs")

    def test_3_no_operation_was_left_out(self):
        documented = {(method.upper(), path) for path, operations in self.document["paths"].items()
                      for method in operations if not path.startswith("/api/v1/evenings")}  # of one family: family_test.cpp
        self.assertEqual(documented - self.kept, set())


if __name__ == "__main__":
    unittest.main()
