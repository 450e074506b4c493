"""What lodged keeps in memory, its workers told apart: with 64 connections open, after all of them booked and people signed
in. A password's check takes 19 MiB of its own; what was needed once must be given back. The whole of what is resident is
counted, shared or not, so that neighbours change nothing; what is asked for in PSS is less."""

import concurrent.futures
import unittest

from client import Client
from kill_test import slots_of
from school import School, memory

CONNECTIONS, BOOKINGS, SIGN_INS = 64, 4, 4
MOST = 80  # MB


class Memory(unittest.TestCase):
    def book(self, client, slots):
        for slot in slots:
            answer = client.send_json("POST", "/api/v1/bookings", slot, **{"Idempotency-Key": f"{slot['room']}-{slot['starts']}"})
            self.assertEqual(answer.status, 201, answer.text)

    def hold(self, engine):
        with School(engine) as school, concurrent.futures.ThreadPoolExecutor(CONNECTIONS) as pool:
            teacher = school.token("teacher")
            slots = slots_of(teacher)
            clients = [Client(school.port, token=token) for token in school.teachers(CONNECTIONS)]
            list(pool.map(self.book, clients, (slots[i::CONNECTIONS][:BOOKINGS] for i in range(CONNECTIONS))))
            for _ in range(SIGN_INS):
                school.client("teacher")
            held = memory(school.process.pid, "Rss")
            print(f"{engine}: {held:.1f} MB", flush=True)
            self.assertLess(held, MOST)
            for client in clients:
                client.close()

    def test_lodged_stays_small_on_sqlite(self):
        self.hold("sqlite")

    def test_lodged_stays_small_on_mariadb(self):
        self.hold("mariadb")


if __name__ == "__main__":
    unittest.main()
