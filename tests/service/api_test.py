"""The JSON API as a script uses it: what openapi.json says is served, with tokens that may only what their scopes name."""

import unittest

from client import Client
from school import School


class Api(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.school = School("sqlite").__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.school.__exit__()

    def test_every_documented_get_answers_as_documented(self):
        client = self.school.token("administrator", "rooms.view,rooms.book,sites.read,people.read,people.students,sync.read,evenings.use,evenings.manage")
        booked = client.send_json("POST", "/api/v1/bookings", {"room": "M01", "starts": "2027-01-09T08:00:00Z",
                                                                "ends": "2027-01-09T09:00:00Z", "purpose": "Api"}).json
        document = client.get("/api/v1/openapi.json").json
        self.assertTrue(document["openapi"].startswith("3.1"))
        for path, operations in document["paths"].items():
            if "get" not in operations or path.endswith("openapi.json"):
                continue
            if path.startswith("/api/v1/evenings/"):
                continue  # of one family: family_test.cpp
            with self.subTest(path):
                query = "?date=2027-01-09&period=1" if path.endswith("availability") else ""
                answer = client.get(path.replace("{id}", booked["id"]) + query)
                self.assertEqual(answer.status, 200, answer.text)
                schema = operations["get"]["responses"]["200"]["content"]["application/json"]["schema"]
                self.assertLessEqual(set(schema.get("required", [])), set(answer.json))

    def test_the_last_import_is_told(self):
        runs = self.school.token("administrator", "sync.read").get("/api/v1/sync/runs").json["items"]
        self.assertEqual([run["state"] for run in runs], ["applied"])
        self.assertEqual(runs[0]["counts"]["students"]["added"], 300, runs[0])

    def test_a_token_may_only_what_its_scopes_name(self):
        client = self.school.token("teacher", "rooms.view")
        self.assertEqual(client.get("/api/v1/rooms").status, 200)
        for refused in (client.get("/api/v1/people"), client.get("/api/v1/sync/runs"),
                        client.send_json("POST", "/api/v1/bookings", {"room": "M01", "purpose": "x", "date": "2027-01-09", "period": "1"})):
            self.assertEqual((refused.status, refused.headers["content-type"]), (403, "application/problem+json"))

    def test_a_stranger_is_asked_for_a_token(self):
        answer = Client(self.school.port).get("/api/v1/rooms")
        self.assertEqual((answer.status, answer.headers["www-authenticate"].split()[0]), (401, "Bearer"))

    def test_a_key_books_once(self):
        client = self.school.token("teacher")
        slot = {"room": "M02", "starts": "2027-01-09T08:00:00Z", "ends": "2027-01-09T09:00:00Z", "purpose": "Once"}
        first = client.send_json("POST", "/api/v1/bookings", slot, **{"Idempotency-Key": "once"})
        again = client.send_json("POST", "/api/v1/bookings", slot, **{"Idempotency-Key": "once"})
        self.assertEqual((first.status, first.json["id"]), (201, again.json["id"]))

    def test_what_did_not_change_is_not_sent_again(self):
        client = self.school.token("teacher")
        first = client.get("/api/v1/rooms")
        again = client.request("GET", "/api/v1/rooms", headers={"If-None-Match": first.headers["etag"]})
        self.assertEqual((again.status, again.body), (304, b""))


if __name__ == "__main__":
    unittest.main()
