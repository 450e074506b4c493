"""The technician's command: each of its words has --help, --json and its place in the man page; and what the
README types brings a school in."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import days
from school import BUILD, LODGE, SOURCE, School

RULE = SOURCE / "scripts" / "rules" / "rooms" / "hall_notice.lua"


def said(*words, expect=0):
    done = subprocess.run([LODGE, *words], capture_output=True, text=True)
    assert done.returncode == expect, f"{words}: {done.returncode} {done.stdout}{done.stderr}"
    return done.stdout


def all_commands():
    return re.findall(r"^  ([a-z]+(?: [a-z][a-z-]*)?)\b", said("--help"), re.MULTILINE)


class Help(unittest.TestCase):
    def test_each_word_tells_its_forms_an_example_and_its_exit_codes(self):
        commands = all_commands()
        self.assertIn("user forget-factor", commands)
        for word in {command.split()[0] for command in commands}:
            text = said(word, "--help")
            forms = re.findall(r"^lodge ([a-z]+(?: [a-z][a-z-]*)?)\b", text, re.MULTILINE)
            self.assertEqual(forms, [command for command in commands if command.split()[0] == word])
            self.assertEqual(len(re.findall(r"^  Example: lodge .*\b" + word, text, re.MULTILINE)), len(forms), text)
            self.assertIn("Exit codes: 0 done", text)
        for command in commands:
            self.assertTrue(said(*command.split(), "--help").startswith(f"lodge {command}"))

    def test_an_unknown_word_is_wrong_usage(self):
        for words in (["nonsense", "--help"], ["nonsense"], ["user"]):
            said(*words, expect=2)

    def test_the_man_page_names_each_command_with_what_it_takes(self):
        page = subprocess.run([SOURCE / "packaging" / "man" / "lodge.1.sh", LODGE], check=True, capture_output=True, text=True).stdout
        plain = page.replace("\\-", "-")
        for command in all_commands():
            self.assertIn(f".B lodge {command}", plain)
            options = re.findall(r"^  (--\S+)", said(*command.split(), "--help"), re.MULTILINE)
            part = plain.split(f".B lodge {command}", 1)[1].split(".TP", 1)[0]
            for option in options:
                self.assertIn(f".B {option}", part, command)
            self.assertIn("Example: lodge", part)
        self.assertEqual(plain.count("Exit codes"), 0, "once, under EXIT STATUS")


class Rules(unittest.TestCase):
    def test_a_rule_without_tests_is_named_and_the_others_run(self):
        with tempfile.TemporaryDirectory() as home:
            rules, conf = pathlib.Path(home) / "rules.d", pathlib.Path(home) / "lodge.conf"
            (rules / "tests").mkdir(parents=True)
            (rules / "rules.conf").write_text("hall_notice = on\n")
            for name in ("early", "hall_notice"):
                shutil.copy(RULE, rules / f"{name}.lua")
            shutil.copy(SOURCE / "scripts/tests/rooms/hall_notice_test.lua", rules / "tests")
            conf.write_text(said("demo", "config", "--home", home, "--build", str(BUILD)))
            told = said("--config", str(conf), "rules", "test", str(rules))
            self.assertIn(f"early: no tests ({rules}/tests/early_test.lua)\n", told)
            self.assertRegex(told, r"ok      hall_notice: .*(.|\n)*[1-9]\d* passed, 0 failed")
            self.assertEqual(json.loads(said("--json", "--config", str(conf), "rules", "test", str(rules)))["untested"], ["early"])


class Json(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.school = School("sqlite", demo=False)

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.school.home)

    def test_each_command_answers_in_json(self):
        files = self.school.home / "files"
        answers = {}

        def run(words, *more):
            answers[words] = self.school.lodge(*words.split(), *more)
            return answers[words]

        run("demo make", "--students", 60)
        monday = days.a_school_monday(self.school)
        run("demo config", "--home", self.school.home)
        run("demo files", files)
        site = run("site list")["sites"][0]["code"]
        run("site create", "second", "--name", "Second")
        for words in ("site settings", "user list", "token list", "sync status"):
            run(words, "--site", site)
        run("site set", "school.telephone", "01632960123", "--site", site)
        run("user add", "ann", "--roles", "teacher", "--name", "Ann", "--site", site)
        run("user roles", "ann", "--roles", "office")
        for words in ("user link", "user disable", "user enable", "user forget-factor"):
            run(words, "ann")
        run("token revoke", run("token create", "--scopes", "rooms.view", "--site", site)["id"], "--site", site)
        plan = run("sync plan", "--from", files, "--site", "second")["id"]
        self.assertIn("no such plan", self.school.lodge("sync", "apply", plan, "--site", site, expect=1)["error"])
        run("sync apply", plan, "--site", "second")
        run("sync undo", plan, "--site", "second")
        run("calendar shift", "--from", run("calendar day", monday, "--site", site)["date"], "--site", site)
        run("rules check", RULE)
        run("rules test", RULE)
        run("plugin list")
        run("person export", "student:S20001", "--site", site)
        run("person erase", "student:S20001", "--sure", "--site", site)
        run("verify")
        self.assertEqual(sorted(answers), sorted(all_commands()))
        for words, answer in answers.items():
            self.assertIsInstance(answer, dict, words)
            self.assertTrue(answer, words)

    def test_a_mistake_is_told_in_json_too(self):
        done = subprocess.run([LODGE, "--json", "user", "--nonsense"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 2)
        self.assertIn("error", json.loads(done.stdout))


class Readme(unittest.TestCase):
    def test_its_commands_bring_a_school_in(self):
        text = (SOURCE / "README.md").read_text()
        commands = re.search(r"^lodge=build/release.*?(?=^build/release/host/lodged)", text, re.MULTILINE | re.DOTALL).group()
        with tempfile.TemporaryDirectory() as home:
            said("demo", "files", f"{home}/export")
            script = commands.replace("build/release", str(BUILD)).replace("DIR", f"{home}/export")
            done = subprocess.run(["sh", "-euc", script], capture_output=True, text=True, env={**os.environ, "HOME": home})
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.assertRegex(done.stdout, r"students +300 added")
        self.assertIn("lessons booked", done.stdout)
        self.assertIn("http://127.0.0.1:8481/set-up?secret=", done.stdout)


if __name__ == "__main__":
    unittest.main()
