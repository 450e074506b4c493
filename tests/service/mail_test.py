"""What arrives in somebody's mailbox: whose words, whose link, and that the link opens what was booked."""

import re
import time
import unittest

import days
from mail import Mail
from school import School

PUBLIC = "https://rooms.larkhill.example"
SLOT = {"room": "M01", "starts": f"{days.a_saturday()}T10:00:00Z", "ends": f"{days.a_saturday()}T10:30:00Z", "purpose": "Zymology"}


class Mails(unittest.TestCase):
    def setUp(self):
        self.mail = Mail()
        self.addCleanup(self.mail.stop)

    def arrived(self, words, patience=30):
        """The message with these words in it, as soon as it is there."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            for _, text in self.mail.messages():
                if words in text:
                    return text
            time.sleep(0.1)
        raise AssertionError(f"no mail says {words}")

    def test_a_link_in_a_mail_is_the_whole_address_and_opens_the_booking(self):
        with School("sqlite", [*self.mail.settings, f"public_url = {PUBLIC}"]) as school:
            booked = school.token("teacher").send_json("POST", "/api/v1/bookings", SLOT)
            self.assertEqual(booked.status, 201, booked.text)
            links = set(re.findall(PUBLIC + r"(/[\w/-]+)", self.arrived(SLOT["purpose"])))
            self.assertEqual(links, {"/staff/rooms/bookings/" + booked.json["id"]})
            self.assertIn(SLOT["purpose"], school.client("teacher").get(links.pop()).text)


if __name__ == "__main__":
    unittest.main()
