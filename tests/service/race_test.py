"""Fifty clients race for each of twenty free slots: exactly one winner a slot, each loser is told so and what is near."""

import json
import os
import socket
import unittest

import days
import engines
from school import School

CLIENTS, SLOTS, AT_ONCE = 50, 20, 25  # as many rounds as there are slots for
DAYS = days.weekend_days(4)
ROUNDS = int(os.environ.get("LODGE_ROUNDS") or (1000 if os.environ.get("LODGE_NIGHTLY") else 20))


class Racer:
    """One open connection with a bearer token: asks first, and reads the answer when all have asked."""

    def __init__(self, port, token):
        self.port, self.token = port, token
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.held = b""

    def ask(self, body):
        head = (f"POST /api/v1/bookings HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAuthorization: Bearer {self.token}\r\n"
                f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n")
        self.socket.sendall(head.encode() + body)

    def answer(self):
        """The status and the JSON of the next answer."""
        while b"\r\n\r\n" not in self.held:
            self.held += self._more()
        head, _, self.held = self.held.partition(b"\r\n\r\n")
        length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:"))
        while len(self.held) < length:
            self.held += self._more()
        body, self.held = self.held[:length], self.held[length:]
        return int(head.split(b" ")[1]), json.loads(body)

    def _more(self):
        bytes_read = self.socket.recv(65536)
        if not bytes_read:
            raise OSError("the server closed a connection in the race")
        return bytes_read


class Race(unittest.TestCase):
    def race(self, racers, slot):
        """All ask for one slot before any answer is read."""
        body = json.dumps(slot).encode()
        for racer in racers:
            racer.ask(body)
        return [racer.answer() for racer in racers]

    def free_slots(self, client, number):
        """Rooms and times of one hour each that nobody has, on weekend days far ahead; another twenty each round."""
        rooms = [room["code"] for room in client.get("/api/v1/rooms?limit=100").json["items"] if room["kind"] != "Hall"]
        return [{"room": rooms[i % len(rooms)], "purpose": "Race",
                 "starts": f"{DAYS[i // 175 % 4]}T{7 + i // 25 % 7 * 2:02}:00:00Z",
                 "ends": f"{DAYS[i // 175 % 4]}T{8 + i // 25 % 7 * 2:02}:00:00Z"}
                for i in range(number * SLOTS, (number + 1) * SLOTS)]

    def race_on(self, engine):
        with School(engine) as school:
            client = school.token("teacher")
            for first in range(0, ROUNDS, AT_ONCE):
                if first > 0:
                    self.give_all_back(client)
                # Others than before: while it is given back, connections are idle for longer than the server waits.
                racers = [Racer(school.port, client.token) for _ in range(CLIENTS)]
                for number in range(min(AT_ONCE, ROUNDS - first)):
                    self.one_round(racers, self.free_slots(client, number))
                for racer in racers:
                    racer.socket.close()
            self.assertEqual(school.lodge("verify")["faults"], [])

    def one_round(self, racers, slots):
        for slot in slots:
            answers = self.race(racers, slot)
            statuses = sorted(status for status, _ in answers)
            self.assertEqual(statuses, [201] + [409] * (CLIENTS - 1), slot)
            self.assertTrue(all(body["nearest"] for status, body in answers if status == 409), slot)

    def give_all_back(self, client):
        """For the long cut: the same slots are raced for again."""
        raced = f"/api/v1/bookings?mine=1&from={DAYS[0]}T00:00:00Z&to={DAYS[-1]}T23:00:00Z&limit=100"
        given = 0
        while mine := client.get(raced).json["items"]:
            for booking in mine:
                answer = client.request("DELETE", f"/api/v1/bookings/{booking['id']}")
                self.assertEqual(answer.status, 200, answer.text)
            given += len(mine)
        self.assertEqual(given, AT_ONCE * SLOTS)

    def test_one_winner_a_slot_on_sqlite(self):
        self.race_on("sqlite")

    def test_one_winner_a_slot_on_mariadb(self):
        self.race_on("mariadb")

    def test_both_engines_are_raced(self):
        raced = {name.rsplit("_", 1)[1] for name in dir(self) if name.startswith("test_one_winner")}
        self.assertEqual(raced, set(engines.ENGINES))


if __name__ == "__main__":
    unittest.main()
