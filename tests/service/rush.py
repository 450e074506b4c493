"""A school with a parents' evening that has just opened, families that rush at it, and what may never come of it."""

import collections
import csv
import io
import pathlib
import subprocess
import tempfile
import time
import urllib.parse

import engines
from client import Client
from evening import open_evening
from mail import Mail
from school import BUILD, School

EVERY = 3  # which families come with a code that was sent to them before; the others have the letter's
SLOTS, BUSY = 96, 10  # of a desk; those that may be held, or clash with what the family has, when a desk has nothing near
Figures = collections.namedtuple("Figures", "per_second p50 p99 slowest")


class OpenedEvening:
    """A school of so many students whose whole evening is open for booking; `with` takes it away again."""

    def __init__(self, engine, students):
        self.mail = Mail()
        self.school = School(engine, students=students, settings=self.mail.settings)
        self.students = students

    def __enter__(self):
        self.school.start()
        office = self.school.client("office")
        self.id = open_evening(office, "The rush", range(7, 12), starts="09:00", ends="17:00", slot="5")  # SLOTS
        self.letters = self._letters(office)
        return self

    def __exit__(self, *_):
        self.school.__exit__()
        self.mail.stop()

    def _letters(self, office):
        """{family, students, code} of each."""
        page = office.get(f"/admin/evenings/{self.id}/letters")
        form = next(f for f in page.parsed.forms if f["action"].endswith("/letters"))
        merged = office.post(form["action"], {**form["fields"], "whom": "", "as": "csv"})
        rows = list(csv.DictReader(io.StringIO(merged.body.decode("utf-8-sig"))))
        # Who has eleven teachers has five for each of two households that go together, and none for a grandmother.
        return [row for i, row in enumerate(rows) if sum(row["students"] == other["students"] for other in rows[:i]) < 2]

    def _parents(self):
        """Who has an e-mail, as the school's records have them, by the first child's and the own name on a letter."""
        with tempfile.TemporaryDirectory() as folder:
            self.school.lodge("demo", "files", folder, "--students", self.students)
            read = lambda name: list(csv.DictReader((pathlib.Path(folder) / name).read_text(encoding="utf-8").splitlines()))
            children = {row["mis_id"]: row for row in read("students.csv")}
            contacts = [(row, children[row["student_mis_id"]]) for row in read("contacts.csv") if row["email"]]
        name = lambda row: f"{row['first_name']} {row['surname']}"
        of = {(name(child), name(row)): (row, child) for row, child in contacts}
        # Of two families that are called alike, the letter does not say which it is.
        alike = collections.Counter((name(child), name(row)) for row, child in contacts)
        # Nor does the mail, of two people who share a mailbox.
        mailbox = collections.Counter(email for email, _ in {(row["email"], row["mis_id"]) for row, child in contacts})
        return {names: who for names, who in of.items() if alike[names] == 1 and mailbox[who[0]["email"]] == 1}

    def _codes_sent_before(self, letters, patience=60):
        """Every third family asks for a code through the page, and reads it in its mail: {family: "TICKET DIGITS"}."""
        parents, asked = self._parents(), {}
        for number in range(0, len(letters), EVERY):
            who = parents.get((letters[number]["students"].split(", ")[0], letters[number]["family"]))
            if who:
                asked[number] = (who[0]["email"], self._ask(number, *who))
        until = time.monotonic() + patience
        while not {email for email, _ in asked.values()} <= (sent := self.mail.digits()).keys():
            assert time.monotonic() < until, f"{len(sent)} of {len(asked)} codes were sent"
            time.sleep(0.5)
        return {number: f"{ticket} {sent[email]}" for number, (email, ticket) in asked.items()}

    def _ask(self, number, parent, child):
        browser = Client(self.school.port, address=f"127.1.{(number + 1) // 256}.{(number + 1) % 256}")  # as it comes in the rush
        page = browser.get("/parents/sign-in")
        form = next(form for form in page.parsed.forms if "child" in form["fields"])
        names = {"parent": f"{parent['first_name']} {parent['surname']}", "child": child["first_name"], "born_or_class": child["date_of_birth"]}
        told = browser.post(form["action"], {**form["fields"], **names}, follow=False)
        browser.close()
        assert told.status == 303, told.text
        return urllib.parse.parse_qs(urllib.parse.urlsplit(told.headers["location"]).query)["ticket"][0]

    def rush(self, families, seconds, appointments=5):
        assert len(self.letters) >= families, f"only {len(self.letters)} families"
        letters = self.letters[:families]
        sent = self._codes_sent_before(letters)
        codes = [sent.get(number, letter["code"]) for number, letter in enumerate(letters)]
        began = time.monotonic()
        done = subprocess.run([BUILD / "bench" / "rush", str(self.school.port), self.id, str(seconds), str(appointments)],
                              input="\n".join(codes) + "\n", check=True, capture_output=True, text=True)
        return Report(done.stdout, time.monotonic() - began)

    def booked(self):
        """Every appointment of this evening in the records, as (household, student.teacher, desk.slot)."""
        asked = f"select household, student, teacher, desk, slot from appointment where state = 'booked' and evening = '{self.id}'"
        return [(household, f"{student}.{teacher}", f"{desk}.{slot}")
                for household, student, teacher, desk, slot in engines.rows(self.school.central, asked)]


