"""Holds the arrows of the house: which folder may include what (README, "The map")."""

import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
RING = ("http", "sql", "lua", "loader", "worker", "crypto", "ops", "pages", "print")
COMPOSITION_ROOTS = ("host/main.cpp", "host/assembly/", "host/worker/main.cpp", "host/cli/")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)

# Each library's one home: what an include line begins with, and where it may stand.
HOMES = {
    "soci/": ("host/sql/",),
    "sqlite3.h": ("host/sql/",),
    "mysql": ("host/sql/",),
    "mariadb/": ("host/sql/",),
    "Poco/Net/": ("host/http/",),
    "Poco/Util/": ("host/ops/",),
    "lua.h": ("host/lua/",),
    "lualib.h": ("host/lua/",),
    "lauxlib.h": ("host/lua/",),
    "boost/dll": ("host/loader/",),
    "boost/locale": ("host/pages/",),
    "boost/graph/": ("plugins/booking/parents_evening/",),
    "unicode/": ("host/pages/", "host/core/nfc."),
    "ctemplate/": ("host/pages/",),
    "openssl/": ("host/crypto/",),
    "argon2.h": ("host/crypto/",),
    "zxcvbn": ("host/crypto/",),
    "qrencode.h": ("host/pages/",),
    "cairo": ("host/print/",),
    "cups/": ("host/print/",),
    "pango/": ("host/print/",),
    "date/": ("host/core/local_time.",),
    "curl/": ("plugins/channel/email/",),
    "gmime/": ("plugins/channel/email/",),
    "rapidjson/": ("host/sdk/",),
    "systemd/": ("host/http/",),
    "seccomp.h": ("host/worker/",),
}


def sources():
    for top in ("host", "plugins"):
        for path in sorted((ROOT / top).rglob("*")):
            if path.suffix in (".cpp", ".h"):
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def ring_of(name):
    """The folder under host/ that a path belongs to, or None for plugins and composition roots."""
    if name.startswith(COMPOSITION_ROOTS) or not name.startswith("host/"):
        return None
    return name.split("/")[1]


def host_arrow(where, target):
    """Why host code in folder `where` may not include "target/…"; None if it may."""
    allowed = {"sdk": (), "core": ("core",)}.get(where, ("core", where))
    return None if target in allowed else f"host/{where} may not know host/{target}"


def plugin_arrow(name, target, root=ROOT):
    """A plugin includes its own files by their bare names, and nothing else in quotes."""
    own = root / pathlib.Path(name).parent / target
    return None if own.resolve().is_file() and own.resolve().is_relative_to((root / pathlib.Path(name).parent).resolve()) \
        else f"a plugin may not include {target}"


def faults(name, text):
    """Every include line of one file that breaks the plan."""
    for quote, target in INCLUDE.findall(text):
        why = None
        if quote == '"' and name.startswith("plugins/"):
            why = plugin_arrow(name, target)
        elif quote == '"' and ring_of(name):
            top = target.split("/")[0]
            known = top in RING or top in ("core", "cli", "assembly")
            why = host_arrow(ring_of(name), top) if known and "/" in target else None
        for begins, homes in HOMES.items():
            if quote == "<" and target.startswith(begins) and not name.startswith(homes):
                why = f"{target} lives in {', '.join(homes)}"
        if why:
            yield f"{name}: {why}"


class Architecture(unittest.TestCase):
    def test_every_include_follows_an_arrow(self):
        self.assertEqual([fault for name, text in sources() for fault in faults(name, text)], [])

    def test_an_arrow_against_the_plan_is_seen(self):
        self.assertTrue(list(faults("host/core/x.cpp", '#include "http/server.h"')))
        self.assertTrue(list(faults("host/core/x.cpp", "#include <soci/soci.h>")))
        self.assertTrue(list(faults("host/http/x.cpp", '#include "sql/open.h"')))
        self.assertTrue(list(faults("plugins/mis/csv/x.cpp", '#include "core/log.h"')))
        self.assertFalse(list(faults("host/http/x.cpp", '#include "core/log.h"')))

    def test_sql_stands_in_stores_only(self):
        statement = re.compile(r'"\s*(select|insert into|update|delete from)\s', re.I)
        wrong = [name for name, text in sources()
                 if name.endswith(".cpp") and statement.search(text) and not name.startswith("host/sql/")
                 and not re.search(r"store[a-z_]*\.cpp$", name)]
        self.assertEqual(wrong, [])

    def test_what_a_role_may_is_asked_in_one_place(self):
        """Elsewhere roles are named to a school's own rule, and nothing is decided by them."""
        asked = re.compile(r"(?:\.|->)roles\.(?:has|meets)\s*\(")
        wrong = [name for name, text in sources() if asked.search(text) and not name.startswith("host/core/access/")]
        self.assertEqual(wrong, ["plugins/booking/rooms/rule_question.cpp"])

    def test_no_source_file_is_a_maze(self):
        long = [f"{name}: {text.count(chr(10))} lines" for name, text in sources() if text.count("\n") > 400]
        self.assertEqual(long, [])


class Messages(unittest.TestCase):
    """Each logged event id has its paragraph in its folder's messages.md."""

    def test_every_event_id_is_explained(self):
        missing = []
        for name, text in sources():
            for event in re.findall(r'\blog\(\s*(?:core::)?Level::\w+,\s*"([A-Z]+-\d{3})"', text):
                folder = (ROOT / name).parent
                texts = [path.read_text(encoding="utf-8") for path in (folder / "messages.md", folder.parent / "messages.md", ROOT / "host/assembly/messages.md")
                         if path.is_file()]
                if not any(event in text for text in texts):
                    missing.append(f"{name}: {event}")
        self.assertEqual(missing, [])


if __name__ == "__main__":
    unittest.main()
