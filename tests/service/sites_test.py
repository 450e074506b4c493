"""Two schools on one host: each sees its own and nothing of the other's, by page and by API, and has a vault of its own."""

import subprocess
import time
import unittest
import urllib.parse

import days
from client import Client
from school import LODGED, School

SLOT = {"room": "M01", "starts": f"{days.a_saturday()}T10:00:00Z", "ends": f"{days.a_saturday()}T10:30:00Z", "purpose": "Zymology"}
PASSWORD = "four words and a comma"


class TwoSites(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.school = School().__enter__()
        cls.addClassCleanup(cls.school.__exit__)
        cls.school.lodge("site", "create", "second", "--name", "Second School")
        cls.booking = cls.first_token().send_json("POST", "/api/v1/bookings", SLOT).json["id"]
        link = urllib.parse.urlsplit(cls.school.lodge("user", "add", "eve", "--roles", "office", "--site", "second")["set_up"])
        browser = Client(cls.school.port)
        browser.submit(browser.get(f"{link.path}?{link.query}"), {"new_password": PASSWORD, "again": PASSWORD})
        cls.eve = cls.school.sign_in(Client(cls.school.port), {"sign_in": "eve", "password": PASSWORD})

    @classmethod
    def first_token(cls):
        return cls.token(cls.school.account("teacher")["sign_in"], "larkhill", "rooms.view,rooms.book,rooms.manage")

    @classmethod
    def token(cls, name, site, scopes):
        made = cls.school.lodge("token", "create", "--for", name, "--site", site, "--scopes", scopes)
        return Client(cls.school.port, token=made["token"])

    def test_no_demo_is_made_beside_a_real_school(self):
        self.assertIn("There is a school already.", self.school.lodge("demo", "make", expect=1)["error"])

    def test_a_page_shows_its_own_school_only(self):
        day = self.eve.get("/staff/rooms")
        self.assertIn("Second School", day.text)
        for page in (day, self.eve.get("/staff/rooms/find"), self.eve.get("/staff/rooms/bookings"), self.eve.get("/account")):
            self.assertEqual(page.status, 200)
            for word in ("Larkhill", "M01", "Zymology"):
                self.assertNotIn(word, page.text, page.path)

    def test_what_the_other_school_has_is_not_there(self):
        for path in ("", "/edit", "/cancel", "/calendar.ics"):
            self.assertEqual(self.eve.get(f"/staff/rooms/bookings/{self.booking}{path}").status, 404, path)
        self.assertEqual(self.eve.get("/staff/rooms/week/M01").status, 404)

    def test_the_api_keeps_to_the_tokens_school(self):
        second = self.token("eve", "second", "rooms.view,rooms.book,rooms.manage,people.read")
        self.assertEqual(second.get("/api/v1/rooms").json["items"], [])
        self.assertEqual(second.get("/api/v1/bookings").json["items"], [])
        self.assertEqual(second.get(f"/api/v1/bookings/{self.booking}").status, 404)
        self.assertEqual(second.get("/api/v1/people").json["items"], [])
        self.assertEqual(second.request("DELETE", f"/api/v1/bookings/{self.booking}").status, 404)
        self.assertEqual(self.first_token().get(f"/api/v1/bookings/{self.booking}").json["state"], "confirmed")

    def test_a_school_sets_what_it_likes_and_the_other_keeps_its_own(self):
        name = "access.second_factor_for_office"
        set_to = lambda site: {one["name"]: one["value"] for one in self.school.lodge("site", "settings", "--site", site)["settings"]}[name]
        self.addCleanup(self.waits_for_second_factor, self.eve, False)
        self.addCleanup(self.school.lodge, "site", "set", name, "no", "--site", "second")
        self.school.lodge("site", "set", name, "yes", "--site", "second")
        self.assertEqual((set_to("larkhill"), set_to("second")), ("no", "yes"))
        self.school.lodge("site", "set", name, "perhaps", "--site", "second", expect=1)
        self.assertEqual(set_to("second"), "yes")
        eve = self.school.sign_in(Client(self.school.port), {"sign_in": "eve", "password": PASSWORD})
        self.waits_for_second_factor(eve, True)

    def waits_for_second_factor(self, eve, asked, patience=10):
        """What another process sets, a server that runs knows a second later."""
        until = time.monotonic() + patience
        while ("/account/second-factor" in eve.get("/staff/rooms").path) != asked:
            self.assertLess(time.monotonic(), until, f"the second factor is asked for: {not asked}")
            time.sleep(0.1)

    def test_a_screen_on_a_wall_sees_the_rooms_and_nothing_else(self):
        link = urllib.parse.urlsplit(self.school.lodge("user", "add", "hall", "--roles", "display", "--site", "larkhill")["set_up"])
        screen = Client(self.school.port)
        screen.submit(screen.get(f"{link.path}?{link.query}"), {"new_password": PASSWORD, "again": PASSWORD})
        self.school.sign_in(screen, {"sign_in": "hall", "password": PASSWORD})
        self.assertIn("M01", screen.get("/staff/rooms").text)
        booking = f"/staff/rooms/bookings/{self.booking}"
        for path in (booking, f"{booking}/calendar.ics", "/staff/rooms/find", "/staff/rooms/book", "/staff/rooms/bookings", "/admin/users", "/admin/families"):
            self.assertEqual(screen.get(path).status, 403, path)


class OneVaultForAll(unittest.TestCase):
    """A vault's rows do not say whose they are, so an import of one school would take the names of another."""

    def without_a_place(self, engine, sites):
        school = School(engine, demo=False, sites=sites)
        self.addCleanup(school.__exit__)
        return school, school.conf.read_text()

    def a_second_school_is_refused(self, engine):
        school, config = self.without_a_place(engine, ["all"])
        school.conf.write_text(config.replace("{site}", "all"))
        school.lodge("site", "create", "first")
        said = school.lodge("site", "create", "second", expect=1)["error"]
        self.assertIn("Write {site} into the vault's address", said)
        self.assertEqual([site["code"] for site in school.lodge("site", "list")["sites"]], ["first"])

    def a_host_of_two_does_not_start(self, engine):
        school, config = self.without_a_place(engine, ["first", "second"])
        school.lodge("site", "create", "first")
        school.lodge("site", "create", "second")
        school.conf.write_text(config.replace("{site}", "first"))
        done = subprocess.run([LODGED, "--config", school.conf], capture_output=True, text=True, timeout=60)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("Write {site} into the vault's address", done.stderr)

    def test_a_second_school_is_refused_on_sqlite(self):
        self.a_second_school_is_refused("sqlite")

    def test_a_second_school_is_refused_on_mariadb(self):
        self.a_second_school_is_refused("mariadb")

    def test_a_host_of_two_does_not_start_on_sqlite(self):
        self.a_host_of_two_does_not_start("sqlite")

    def test_a_host_of_two_does_not_start_on_mariadb(self):
        self.a_host_of_two_does_not_start("mariadb")


if __name__ == "__main__":
    unittest.main()
