"""What Lodge holds about a person comes out when they ask for it and goes when they are erased: of every table of every
owner (the host's two stores and each plugin). The tables are read from the migrations, so that a new one cannot be
forgotten; a row is put into each of its columns that names somebody."""

import json
import re
import secrets
import sqlite3
import unittest

from school import SOURCE, School

OWNERS = {"house": SOURCE / "host/core/migrations/central",
          **{folder.parent.name: folder for folder in sorted(SOURCE.glob("plugins/*/*/migrations"))}}

PEOPLE = {"student", "teacher", "substitute", "contact", "household", "author", "needs_author", "person", "owner", "asked_by", "recipient", "actor",
          "teachers"}
THINGS = {"id", "site", "booking", "resource", "whole", "part", "series", "room", "ticket", "evening", "evening_date", "words", "offer",
          "desk", "display", "what", "sitting", "copied_from", "interpreter"}
PROCESSES = {"job.owner", "outbox.owner"}

# Not in an export, and why.
REPEATS = {"idempotency.owner": "the booking's own row has it",
           "contact_rule_note.author": "its note is sealed; personal_data_test.cpp has it",
           "room_booking.author": "its words are sealed; change_test.cpp has it"}
# A number that stays after an erasure names nobody any more; or the MIS says it still.
STAYS = {"audit.actor", "booking.owner", "lesson.owner", "lesson.teachers", "person.id", "tie.contact", "tie.student",
         "class_member.person", "group_member.person", "timetable_line.teacher", "household_member.household", "room_booking.owner",
         "appointment.student", "appointment.teacher", "appointment.author", "appointment.household",
         "appointment_once.student", "appointment_once.teacher", "appointment_once.household", "desk_teacher.teacher",
         "desk_teacher.substitute", "evening_allocation.asked_by", "teacher_request.teacher", "teacher_request.author",
         "evening_interpreter.teacher", "evening_interpreter.author", "family_wishes.author", "wish.teacher", "wish_refused.teacher", "evening_waiting.teacher"}
WORDS = {"contact_rule_note.note": "1.sealed by somebody whose key is gone", "appointment.state": "booked", "appointment.made_by": "parent", "teacher_request.sort": "please", "family_wishes.windows": "[]",
         "contact_rule.rule": "joint", "evening_waiting.state": "closed", "booking.state": "confirmed", "outbox.state": "sent",
         "outbox.filled_with": "{}", "room_booking.local_date": "2026-11-12"}


EMPTY = {"attended", "note", "needs", "secret", "purpose", "notes", "totp", "login", "shown"}  # sealed, where they are not


