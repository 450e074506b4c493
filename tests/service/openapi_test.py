"""openapi.json is true: each operation is asked, rightly and wrongly, and every answer is held against its schema."""

import collections
import datetime
import re
import sqlite3
import unittest

import jsonschema

import days
from client import Client
from evening import open_evening
from school import School

SCOPES = ("rooms.view,rooms.book,sites.read,people.read,people.students,calendar.read,sync.read,rooms.book_for_others,"
          "evenings.use,evenings.manage")
SATURDAY = days.a_saturday()
SLOT = {"room": "M03", "starts": f"{SATURDAY}T08:00:00Z", "ends": f"{SATURDAY}T09:00:00Z", "purpose": "Truth"}
NOBODY = "0" * 26


class OpenApi(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.school = School("sqlite").__enter__()
        cls.client = cls.school.token("administrator", SCOPES)
        cls.document = cls.client.get("/api/v1/openapi.json").json
        cls.done, cls.turned_down = set(), set()

    @classmethod
    def tearDownClass(cls):
        cls.school.__exit__()

    @classmethod
    def operations(cls):
        """Each as ((method, path), how it stands in the document)."""
        return {(method.upper(), path): operation for path, operations in cls.document["paths"].items() for method, operation in operations.items()}

    def operation(self, method, path):
        """The name of the operation that serves a path."""
        path = path.split("?")[0]
        fitting = [pattern for pattern in self.document["paths"] if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", pattern), path)]
        return method, min(fitting, key=lambda one: one.count("{"))

    def held(self, value, schema, where):
        """A schema of the document, whose references point into it."""
        whole = {**schema, "components": self.document["components"]}
        faults = jsonschema.Draft202012Validator(whole, format_checker=jsonschema.FormatChecker()).iter_errors(value)
        self.assertEqual([f"{where} {list(fault.path)}: {fault.message}" for fault in faults], [])

    def send(self, method, path, body=None, client=None, **headers):
        client = client or self.client
        return client.request(method, path, headers=headers) if body is None else client.send_json(method, path, body, **headers)

    def ask(self, method, path, body=None, **how):
        """Asks for what can be had, and holds the answer against the document. What was read is known when it is asked again."""
        answer = self.send(method, path, body, **how)
        name, where = self.operation(method, path), f"{method} {path} {answer.status}"
        responses = self.operations()[name]["responses"]
        self.assertLess(answer.status, 300, where + answer.text)
        self.assertIn(str(answer.status), responses, where)
        self.held(answer.json, responses[str(answer.status)]["content"]["application/json"]["schema"], where)
        if method == "GET":
            again = self.send(method, path, **how, **{"If-None-Match": answer.headers["etag"]})
            self.assertEqual((again.status, again.body), (304, b""), where)
        self.done.add(name)
        return answer.json

    def problem(self, answer, status, where):
        self.assertEqual(answer.status, status, where + answer.text)
        self.assertEqual(answer.headers["content-type"], "application/problem+json", where)
        self.held(answer.json, self.document["components"]["schemas"]["Problem"], where)
        self.assertEqual(answer.json["status"], answer.status, where)
        self.assertRegex(answer.json["type"], r"^urn:lodge:problem:[a-z]+(-[a-z]+)*$", where)
        return answer.json

    def refused(self, status, method, path, body=None, **how):
        """Asks for what cannot be had; answers the problem."""
        told = self.problem(self.send(method, path, body, **how), status, f"{method} {path}")
        self.turned_down.add(self.operation(method, path))
        return told

    def test_1_rooms(self):
        monday = days.a_school_monday(self.school, weeks=3)
        dates = [f"{monday + n * days.WEEK}" for n in range(3)]
        self.ask("GET", "/api/v1/rooms?limit=2")
        free = f"/api/v1/rooms/availability?date={monday}&period=1"
        first = self.ask("GET", free + "&limit=1")
        self.assertNotEqual(self.ask("GET", f"{free}&limit=1&cursor={first['next']}")["items"], first["items"])
        booked = self.ask("POST", "/api/v1/bookings", SLOT, **{"Idempotency-Key": "truth"})
        self.assertEqual(self.ask("POST", "/api/v1/bookings", SLOT, **{"Idempotency-Key": "truth"}), booked)
        one = "/api/v1/bookings/" + booked["id"]
        rooms = [{room["code"] for room in self.ask("GET", f"/api/v1/rooms/availability?date={date}&period=1&limit=100")["items"]} for date in dates]
        weekly = {"room": min(rooms[0] & rooms[2] - rooms[1]), "date": dates[0], "period": "1", "purpose": "x", "repeat_until": dates[2]}
        self.assertEqual(len(self.ask("POST", "/api/v1/bookings/preview", weekly)["dates"]), 3)
        self.ask("POST", "/api/v1/bookings", {**weekly, "choices": {dates[1]: "skip"}})
        for kind in ("booking", "any"):
            self.assertTrue(self.ask("GET", f"/api/v1/bookings?kind={kind}&from={SATURDAY}T00:00:00Z&limit=5")["items"], kind)
        self.ask("GET", one)
        self.refused(422, "POST", "/api/v1/bookings", {**SLOT, "room": "M04"}, **{"Idempotency-Key": "truth"})
        self.ask("PATCH", one, {"purpose": "Changed", "version": booked["version"]})
        self.assertTrue(self.refused(409, "POST", "/api/v1/bookings", SLOT)["nearest"])
        self.refused(409, "PATCH", one, {"purpose": "Late", "version": 1})
        self.assertEqual(self.refused(400, "PATCH", one, {"version": "1"})["field"], "version")
        self.assertEqual(self.refused(400, "POST", "/api/v1/bookings", {**SLOT, "owner": "garbage"})["field"], "owner")
        self.assertEqual(self.refused(400, "POST", "/api/v1/bookings/preview", {**weekly, "room": "Z99"})["field"], "room")
        student = self.client.get("/api/v1/people?kind=student&limit=1").json["items"][0]["id"]
        self.assertEqual(self.refused(400, "POST", "/api/v1/bookings", {**SLOT, "room": "M05", "owner": student})["field"], "owner")
        self.refused(404, "GET", "/api/v1/bookings/" + NOBODY)
        self.refused(400, "GET", "/api/v1/bookings?limit=0")
        self.refused(400, "GET", "/api/v1/rooms?limit=0")
        self.refused(400, "GET", f"/api/v1/rooms/availability?date={monday}&period=99")
        self.ask("DELETE", one)
        self.refused(404, "DELETE", "/api/v1/bookings/" + NOBODY)

    def test_2_lessons(self):
        now = datetime.datetime.now(datetime.timezone.utc)
        shown = lambda when: when.strftime("%Y-%m-%dT%H:%M:%SZ")
        listed = self.ask("GET", f"/api/v1/bookings?kind=lesson&from={shown(now)}&to={shown(now + datetime.timedelta(days=90))}&limit=5")["items"]
        self.assertEqual({item["kind"] for item in listed}, {"lesson"})
        one = "/api/v1/bookings/" + listed[0]["id"]
        self.assertEqual(self.ask("GET", one)["starts"], listed[0]["starts"])
        self.refused(403, "PATCH", one, {"purpose": "Mine"})
        self.refused(403, "DELETE", one)

    def test_3_the_school(self):
        self.ask("GET", "/api/v1/openapi.json")
        self.ask("GET", "/api/v1/sites")
        first = self.ask("GET", "/api/v1/people?limit=1")
        self.assertNotEqual(self.ask("GET", "/api/v1/people?limit=1&cursor=" + first["next"])["items"], first["items"])
        self.ask("GET", "/api/v1/people?kind=student")
        self.assertEqual(self.ask("GET", f"/api/v1/calendar?date={SATURDAY}")["kind"], "weekend")
        self.assertTrue(self.ask("GET", "/api/v1/calendar")["periods"])
        self.ask("GET", "/api/v1/sync/runs")
        for path, field in (("people?limit=501", "limit"), ("people?kind=contact", "kind"), ("people?cursor=*", "cursor"), ("calendar?date=tomorrow", "date"),
                            ("sites?limit=0", "limit"), ("sync/runs?limit=many", "limit"), ("sync/runs?cursor=" + NOBODY, "cursor")):
            self.assertEqual(self.refused(400, "GET", "/api/v1/" + path)["field"], field)

    def three_families(self):
        """Of one teacher: {household, student, teacher} of each."""
        with sqlite3.connect(self.school.central.removeprefix("sqlite:"), timeout=20) as store:
            rows = store.execute("select teacher, household, student from appointment where evening = (select evening from appointment limit 1)").fetchall()
        by_teacher = collections.defaultdict(dict)
        for teacher, household, student in rows:
            by_teacher[teacher][household] = {"household": household, "student": student, "teacher": teacher}
        return list(max(by_teacher.values(), key=len).values())[:3]

    def test_4_an_evening(self):
        """Of two times a teacher, so that the third family stands in line."""
        evening = "/api/v1/evenings/" + open_evening(self.school.client("office"), "Truth", range(7, 14), starts="09:00", ends="09:10", slot="5")
        ada, ben, cat = self.three_families()
        of = lambda family: f"?household={family['household']}"
        self.assertIn(evening.rsplit("/", 1)[1], [one["id"] for one in self.ask("GET", "/api/v1/evenings")["items"]])
        slots = self.ask("GET", f"{evening}/slots{of(ada)}&teacher={ada['teacher']}")["items"]
        self.assertEqual([slot["state"] for slot in slots], ["free", "free"])
        wish = lambda family, slot: {"household": family["household"], "appointments": [{**family, "desk": slots[0]["desk"], "slot": slot}]}

        booked = self.ask("POST", f"{evening}/appointments", wish(ada, 0), **{"Idempotency-Key": "k" * 64})
        self.assertEqual(self.ask("POST", f"{evening}/appointments", wish(ada, 0), **{"Idempotency-Key": "k" * 64}), booked)
        adas = f"{evening}/appointments/{booked['items'][0]['id']}"
        self.assertTrue(self.refused(409, "POST", f"{evening}/appointments", wish(ben, 0))["nearest"])
        self.refused(409, "POST", f"{evening}/waiting", ben)
        bens = f"{evening}/appointments/" + self.ask("POST", f"{evening}/appointments", wish(ben, 1))["items"][0]["id"]
        self.refused(409, "PATCH", adas, {"desk": slots[0]["desk"], "slot": 1})
        self.assertEqual(self.refused(400, "PATCH", adas, {"desk": slots[0]["desk"]})["field"], "slot")
        self.assertEqual(self.refused(400, "POST", f"{evening}/appointments", {"household": ada["household"]})["field"], "appointments")

        place = f"{evening}/waiting/" + self.ask("POST", f"{evening}/waiting", cat)["id"]
        self.assertEqual(self.refused(400, "POST", f"{evening}/waiting", {**cat, "student": "x"})["field"], "student")
        self.refused(409, "POST", place + "/appointment", {"household": cat["household"]})
        self.ask("DELETE", bens)
        self.refused(404, "DELETE", bens)
        self.assertEqual([one["state"] for one in self.ask("GET", f"{evening}/waiting{of(cat)}")["items"]], ["offered"])
        taken = self.ask("POST", place + "/appointment", {"household": cat["household"]})
        self.assertEqual(self.ask("POST", place + "/appointment", {"household": cat["household"]}), taken)

        place = f"{evening}/waiting/" + self.ask("POST", f"{evening}/waiting", ben)["id"]
        self.ask("DELETE", place + of(ben))
        self.refused(404, "DELETE", place + of(ben))
        self.ask("DELETE", f"{evening}/appointments/{taken['id']}")
        self.ask("PATCH", adas, {"desk": slots[0]["desk"], "slot": 1})
        self.assertEqual(len(self.ask("GET", f"{evening}/appointments{of(ada)}")["items"]), 1)
        for part in ("slots", "appointments", "waiting"):
            self.refused(404, "GET", f"/api/v1/evenings/{NOBODY}/{part}{of(ada)}")
        self.assertEqual(self.refused(400, "GET", f"{evening}/slots{of(ada)}&teacher=x")["field"], "teacher")
        self.refused(403, "GET", "/api/v1/evenings", client=self.school.token("teacher", "evenings.use"))

    def test_5_every_operation_wants_a_token_with_its_scope(self):
        stranger, other = Client(self.school.port), self.school.token("administrator", "users.manage")
        for (method, pattern), operation in self.operations().items():
            if operation["security"]:
                path = re.sub(r"\{\w+\}", NOBODY, pattern)
                body = None if method in ("GET", "DELETE") else {}
                self.assertEqual(self.problem(self.send(method, path, body, client=stranger), 401, path)["type"], "urn:lodge:problem:sign-in")
                self.assertEqual(self.problem(self.send(method, path, body, client=other), 403, path)["type"], "urn:lodge:problem:not-allowed")

    def test_6_no_operation_was_left_out(self):
        for_all = {name for name, operation in self.operations().items() if not operation["security"]}  # nothing can be wrong with asking
        self.assertEqual(self.operations().keys() - self.done, set())
        self.assertEqual(self.operations().keys() - self.turned_down, for_all)


if __name__ == "__main__":
    unittest.main()
