"""The JSON API as a script uses it: what openapi.json says is served, with tokens that may only what their scopes name."""

import socket
import subprocess
import unittest

import days
from client import Client
from school import LODGE, School

SATURDAY = days.a_saturday()


class Api(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.school = School("sqlite").__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.school.__exit__()

    def test_a_token_for_booking_changes_and_cancels_its_own_and_nobody_elses(self):
        client, office = self.school.token("teacher"), self.school.token("office")
        slot = {"starts": f"{SATURDAY}T10:00:00Z", "ends": f"{SATURDAY}T11:00:00Z", "purpose": "Own"}
        own = "/api/v1/bookings/" + client.send_json("POST", "/api/v1/bookings", {"room": "M01", **slot}).json["id"]
        other = "/api/v1/bookings/" + office.send_json("POST", "/api/v1/bookings", {"room": "M02", **slot}).json["id"]
        self.assertEqual(client.send_json("PATCH", own, {"purpose": "Mine"}).json["purpose"], "Mine")
        self.assertEqual(client.request("DELETE", own).status, 200)
        grand = self.school.token("teacher", "rooms.view,rooms.book,rooms.manage,rooms.book_for_others")
        self.assertEqual(grand.send_json("PATCH", other, {"purpose": "Theirs"}).status, 403, "a scope makes no office of a teacher")
        self.assertEqual(office.request("DELETE", other).status, 200)

    def test_a_scope_that_does_not_exist_is_refused_with_those_that_do(self):
        wrong = subprocess.run([LODGE, "--config", self.school.conf, "token", "create", "--scopes", "rooms.veiw"], capture_output=True, text=True)
        self.assertEqual(wrong.returncode, 2)
        self.assertIn("rooms.veiw", wrong.stderr)
        self.assertIn("rooms.view", wrong.stderr)

    def test_a_body_without_its_length_is_refused_in_json(self):
        with socket.create_connection(("127.0.0.1", self.school.port)) as raw:
            raw.sendall(f"POST /api/v1/bookings HTTP/1.1\r\nHost: 127.0.0.1:{self.school.port}\r\n\r\n".encode())
            answer = raw.recv(65536).decode()
        self.assertTrue(answer.startswith("HTTP/1.1 411 "), answer)
        self.assertIn("application/problem+json", answer)

    def test_the_last_import_is_told(self):
        runs = self.school.token("administrator", "sync.read").get("/api/v1/sync/runs").json["items"]
        self.assertEqual([run["state"] for run in runs], ["applied"])
        self.assertEqual(runs[0]["counts"]["students"]["added"], 300, runs[0])

    def test_a_token_may_only_what_its_scopes_name(self):
        client = self.school.token("teacher", "rooms.view")
        self.assertEqual(client.get("/api/v1/rooms").status, 200)
        for refused in (client.get("/api/v1/people"), client.get("/api/v1/sync/runs"),
                        client.send_json("POST", "/api/v1/bookings", {"room": "M01", "purpose": "x", "date": f"{SATURDAY}", "period": "1"})):
            self.assertEqual((refused.status, refused.headers["content-type"]), (403, "application/problem+json"))

    def test_a_stranger_is_asked_for_a_token(self):
        answer = Client(self.school.port).get("/api/v1/rooms")
        self.assertEqual((answer.status, answer.headers["www-authenticate"].split()[0]), (401, "Bearer"))

    def test_a_key_books_once(self):
        client = self.school.token("teacher")
        slot = {"room": "M02", "starts": f"{SATURDAY}T08:00:00Z", "ends": f"{SATURDAY}T09:00:00Z", "purpose": "Once"}
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
