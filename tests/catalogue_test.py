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
# What a parent reads: pages, refusals, messages, letters. The rest is the school's own, and may stay English.
PARENTS = [
    "host/core/parents/*.cpp", "host/http/front.cpp", "host/http/front_forms.cpp", "host/pages/frame.cpp", "host/pages/spoken.cpp", "host/pages/parent_home.cpp",
    "host/pages/parent_ladder.cpp", "host/pages/typed_pages.cpp", "host/pages/templates/kept.html",
    "host/pages/notices/*", "host/pages/templates/faults.html", "host/pages/templates/frame.html", "host/pages/templates/sorry.html",
    "host/pages/templates/parents*.html", "host/pages/templates/who_are_you.html", "host/pages/templates/account.html",
    *(EVENING + name for name in (
        "notices/*", "basket_page.cpp", "booked_page.cpp", "change_page.cpp", "choose_page.cpp", "family*.cpp", "feed*.cpp", "got*.cpp",
        "ics.cpp", "calendar_file.cpp", "needs*.cpp", "notices.cpp", "printed.cpp", "reach.cpp", "reasons.cpp", "refusals.cpp", "shown.cpp", "slot_list.cpp",
        "stage_page.cpp", "telephone.cpp", "times_page.cpp", "windows.cpp", "waiting_notices.cpp", "waiting_page.cpp", "wish*.cpp", "pages/basket.html", "pages/booked.html", "pages/change.html",
        "pages/choose.html", "pages/needs*.html", "pages/family*.html", "pages/got*.html", "pages/hall.html", "pages/slots.html", "pages/stage.html", "pages/telephone_field.html", "pages/times.html", "pages/waiting.html",
        "pages/window_fields.html", "pages/wish*.html")),
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


def of_parents():
    """Every sentence that stands in a file of theirs."""
    for sentence, files in pages_extract.sentences().items():
        if any(fnmatch.fnmatchcase(name, pattern) for name in files for pattern in PARENTS):
            yield sentence


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
