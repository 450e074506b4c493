"""Holds the shipped languages to lodge.pot: all that a parent reads is said in each of them, and says the same."""

import fnmatch
import pathlib
import re
import unittest

import pages_extract

CATALOGUE = pages_extract.POT.parent
FORMS = {"cy": 6, "pl": 3, "ur": 2}  # how many a counted sentence has in each
UNREAD = ("cy", "pl", "ur")  # whoever has read all of one takes it out here and at the top of its .po
EVENING = "plugins/booking/parents_evening/"
# What a parent never reads: it is the school's own, and may stay English. All else is a parent's: pages, refusals, messages, letters.
OFFICE = [
    "host/core/access/*", "host/core/ledger/*", "host/core/settings/*", "host/core/parents/knocks.h", "plugins/booking/rooms/*",
    *(f"host/pages/{name}.cpp" for name in (
        "access_pages", "families*", "family_card", "messages", "parent_attempts", "people_api", "second_factor", "settings", "sign_in",
        "timetable", "users")),
    *(f"host/pages/templates/{name}.html" for name in (
        "confirm", "families", "family*", "messages", "new_codes", "new_password_fields", "parent_attempts", "password", "recovery_codes", "second_factor",
        "set_up*", "settings", "sign_in*", "timetable*", "user*", "your_password_field")),
    *(EVENING + name for name in (
        "after_pages.cpp", "door_pages.cpp", "families.cpp", "letter_*.cpp", "module.cpp", "office*.cpp", "on_behalf.cpp", "settings.h", "teacher_*.cpp",
        "turnout.cpp")),
    *(f"{EVENING}pages/{name}.html" for name in (
        "after", "allocation", "away", "bars", "book_for", "call_off", "copy", "date*", "desk", "displays", "door", "doubtful", "early", "evening", "evenings",
        "in_the_way", "interpreters", "lengths", "letters", "my_evening*", "new", "on_behalf*", "online", "outcome", "preflight", "publish", "requests", "shift",
        "stages", "teachers", "touches", "waiting_list", "who*")),
]
# What no printer would set, by what it is.
SLIPS = {"a straight quotation mark": r'"', "three stops": r"\.\.\.", "a space before a mark": r"(?<=\w) [,.;:!?](?:\s|$)", "two spaces": r"(?<![_:]) {2}(?!_)",
         "a hyphen for a dash": r" - ", "a space at an end": r"^\s(?!$)|(?<!,)(?<!،)\s$"}
SLIPS_OF = {
    "ur": {"a Latin mark": r"[\u0600-\u06ff}] ?[,;?]|[\u0600-\u06ff]\.(?:\s|$)", "an Arabic letter for an Urdu one": r"[\u064a\u0643\u0647]"},
    "pl": {"quotation marks of another language": r"[“‘«»]|(?<!\w)'"},
    "cy": {"quotation marks of another language": r"[„«»]"},
}
STRING = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
ENTRY = re.compile(rf'^msgid {STRING}(?:^msgid_plural {STRING})?((?:^msgstr(?:\[\d\])? {STRING})+)', re.M)


def unquoted(literals):
    text = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', literals))
    return re.sub(r"\\(.)", lambda escaped: "\n" if escaped[1] == "n" else escaped[1], text)


def catalogue(tag):
    """{(one, many or None): [form, …]} of a .po, without its head."""
    found = {}
    for one, many, forms, _ in ENTRY.findall((CATALOGUE / f"{tag}.po").read_text(encoding="utf-8")):
        said = [unquoted(form) for form in re.findall(rf"^msgstr(?:\[\d\])? {STRING}", forms, re.M)]
        found[unquoted(one), unquoted(many) if many else None] = said
    del found["", None]
    return found


def is_of_office(name):
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in OFFICE)


def of_parents():
    """Every sentence that stands in a file of theirs."""
    return [sentence for sentence, files in pages_extract.sentences().items() if not all(map(is_of_office, files))]


def placeholders(text):
    return sorted(re.findall(r"{\w*}", text))


def ending(text):
    """The mark that ends a sentence, as English has it; a greeting may end with what its language likes."""
    return {"۔": ".", "؟": "?"}.get(text[-1:], text[-1:]) if text.endswith(tuple(".?:…۔؟")) else ""


def each():
    return [(tag, catalogue(tag)) for tag in FORMS]


class Catalogue(unittest.TestCase):
    def test_a_parents_sentences_are_said_in_every_language(self):
        sentences = sorted(of_parents(), key=str)
        self.assertGreater(len(sentences), 100)
        for tag, said in each():
            self.assertEqual([one for one in sentences if not all(said.get(one, [""]))], [], f"not in {tag}.po")

    def test_what_is_left_to_the_office_is_there(self):
        said = set().union(*pages_extract.sentences().values())
        self.assertEqual([pattern for pattern in OFFICE if not fnmatch.filter(said, pattern)], [], "no file with a sentence")

    def test_a_translation_has_the_placeholders_of_the_english(self):
        for tag, said in each():
            for (one, many), forms in said.items():
                for form in filter(None, forms):
                    self.assertIn(placeholders(form), [placeholders(one), placeholders(many or one)], f"{tag}: {form}")

    def test_a_counted_sentence_has_every_form_of_its_language(self):
        for tag, said in each():
            for (one, many), forms in said.items():
                self.assertEqual(len(forms), FORMS[tag] if many else 1, f"{tag}: {one}")
                self.assertIn(sum(map(bool, forms)), (0, len(forms)), f"{tag}: {one}")

    def test_a_translation_is_set_as_its_language_is(self):
        for tag, said in each():
            for (one, _), forms in said.items():
                for form in filter(None, forms):
                    found = [what for what, slip in {**SLIPS, **SLIPS_OF.get(tag, {})}.items() if re.search(slip, form)]
                    self.assertEqual(found, [], f"{tag}: {form}")
                    self.assertEqual(ending(form), ending(one), f"{tag}: {form}")

    def test_a_slip_is_seen(self):
        self.assertRegex("کل, پرسوں", SLIPS_OF["ur"]["a Latin mark"])
        self.assertNotRegex("کل، Mr Lowther, پرسوں", SLIPS_OF["ur"]["a Latin mark"])
        self.assertEqual((ending("Booked."), ending("بک ہو گیا۔"), ending("Book")), (".", ".", ""))

    def test_nothing_is_guessed(self):
        for tag in FORMS:
            self.assertNotRegex((CATALOGUE / f"{tag}.po").read_text(encoding="utf-8"), r"(?m)^#,.*fuzzy|^#~", tag)

    def test_what_no_native_reader_has_seen_says_so(self):
        for tag in UNREAD:
            self.assertIn("WANTS A NATIVE READER'S REVIEW", (CATALOGUE / f"{tag}.po").read_text(encoding="utf-8")[:600], tag)


if __name__ == "__main__":
    unittest.main()
