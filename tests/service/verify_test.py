"""`lodge verify` names what was taken out of the records behind its back, and says so of what it cannot read."""

import contextlib
import pathlib
import shutil
import sqlite3
import unittest

from school import School

DAMAGES = {
    "a sitting": ("update desk set sitting = null where id = (select id from desk where sitting is not null limit 1)",
                  "the ledger has evening.sitting"),
    "a lesson": ("delete from lesson where id = (select id from lesson where booking <> '' limit 1)", "The ledger has the lesson"),
    "a room booking": ("delete from room_booking where booking = (select booking from room_booking where given_back = 0 limit 1)",
                       "The ledger has the room booking"),
    "a room's id": ("update room_booking set room = 'nonsense'", "“nonsense” where an id belongs"),
    "an owner's id": ("update booking set owner = 'nonsense' where id = (select id from booking limit 1)", "“nonsense” where an id belongs"),
    "a desk's id": ("update desk set room = 'nonsense'", "“nonsense” where an id belongs"),
    "a lesson's id": ("update lesson set owner = 'nonsense' where id = (select id from lesson limit 1)", "“nonsense” where an id belongs"),
}


class Verify(unittest.TestCase):
    def test_what_was_damaged_is_named(self):
        school = School("sqlite")
        self.addCleanup(school.__exit__)
        self.assertEqual(school.lodge("verify")["faults"], [])
        store = pathlib.Path(school.central.partition(":")[2])
        sound = store.with_suffix(".sound")
        with contextlib.closing(sqlite3.connect(store)) as connection:
            connection.execute("pragma wal_checkpoint(truncate)")
        shutil.copy(store, sound)
        for what, (damage, sentence) in DAMAGES.items():
            with self.subTest(what):
                shutil.copy(sound, store)
                with contextlib.closing(sqlite3.connect(store)) as connection:
                    self.assertGreater(connection.execute(damage).rowcount, 0, "nothing to damage")
                    connection.commit()
                    connection.execute("pragma wal_checkpoint(truncate)")
                faults = school.lodge("verify", expect=1)["faults"]
                self.assertTrue(any(sentence in fault for fault in faults), faults)


if __name__ == "__main__":
    unittest.main()
