"""Holds what the template engine's escaping does not: attributes that it does not know, and the one frame."""

import pathlib
import re
import unittest

import pages_extract

ROOT = pathlib.Path(__file__).resolve().parent.parent
# ctemplate leaves a javascript: address in these, or cannot escape them (or the Content-Security-Policy forbids them).
FORBIDDEN = re.compile(r"\s(formaction|srcset|xlink:href|poster|srcdoc|style|ping|background|on[a-z]+)\s*=", re.I)
UNQUOTED = re.compile(r"""<[a-z][^<>]*?\s[\w:-]+=(?!["'])""", re.I)
RAW = re.compile(r"{{\s*[\w]+\s*:[^}]*}}")
RAW_ALLOWED = {("host/pages/templates/frame.html", "{{content:none}}")}


def templates():
    for top in ("host/pages/templates", "plugins"):
        for path in sorted((ROOT / top).rglob("*.html")):
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def faults(name, text):
    markup = re.sub(r"{{.*?}}", "", text, flags=re.S)
    if found := FORBIDDEN.search(markup):
        yield f"{name}: {found[1]}="
    if found := UNQUOTED.search(re.sub(r'"[^"]*"', '""', markup)):
        yield f"{name}: an attribute without quotes: {found[0][-30:]}"
    for raw in RAW.findall(text):
        if (name, raw) not in RAW_ALLOWED:
            yield f"{name}: {raw} is not escaped"
    if "<script" in text and "src=" not in text or "<style" in text:
        yield f"{name}: inline script or style"
    if "<h1" in text and not name.endswith("/frame.html") and "/pages/" in name and "/notices/" not in name:
        yield f"{name}: the frame writes the h1"
    for label in re.findall(r'<(?:a|button)\b[^>]*\baria-label=[^>]*>(?!</)', text):
        yield f"{name}: who speaks to the page says what stands there, so it belongs to the name: {label}"


def unsaid(text):
    """Words in a template that do not go through the catalogue."""
    text = re.sub(r"\[\[.*?\]\]", "", text, flags=re.S)
    text = re.sub(r"{{.*?}}", "", text, flags=re.S)
    shown = re.sub(r"<[^>]*>", " ", text)
    words = re.findall(r"[^\W\d_]{2,}", shown)
    attributes = re.findall(r'\b(?:aria-label|title|alt|placeholder)="([^"]*[^\W\d_]{2,}[^"]*)"', text)
    return words + attributes


class Templates(unittest.TestCase):
    def test_every_template_can_be_escaped(self):
        self.assertEqual([fault for name, text in templates() for fault in faults(name, text)], [])

    def test_every_word_goes_through_the_catalogue(self):
        self.assertEqual({name: unsaid(text) for name, text in templates() if unsaid(text)}, {})

    def test_no_form_writes_what_somebody_typed_into_an_address(self):
        """It would lie in the browser's history, in proxies' logs and in Referers: POST /search carries it sealed."""
        named = [name for name, text in templates() for form in re.findall(r"<form\b.*?</form>", text, re.S)
                 if 'method="post"' not in form.split(">", 1)[0] and re.search(r'type="(search|text|email|tel)"|<textarea', form)]
        self.assertEqual(named, [])

    def test_a_fault_is_seen(self):
        self.assertTrue(list(faults("x.html", '<a xlink:href="{{x}}">')))
        self.assertTrue(list(faults("x.html", "<a href={{x}}>")))
        self.assertTrue(list(faults("x.html", "<p>{{x:none}}</p>")))
        self.assertTrue(list(faults("x.html", '<p onclick="x">')))
        self.assertTrue(list(faults("x.html", '<a href="{{x}}" aria-label="{{y}}"><b>{{z}}</b></a>')))
        self.assertFalse(list(faults("x.html", '<a href="{{x}}" aria-label="{{y}}"></a>')))
        self.assertTrue(unsaid("<p>Hello</p>"))
        self.assertTrue(unsaid('<p title="Hello there">[[x]]</p>'))
        self.assertFalse(list(faults("x.html", '<a href="{{x}}" class="b">[[Say {{x}}]]</a>')))


class Catalogue(unittest.TestCase):
    def test_the_catalogue_is_current(self):
        self.assertEqual(pages_extract.POT.read_text(encoding="utf-8"), pages_extract.pot(), "run tests/pages_extract.py")

    def test_sentences_are_found_where_they_stand(self):
        self.assertEqual(list(pages_extract.of_template("<p>[[Book {{ROOM}}]]</p>")), [("Book {room}", None)])
        self.assertEqual(list(pages_extract.of_source('say.say("One " "two", x)')), [("One two", None)])
        self.assertEqual(list(pages_extract.of_source('say_many("{count} seat", "{count} seats", n)')),
                         [("{count} seat", "{count} seats")])


class Scripts(unittest.TestCase):
    def test_the_scripts_are_small(self):
        size = sum(path.stat().st_size for path in (ROOT / "host/pages/script").glob("*.js"))
        self.assertLess(size, 15_000)

    def test_nothing_is_fetched_from_elsewhere(self):
        for path in (ROOT / "host/pages").rglob("*"):
            if path.suffix in (".css", ".js"):
                self.assertNotRegex(path.read_text(encoding="utf-8"), r"https?://|@import|url\(", path.name)


if __name__ == "__main__":
    unittest.main()
