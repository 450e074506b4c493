"""Fifty clients race for each of twenty free slots: exactly one winner a slot, each loser is told so and what is near."""

import os
import threading
import unittest

import engines
from school import School

CLIENTS, SLOTS = 50, 20
ROUNDS = 1000 if os.environ.get("LODGE_NIGHTLY") else 20


class Race(unittest.TestCase):
    def race(self, school, slot, clients):
        """All clients ask for one slot at once; their answers."""
        answers, gate = [None] * len(clients), threading.Barrier(len(clients))

        def ask(index):
            gate.wait()
            answers[index] = clients[index].send_json("POST", "/api/v1/bookings", slot)

        threads = [threading.Thread(target=ask, args=(index,)) for index in range(len(clients))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers

    def free_slots(self, client, count):
        """Rooms and times of one hour each that nobody has, on a Saturday and Sunday far ahead."""
        rooms = [room["code"] for room in client.get("/api/v1/rooms").json["items"]]
        slots = [{"room": room, "starts": f"{day}T{hour:02}:00:00Z", "ends": f"{day}T{hour + 1:02}:00:00Z", "purpose": "Race"}
                 for day in ("2027-01-09", "2027-01-10", "2027-01-16") for hour in range(7, 20) for room in rooms]
        return slots[:count]

    def race_on(self, engine):
        with School(engine) as school:
            scopes = "rooms.view,rooms.book"
            secrets = [school.token("teacher", scopes).token for _ in range(2)]
            clients = [type(school.client())(school.port, token=secrets[index % 2]) for index in range(CLIENTS)]
            slots = self.free_slots(clients[0], SLOTS * min(ROUNDS, 20))
            for slot in slots:
                answers = self.race(school, slot, clients)
                winners = [answer for answer in answers if answer.status == 201]
                losers = [answer for answer in answers if answer.status == 409]
                self.assertEqual((len(winners), len(losers)), (1, CLIENTS - 1), {a.status for a in answers})
                self.assertTrue(all(loser.json["nearest"] for loser in losers))
            self.assertEqual(school.lodge("verify")["faults"], [])

    def test_one_winner_a_slot_on_sqlite(self):
        self.race_on("sqlite")

    def test_one_winner_a_slot_on_mariadb(self):
        self.race_on("mariadb")

    def test_both_engines_are_raced(self):
        raced = {name.rsplit("_", 1)[1] for name in dir(self) if name.startswith("test_one_winner")}
        self.assertEqual(raced, set(engines.ENGINES))


if __name__ == "__main__":
    unittest.main()