def tables_of(folder):
    """{table: {column: (type, may be empty)}}, as its migrations make them."""
    tables, table = {}, None
    for file in sorted(folder.glob("*.sql")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if made := re.match(r"create table (\w+) \(", line):
                table = tables.setdefault(made[1], {})
            elif column := re.match(r"  (\w+) (\{\w+\}|bigint)(.*)", line, re.IGNORECASE):
                table[column[1]] = (column[2].lower(), "not null" not in column[3])
            elif added := re.match(r"alter table (\w+) add column (\w+) (\{\w+\}|bigint)(.*)", line, re.IGNORECASE):
                tables[added[1]][added[2]] = (added[3].lower(), "not null" not in added[4])
    return tables


def names_somebody(table, column):
    return (column in PEOPLE or (table, column) == ("person", "id")) and f"{table}.{column}" not in PROCESSES


def random_id():
    return "0" + "".join(secrets.choice("0123456789abcdefghjkmnpqrstvwxyz") for _ in range(25))  # 128 bits


class PersonalData(unittest.TestCase):
    def setUp(self):
        self.school = School("sqlite", students=40)
        self.addCleanup(self.school.__exit__)
        self.central = sqlite3.connect(self.school.central.removeprefix("sqlite:"), isolation_level=None)
        self.addCleanup(self.central.close)
        self.site, = self.central.execute("select id from site").fetchone()
        self.person, = self.central.execute("select id from person where kind = 'contact' and id not in (select contact from household_member)").fetchone()
        self.strangers = set()

    def value(self, table, column, kind):
        name = f"{table}.{column}"
        if column == "site":
            return self.site
        if name == "household_member.household":
            return self.person
        if kind == "bigint":
            return 0 if column.endswith("_revision") else 2 if column in ("ends_at", "ends") else 1
        if names_somebody(table, column):
            stranger = random_id()
            self.strangers.add(stranger)
            return stranger
        return WORDS.get(name, "" if column in EMPTY else random_id())

    def put(self, table, columns, named):
        """A row that names the person in one column, and strangers in the others."""
        row = {column: self.value(table, column, kind) for column, (kind, empty) in columns.items() if not empty or kind == "{id}" or column == named}
        row[named] = self.person
        marks = ", ".join("?" * len(row))
        self.central.execute(f"insert into {table} ({', '.join(row)}) values ({marks})", list(row.values()))

    def each_column(self):
        for owner, folder in OWNERS.items():
            for table, columns in tables_of(folder).items():
                for column in columns:
                    if names_somebody(table, column) and f"{table}.{column}" not in REPEATS:
                        yield owner, table, columns, column

    def held(self):
        """{owner: {table: rows}}"""
        all_of = self.school.lodge("person", "export", self.person)
        return {**all_of, "house": {**all_of["house"], **all_of["parents"]}}

    def count(self, table, column):
        return self.central.execute(f"select count(*) from {table} where {column} like ?", (f"%{self.person}%",)).fetchone()[0]

    def test_each_column_that_holds_a_number_is_known_to_name_somebody_or_something(self):
        unknown = {f"{table}.{column}" for folder in OWNERS.values() for table, columns in tables_of(folder).items()
                   for column, (kind, _) in columns.items() if kind == "{id}" and column not in PEOPLE | THINGS}
        self.assertEqual(unknown, set(), "say in this test whether they name a person")

    def test_what_is_held_comes_out_and_goes(self):
        before, tried = self.held(), 0
        for owner, table, columns, column in self.each_column():
            self.put(table, columns, column)
            tried += 1
        self.assertGreater(tried, 50, "the migrations are read")
        after = self.held()
        for owner, table, _, column in self.each_column():
            expected = sum(1 for _, other, _, _ in self.each_column() if other == table)
            grown = len(after[owner].get(table, [])) - len(before[owner].get(table, []))
            with self.subTest(f"{table}.{column} is in the export"):
                self.assertGreaterEqual(grown, expected, after[owner].get(table))
        after["parents_evening"].pop("evening_waiting")  # for whom they wait is their own wish
        text = json.dumps(after)
        self.assertFalse([stranger for stranger in self.strangers if stranger in text], "nobody else is named in it")
        self.assertTrue(after["vault"]["person"] and after["vault"]["person_key"])
        self.erased()

    def erased(self):
        self.school.lodge("person", "erase", self.person, "--sure")
        for _, table, _, column in self.each_column():
            with self.subTest(f"{table}.{column} after an erasure"):
                self.assertEqual(self.count(table, column) > 0, f"{table}.{column}" in STAYS)
        self.assertEqual(self.central.execute("select count(*) from audit where action = 'person.erased'").fetchone()[0], 1)
        self.assertTrue(all(key["destroyed"] for key in self.held()["vault"]["person_key"]))
        self.assertEqual(self.held()["vault"]["person"], [{}] * len(self.held()["vault"]["person"]), "no name of theirs can be read any more")

    def test_a_teacher_of_a_school_on_mariadb(self):
        with School("mariadb") as school:
            client = school.client("teacher")
            name = school.account("teacher")["sign_in"]
            held = school.lodge("person", "export", name)
            for table in ("account", "login_session", "lesson", "class_member", "audit"):
                self.assertTrue(held["house"].get(table), table)
            self.assertEqual({row["by"] for row in held["house"]["audit"]}, {"you", "somebody, about you"})
            self.assertIn("surname", held["vault"]["person"][0])
            school.lodge("person", "erase", held["record"]["id"], "--sure")
            again = school.lodge("person", "export", held["record"]["id"])
            for table in ("account", "login_session", "outbox"):
                self.assertNotIn(table, again["house"])
            self.assertTrue(again["house"]["audit"], "who did what stays, under a number")
            self.assertTrue(client.get("/staff/rooms").path.startswith("/sign-in"), "a session that was open has ended")


if __name__ == "__main__":
    unittest.main()
