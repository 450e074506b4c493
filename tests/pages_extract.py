#!/usr/bin/python3
"""Collects every sentence that people read into host/pages/catalogue/lodge.pot: those in [[…]] of templates, and those in
say("…") and say_many("…", "…") of C++; also what stands in a navigation entry, a setting or its check, which is said later.
usage: tests/pages_extract.py [--check]"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
POT = ROOT / "host/pages/catalogue/lodge.pot"
HEAD = '''# Every sentence of Lodge that people read. Made by tests/pages_extract.py; a translation is catalogue/LANGUAGE.po.
msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
'''
TEXT = r'"((?:[^"\\]|\\.)*)"'
TEXTS = rf'{TEXT}(?:\s*{TEXT})*'
ONE = re.compile(rf'\bsay\(\s*((?:{TEXT}\s*)+)')
MANY = re.compile(rf'\bsay_many\(\s*((?:{TEXT}\s*)+),\s*((?:{TEXT}\s*)+)')
SETTING = re.compile(rf'\bSetting\s+k\w+\s*{{(.*?)}};', re.S)
CHECK = re.compile(rf'\? "" : {TEXT};')
NAVIGATION = re.compile(rf'{{\s*"/[^"]*"\s*,\s*{TEXT}\s*,\s*k\w+')


def joined(literals):
    """The text of C++ literals that stand side by side."""
    return "".join(re.findall(TEXT, literals)).replace('\\"', '"')


def of_template(text):
    for sentence in re.findall(r"\[\[(.*?)\]\]", text, re.S):
        yield re.sub(r"{{(\w+)}}", lambda marker: "{" + marker[1].lower() + "}", sentence), None


def of_source(text):
    for found in ONE.finditer(text):
        yield joined(found[1]), None
    for found in MANY.finditer(text):
        both = re.match(rf'\bsay_many\(\s*((?:{TEXT}\s*)+),\s*((?:{TEXT}\s*)+)', found[0])
        yield joined(both[1]), joined(found[0][found[0].index(both[1]) + len(both[1]):])
    for found in SETTING.finditer(text):
        literals = re.findall(rf'(?:{TEXT}\s*)+', found[1])
        texts = [joined(match[0]) for match in re.finditer(rf'(?:{TEXT}\s*)+', found[1])]
        if len(texts) > 2 and literals:
            yield texts[2], None
    for found in CHECK.finditer(text):
        yield found[1], None
    for found in NAVIGATION.finditer(text):
        yield found[1], None


def sentences():
    """{(one, many or None): {files}} of the whole tree."""
    found = {}
    for top in ("host", "plugins"):
        for path in sorted((ROOT / top).rglob("*")):
            if path.suffix not in (".html", ".txt", ".cpp", ".h") or "sdk" in path.parts or path.name == "CMakeLists.txt":
                continue
            text = path.read_text(encoding="utf-8")
            for sentence in of_source(text) if path.suffix in (".cpp", ".h") else of_template(text):
                if sentence[0]:
                    found.setdefault(sentence, set()).add(path.relative_to(ROOT).as_posix())
    return found


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def pot():
    parts = [HEAD]
    for (one, many), files in sorted(sentences().items(), key=lambda item: (sorted(item[1])[0], item[0][0])):
        entry = [f"#: {' '.join(sorted(files))}", f"msgid {quoted(one)}"]
        entry += [f"msgid_plural {quoted(many)}", 'msgstr[0] ""', 'msgstr[1] ""'] if many else ['msgstr ""']
        parts.append("\n".join(entry) + "\n")
    return "\n".join(parts)


def main():
    made = pot()
    if "--check" in sys.argv:
        sys.exit(0 if POT.is_file() and POT.read_text(encoding="utf-8") == made else
                 "host/pages/catalogue/lodge.pot is not current: run tests/pages_extract.py")
    POT.write_text(made, encoding="utf-8")


if __name__ == "__main__":
    main()
