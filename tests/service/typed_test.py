"""What people typed: a form that comes after its sign-in ran out is kept for whoever sent it, and no name that was looked for
lies in an address."""

import sqlite3
import time
import unittest

from client import Client
from school import School

SOON = 0.4  # seconds, longer than the door trusts what it read of a login session


class Typed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.school = School("sqlite", students=60)
        cls.school.__enter__()

    @classmethod
    def tearDownClass(cls):
        cls.school.__exit__()

    def store(self, statement, *values):
        with sqlite3.connect(self.school.central.removeprefix("sqlite:"), timeout=20) as store:
            return store.execute(statement, values).fetchall()

    def let_sign_ins_run_out(self):
        self.store("update login_session set seen_at = 0, created_at = 0")
        time.sleep(SOON)

    def another_account(self):
        made = self.school.lodge("user", "add", "colleague", "--roles", "teacher", "--name", "Colette Colleague")
        link = made["set_up"].split("/", 3)[3]
        client = self.school.client()
        client.submit(client.get("/" + link), {"new_password": "four words and a comma", "again": "four words and a comma"})
        return {"sign_in": "colleague", "password": "four words and a comma"}

    def sign_in_anew(self, client, role):
        """As in another window of the same browser."""
        client.cookies.pop("__Host-lodge")
        self.school.sign_in(client, self.school.account(role))

    def booking_form(self, client):
        """A page on which a room is booked, and what is typed on it."""
        rooms = client.get("/staff/rooms/book?room=M01")
        return rooms, {"purpose": "A debate about whales", "room": "M01", "date": "2099-01-05", "period": "1"}

    def send_late(self, client):
        page, typed = self.booking_form(client)
        self.let_sign_ins_run_out()
        form = next(f for f in page.parsed.forms if "purpose" in f["fields"])
        return client.submit(page, typed, form)

    def test_a_form_that_came_too_late_is_sent_after_signing_in_again(self):
        client = self.school.client("teacher")
        asked = self.send_late(client)
        self.assertEqual(asked.path, "/sign-in?then=/kept")
        account = self.school.account("teacher")
        kept = client.submit(asked, {"name": account["sign_in"], "password": account["password"]})
        self.assertEqual(kept.path, "/kept")
        self.assertIn("A debate about whales", kept.text)
        self.assertEqual(self.store("select count(*) from room_booking where local_date = '2099-01-05'"), [(0,)])
        form = next(f for f in kept.parsed.forms if "purpose" in f["fields"])
        answer = client.submit(kept, {}, form)
        self.assertTrue(answer.path.startswith("/staff/rooms/book"), answer.path)
        self.assertIn("A debate about whales", answer.text, "it has come to its page, which says what it thinks of the date")
        self.assertIn("No form of yours waits", client.get("/kept").text)

    def test_nobody_else_is_shown_it(self):
        client = self.school.client("teacher")
        asked = self.send_late(client)
        colleague = self.another_account()
        page = client.submit(asked, {"name": colleague["sign_in"], "password": colleague["password"]})
        self.assertEqual(page.path, "/kept")
        self.assertNotIn("whales", page.text)
        self.assertIn("No form of yours waits", page.text)
        sealed, = self.store("select form from kept_form")[0]
        self.assertNotIn("whales", sealed)

    def test_a_page_that_was_open_while_its_person_signed_in_again_loses_nothing(self):
        client = self.school.client("teacher")
        page, typed = self.booking_form(client)
        self.sign_in_anew(client, "teacher")
        form = next(f for f in page.parsed.forms if "purpose" in f["fields"])
        kept = client.submit(page, typed, form)
        self.assertEqual(kept.path, "/kept")
        self.assertIn("A debate about whales", kept.text)
        gone = client.submit(kept, {}, next(f for f in kept.parsed.forms if f["action"] == "/kept"))
        self.assertNotIn("whales", client.get("/kept").text)
        self.assertEqual(gone.status, 200)

    def test_a_page_of_somebody_else_who_was_here_is_not_kept(self):
        client = self.school.client("teacher")
        page, typed = self.booking_form(client)
        self.sign_in_anew(client, "office")
        form = next(f for f in page.parsed.forms if "purpose" in f["fields"])
        self.assertEqual(client.submit(page, typed, form).status, 403)
        self.assertNotIn("whales", client.get("/kept").text)

    def test_what_another_website_sent_and_what_signed_out_people_left_is_not_kept(self):
        for origin, out in (("https://elsewhere.example", False), (None, True)):
            client = self.school.client("teacher")
            page, typed = self.booking_form(client)
            cookie = dict(client.cookies)
            if out:
                client.submit(client.get("/account"), {}, {"action": "/sign-out", "method": "post", "fields": next(
                    f for f in client.get("/account").parsed.forms if f["action"] == "/sign-out")["fields"]})
                client.cookies = cookie
            self.let_sign_ins_run_out()
            self.store("delete from kept_form")
            headers = {"Content-Type": "application/x-www-form-urlencoded", **({"Origin": origin} if origin else {})}
            client.request("POST", "/staff/rooms/book", "purpose=x", headers, follow=False)
            self.assertEqual(self.store("select count(*) from kept_form"), [(0,)])

    def test_a_password_is_never_kept(self):
        client = self.school.client("teacher")
        page = client.get("/account/password")
        self.let_sign_ins_run_out()
        self.store("delete from kept_form")
        client.submit(page, {"old_password": "a", "new_password": "b", "again": "b"})
        self.assertEqual(self.store("select count(*) from kept_form"), [(0,)])

    def test_a_late_form_that_cannot_be_kept_leads_back_to_the_page_it_came_from(self):
        typed = "application/x-www-form-urlencoded"
        for body, kind in (("purpose=" + "x" * 65_500, typed), ("purpose=" + "x" * 200_000, typed), ("purpose=x", "multipart/form-data; boundary=b"),
                           ("old_password=a", typed)):
            client = self.school.client("teacher")
            self.let_sign_ins_run_out()
            self.store("delete from kept_form")
            headers = {"Content-Type": kind, "Referer": f"http://127.0.0.1:{self.school.port}/staff/rooms/book?room=M01"}
            asked = client.request("POST", "/staff/rooms/book", body, headers, follow=False)
            self.assertEqual((asked.status, asked.headers["location"]), (303, "/sign-in?then=/staff/rooms/book%3Froom%3DM01"))
            self.assertEqual(self.store("select count(*) from kept_form"), [(0,)])

    def test_a_parents_form_is_kept_too(self):
        client = Client(self.school.port)
        letter = self.school.parent["letter_code"]
        home = client.submit(client.get("/parents/letter"), {"code": letter})
        self.assertTrue(home.path.startswith("/parents"), home.path)
        evening = next(link for link in home.text.split('"') if link.startswith("/parents/evenings"))
        page = client.get(evening)
        form = next(f for f in page.parsed.forms if f["method"] == "post" and "/evenings/" in (f["action"] or page.path))
        self.let_sign_ins_run_out()
        asked = client.submit(page, {}, form)
        self.assertEqual(asked.path, "/parents/sign-in?then=/kept")
        letter_page = client.get(next(link for link in asked.text.split('"') if link.startswith("/parents/letter")))
        again = client.submit(letter_page, {"code": letter})
        self.assertEqual(again.path, "/kept")
        self.assertIn(form["action"] or page.path, again.text)

    def test_a_name_that_is_looked_for_is_in_no_address(self):
        client = self.school.client("office")
        name = self.school.parent["child"].split()[-1]
        answer = client.submit(client.get("/admin/families"), {"q": name}, follow=False)
        address = answer.headers["location"]
        self.assertTrue(address.startswith("/admin/families?search="), address)
        self.assertNotIn(name.lower(), address.lower())
        found = client.get(address)
        self.assertIn(f'value="{name}"', found.text)
        self.assertIn('href="/admin/families/', found.text)
        self.assertEqual(client.get(address).text, found.text, "reload and back show it again")
        stranger = self.school.client("office").get(address)
        self.assertNotIn(name, stranger.text, "it is of one login session")
        self.assertNotIn(name, client.get(address[:-4] + "AAAA").text)


if __name__ == "__main__":
    unittest.main()
