"""Holds what the house must not contain: calls that open holes, each with the ASVS rows that it would break."""

import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
CPP, SCRIPT, PAGE = (".cpp", ".h"), (".js",), (".html",)

# What may stand nowhere, or only in the named places.
SHELLS = re.compile(r"\b(?:system|popen|execl[pe]?|execvp?e?|wordexp|posix_spawnp)\s*\(")
FORMATS = re.compile(r"fmt::runtime|\bv?s?n?f?printf\s*\(\s*[^\"(]*?,?\s*\bformat\b|\bscanf\s*\(")
UNBOUNDED = re.compile(r"\b(?:strcpy|strcat|sprintf|vsprintf|gets|alloca|strtok)\s*\(")
PATTERNS = re.compile(r"#\s*include\s*<regex>|boost/regex|\bregcomp\s*\(|pcre")
GUESSABLE = re.compile(r"\b(?:mt19937(?:_64)?|minstd_rand0?|default_random_engine|random_device|s?rand|drand48|random_shuffle)\b")
OLD_CIPHERS = re.compile(r"EVP_(?:md[245]|sha1|des|rc[24]|bf|\w+_ecb|\w+_cbc)\b|\b(?:MD5|SHA1|DES|RC4)_\w+\(|PKCS1_PADDING")
BARE_IN_LUA = re.compile(r"lua_pushc(?:closure|function)\(\w+,\s*(?!guarded<|open\b)\w+|luaL_Reg \w+\[\] = [^;]*?\{\"\w+\",\s*(?!guarded<)\w+")
MARKUP = re.compile(r"innerHTML|insertAdjacentHTML|document\.write|\beval\s*\(|new Function|setTimeout\s*\(\s*[\"']|createContextualFragment")
STORAGE = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie|\bcaches\b|serviceWorker")
MESSAGES = re.compile(r"postMessage|[\"']message[\"']|\.onmessage")
PASTE = re.compile(r"[\"'](?:paste|copy|cut|drop)[\"']|onpaste", re.I)  # in pages, pages_lint_test.py refuses every on…

FORBIDDEN = [
    ("no command line is built", SHELLS, CPP, ()),
    ("no format is made at run time", FORMATS, CPP, ()),
    ("no call writes without bounds", UNBOUNDED, CPP, ()),
    ("no regular expression is built", PATTERNS, CPP, ()),
    # Delays are spread, appointments arranged and the demo school drawn with numbers that anybody may guess.
    ("what must not be guessed comes from the kernel", GUESSABLE, CPP, ("host/sql/backoff.cpp", "host/core/outbox/retry.cpp", "host/cli/demo/",
                                                                        "plugins/booking/parents_evening/arrange.cpp")),
    ("no old cipher", OLD_CIPHERS, CPP, ("host/crypto/openssl_cipher.cpp",)),
    ("Lua is given no bare function of ours", BARE_IN_LUA, CPP, ()),
    ("no script makes markup of text", MARKUP, SCRIPT, ()),
    ("no script keeps anything", STORAGE, SCRIPT, ()),
    ("no script talks to other windows", MESSAGES, SCRIPT, ()),
    ("nothing stands in the way of pasting", PASTE, SCRIPT, ()),
]
INPUT = re.compile(r"<input\b[^>]*>")


def files(kinds):
    for top in ("host", "plugins"):
        for path in sorted((ROOT / top).rglob("*")):
            if path.suffix in kinds:
                yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def without_comments(text):
    return re.sub(r"//[^\n]*", "", text)


def found(pattern, kinds, homes):
    return [f"{name}: {hit}" for name, text in files(kinds) if not name.startswith(homes or ("\0",))
            for hit in pattern.findall(without_comments(text) if kinds == CPP else text)]


def rule(sentence):
    return next((pattern, kinds, homes) for said, pattern, kinds, homes in FORBIDDEN if said == sentence)


class Forbidden(unittest.TestCase):
    def test_no_command_line_is_built(self):
        self.assertEqual(found(*rule("no command line is built")), [])

    def test_no_format_is_made_at_run_time(self):
        self.assertEqual(found(*rule("no format is made at run time")), [])

    def test_no_call_writes_without_bounds(self):
        self.assertEqual(found(*rule("no call writes without bounds")), [])

    def test_no_regular_expression_is_built(self):
        self.assertEqual(found(*rule("no regular expression is built")), [])

    def test_what_must_not_be_guessed_comes_from_the_kernel(self):
        self.assertEqual(found(*rule("what must not be guessed comes from the kernel")), [])

    def test_no_old_cipher_but_the_sha1_that_authenticator_apps_want(self):
        self.assertEqual(found(*rule("no old cipher")), [])
        cipher = (ROOT / "host/crypto/openssl_cipher.cpp").read_text(encoding="utf-8")
        self.assertEqual([line.strip() for line in cipher.splitlines() if OLD_CIPHERS.search(line)], ["return hmac<20>(EVP_sha1(), key, text);"])

    def test_what_cxx_throws_never_reaches_lua(self):
        self.assertEqual(found(*rule("Lua is given no bare function of ours")), [])

    def test_no_script_makes_markup_of_text(self):
        self.assertEqual(found(*rule("no script makes markup of text")), [])

    def test_no_script_keeps_anything_in_the_browser(self):
        self.assertEqual(found(*rule("no script keeps anything")), [])

    def test_no_script_talks_to_other_windows(self):
        self.assertEqual(found(*rule("no script talks to other windows")), [])

    def test_every_password_is_hidden_while_it_is_typed(self):
        asked = [tag for _, text in files(PAGE) for tag in INPUT.findall(text) if re.search(r'name="(?:\w*password|again)"', tag)]
        self.assertGreaterEqual(len(asked), 5)
        self.assertEqual([tag for tag in asked if 'type="password"' not in tag], [])

    def test_a_password_may_be_pasted_and_kept_by_a_password_manager(self):
        self.assertEqual(found(*rule("nothing stands in the way of pasting")), [])
        asked = [tag for _, text in files(PAGE) for tag in INPUT.findall(text) if 'type="password"' in tag]
        self.assertEqual([tag for tag in asked if not re.search(r'autocomplete="(?:current|new)-password"', tag)], [])
        self.assertEqual([tag for tag in asked if re.search(r"readonly|maxlength|pattern=", tag)], [])

    def test_a_fault_is_seen(self):
        for pattern, text in ((SHELLS, 'std::system("ls")'), (FORMATS, "fmt::format(fmt::runtime(x))"), (UNBOUNDED, "strcpy(a, b)"),
                              (GUESSABLE, "std::mt19937 one;"), (OLD_CIPHERS, "EVP_md5()"), (OLD_CIPHERS, "EVP_aes_256_ecb()"),
                              (BARE_IN_LUA, "lua_pushcclosure(lua, find, 1)"), (BARE_IN_LUA, 'luaL_Reg kOurs[] = {{"has", guarded<has>}, {"find", find}};'),
                              (MARKUP, "x.innerHTML = y"), (STORAGE, "localStorage.x"), (MESSAGES, 'addEventListener("message", f)'), (PASTE, "onpaste")):
            self.assertTrue(pattern.search(text), text)


if __name__ == "__main__":
    unittest.main()