class Report:
    """What the families say that they saw."""

    def __init__(self, lines, seconds):
        self.seconds = seconds
        self.pages, self.booked, self.lost, self.done, self.faults = [], [], [], [], []
        for kind, *words in (line.split(" ") for line in lines.splitlines()):
            if kind == "page":
                self.pages.append((words[0], int(words[1]) / 1000, int(words[2])))
            elif kind == "booked":
                self.booked.append((int(words[0]), words[1], words[2]))
            elif kind == "lost":
                self.lost.append((words[1], int(words[2]), words[3].split(".")[2]))
            elif kind == "done":
                self.done.append((int(words[1]), int(words[2]) / 1e6))
            else:
                self.faults.append(" ".join(words))

    def figures(self, kind=None, seconds=1.0):
        times = sorted(time for name, time, _ in self.pages if kind in (None, name))
        at = lambda share: times[min(len(times) - 1, int(len(times) * share))]
        return Figures(len(times) / seconds, at(0.5), at(0.99), times[-1])

    def ways_in(self):
        """How many came by the letter, and by a code that was sent before."""
        return [sum(name == kind for name, _, _ in self.pages) for kind in ("letter", "code")]

    def kinds(self):
        return list(dict.fromkeys(name for name, _, _ in self.pages))

    def late(self):
        """Who came too late for a slot: how many free times nearby they were told, and at which desk."""
        return [(nearest, desk) for why, nearest, desk in self.lost if why == "taken"]


def broken(evening, report):
    """Every promise that did not hold, in words; nothing when all did."""
    booked = evening.booked()
    faults = list(report.faults)
    slots = collections.Counter(slot for _, _, slot in booked)
    faults += [f"{count} appointments at {slot}" for slot, count in slots.items() if count > 1]
    times = collections.Counter((household, slot.split(".")[1]) for household, _, slot in booked)
    faults += [f"{household} is at {count} desks at once" for (household, _), count in times.items() if count > 1]
    here = {(whom, slot) for _, whom, slot in booked}
    faults += [f"acknowledged and lost: {whom} {slot}" for _, whom, slot in report.booked if (whom, slot) not in here]
    if len(here) != len(report.booked):
        faults.append(f"{len(report.booked)} were acknowledged, {len(here)} are in the records")
    at_desk = collections.Counter(slot.split(".")[0] for _, _, slot in booked)
    faults += [f"not told what is near at {desk}" for nearest, desk in report.late() if nearest == 0 and at_desk[desk] < SLOTS - BUSY]
    faults += [f"{status} for {kind}" for kind, _, status in report.pages if status not in (200, 303)]
    return faults + evening.school.lodge("verify")["faults"]
