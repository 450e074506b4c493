"""The technician's command: each of its words has --help, --json and its place in the man page; and the school that the
quickstart made keeps what a technician wrote into its configuration."""

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


class Quickstart(unittest.TestCase):
    """Run in a checkout whose tools do nothing: what it would build is there."""

    def setUp(self):
        self.tree = pathlib.Path(tempfile.mkdtemp(prefix="lodge-quickstart-"))
        self.home = self.tree / "home"
        self.tool("packaging/install-packages", "#!/bin/sh\n")
        self.tool("bin/cmake", "#!/bin/sh\n")
        shutil.copy(SOURCE / "packaging" / "quickstart", self.tree / "packaging" / "quickstart")
        self.tool("build/release/build.ninja", "")
        (self.tree / "build/release/host").symlink_to(BUILD / "host")
        self.home.mkdir()
        (self.home / "sign-ins.txt").write_text("somebody\n")

    def tearDown(self):
        shutil.rmtree(self.tree)

    def tool(self, path, text):
        file = self.tree / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        file.chmod(0o755)

    def run_it(self, port="8480"):
        path = f"{self.tree / 'bin'}:{os.environ['PATH']}"
        subprocess.run([self.tree / "packaging" / "quickstart", "--prepare", "--home", self.home, "--port", port],
                       check=True, stdout=subprocess.DEVNULL, env={**os.environ, "PATH": path})
        return (self.home / "lodge.conf").read_text()

    def test_keeps_a_technicians_own_lines(self):
        made = self.run_it()
        self.assertIn("conf.d", made.splitlines()[0])
        with open(self.home / "lodge.conf", "a", encoding="utf-8") as conf:
            conf.write("log.level = info\n")
        self.assertIn("log.level = info", self.run_it())
        self.assertIn("127.0.0.1:8481", self.run_it("8481"), "another port is another file")

    def test_what_lies_in_conf_d_is_read(self):
        self.run_it()
        (self.home / "conf.d").mkdir()
        (self.home / "conf.d" / "own.conf").write_text("no.such.key = 1\n")
        done = subprocess.run([LODGE, "--config", self.home / "lodge.conf", "site", "list"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 3)
        self.assertIn("own.conf: there is no key", done.stderr)


if __name__ == "__main__":
    unittest.main()
