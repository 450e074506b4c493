"""The two commands of the README on whatever they find: somebody else's checkout, a first run that was ended, a folder of
something else, a port that is taken, what a technician wrote into the configuration."""

import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import unittest

from school import BUILD, LODGE, SOURCE


class StubTree(unittest.TestCase):
    """A checkout whose tools do nothing: what it would build is there."""

    def setUp(self):
        self.tree = pathlib.Path(tempfile.mkdtemp(prefix="lodge-quickstart-"))
        self.home = self.tree / "home"
        self.tool("packaging/install-packages", f"#!/bin/sh\necho \"$@\" >>{self.tree}/installed\n")
        self.tool("bin/cmake", "#!/bin/sh\n")
        for name in ("packaging/quickstart", "packaging/as-owner", "tests/run"):
            self.tool(name, (SOURCE / name).read_text())
        self.tool("build/release/build.ninja", "")

    def tearDown(self):
        shutil.rmtree(self.tree)

    def tool(self, path, text):
        file = self.tree / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        file.chmod(0o755)

    def run_tool(self, name, *words, expect=0, cwd=None):
        path = f"{self.tree / 'bin'}:{os.environ['PATH']}"
        done = subprocess.run([self.tree / name, *words], cwd=cwd, capture_output=True, text=True, env={**os.environ, "PATH": path})
        self.assertEqual(done.returncode, expect, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def built(self, *paths):
        """Copies, because a user without rights may not come to where the real ones lie."""
        for path in paths:
            target = self.tree / "build/release" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if (BUILD / path).is_dir() else shutil.copy)(BUILD / path, target)


class SomebodyElsesCheckout(StubTree):
    """What others could change is not loaded: the two commands see to it, or say so at once."""

    OWNER = 4711

    def give_away(self):
        if os.geteuid() != 0:
            self.skipTest("only root can give a folder away")
        subprocess.run(["chown", "-R", f"{self.OWNER}:{self.OWNER}", self.tree], check=True)

    def test_root_makes_the_demo_school_as_the_owner(self):
        self.built("host/cli/lodge", "host/worker/lodge-worker", "plugins/csv.so", "share")
        self.give_away()
        os.chown(self.tree / "build/release/build.ninja", 0, 0)  # as an earlier try of root's would have left it
        self.run_tool("packaging/quickstart", "--prepare", "--home", self.home)
        for name in ("home", "home/lodge.db", "home/sign-ins.txt", "build/release/build.ninja"):
            self.assertEqual((self.tree / name).stat().st_uid, self.OWNER, name)

    def test_a_folder_of_roots_is_refused_before_anything_is_installed(self):
        self.give_away()
        self.home.mkdir(mode=0o700)
        words = ("packaging/quickstart", "--prepare", "--home", self.home)
        said = self.run_tool(*words, expect=3)
        self.assertEqual(said, f"quickstart: the owner of this checkout cannot write to {self.home}: name another folder with --home.\n")
        said = self.run_tool("packaging/as-owner", *words, expect=3)
        self.assertEqual(said, f"quickstart: this user cannot use {self.home}: name another folder with --home.\n")
        self.assertFalse((self.tree / "installed").exists())

    def test_root_runs_the_tests_as_the_owner(self):
        self.tool("tests/harness.py", "import os, sys; print(os.geteuid(), os.environ['HOME'], *sys.argv[1:])")
        self.give_away()
        said = self.run_tool("tests/run", "unit")
        self.assertEqual(said.split(), [str(self.OWNER), f"{self.tree}/build/home", "unit"])
        self.assertNotIn("fuzz", (self.tree / "installed").read_text())
        self.run_tool("tests/run", "fuzz")
        self.assertIn("fuzz-packages.txt", (self.tree / "installed").read_text(), "the owner may install nothing")

    def test_what_a_group_may_write_to_is_said_at_once(self):
        self.tree.chmod(0o775)
        for command in (("packaging/quickstart", "--prepare"), ("tests/run",)):
            self.assertIn(f"chmod go-w {self.tree}\n", self.run_tool(*command, expect=3))
        self.assertFalse((self.tree / "installed").exists())

    def test_what_was_built_for_a_group_is_taken_from_it(self):
        built = self.tree / "build/release/build.ninja"
        built.chmod(0o664)
        self.tool("tests/harness.py", "")
        self.run_tool("tests/run")
        self.assertEqual(built.stat().st_mode & 0o777, 0o644)


class Quickstart(StubTree):
    def setUp(self):
        super().setUp()
        (self.tree / "build/release/host").symlink_to(BUILD / "host")
        self.home.mkdir()
        (self.home / "sign-ins.txt").write_text("somebody\n")

    def run_it(self, port="8480"):
        self.run_tool("packaging/quickstart", "--prepare", "--home", self.home, "--port", port)
        return (self.home / "lodge.conf").read_text()

    def test_the_school_stays_whatever_becomes_of_its_sign_ins(self):
        self.run_it()
        (self.home / "lodge.db").write_text("bookings")
        (self.home / "sign-ins.txt").unlink()
        self.assertIn("sign-ins.txt is not there any more", self.run_tool("packaging/quickstart", "--prepare", "--home", self.home))
        (self.home / "made").unlink()  # so it is where the school was made before there was that mark
        self.run_it()
        self.assertEqual((self.home / "lodge.db").read_text(), "bookings")

    def test_a_first_run_that_was_ended_is_done_again(self):
        for name in ("plugins", "share"):
            (self.tree / "build/release" / name).symlink_to(BUILD / name)
        (self.home / "sign-ins.txt").unlink()
        for name in ("making", "lodge.db", "lodge.db-wal", "vault-larkhill.db", "music.db"):
            (self.home / name).write_text("half")
        self.run_it()
        self.assertIn("administrator", (self.home / "sign-ins.txt").read_text())
        self.assertTrue((self.home / "made").exists() and not (self.home / "making").exists())
        self.assertEqual((self.home / "music.db").read_text(), "half", "what this command does not make it does not remove")
        self.assertEqual((self.home / "lodge.db").stat().st_mode & 0o77, 0)

    def test_a_folder_of_something_else_stays_as_it_is(self):
        (self.home / "sign-ins.txt").rename(self.home / "letters.db")
        self.home.chmod(0o755)
        self.assertIn("in use for something else", self.run_tool("packaging/quickstart", "--prepare", "--home", self.home, expect=2))
        self.assertEqual(self.home.stat().st_mode & 0o777, 0o755)
        self.assertFalse((self.tree / "installed").exists())

    def test_a_folder_is_named_from_where_one_stands(self):
        (self.tree / "elsewhere").mkdir()
        self.home.rename(self.tree / "elsewhere" / "mine")
        self.run_tool("packaging/quickstart", "--prepare", "--home", "mine", cwd=self.tree / "elsewhere")
        self.assertIn(f"{self.tree}/elsewhere/mine/lodge.db", (self.tree / "elsewhere/mine/lodge.conf").read_text())
        self.assertFalse((self.tree / "mine").exists())

    def test_a_port_is_one_that_can_be_had(self):
        for port in ("0", "65536", "99999", "-1", "http", "123456789012345678901"):
            said = self.run_tool("packaging/quickstart", "--port", port, expect=2)
            self.assertEqual(said, "quickstart: --port takes a number from 1 to 65535.\n")
        for address in ("127.0.0.1", "0.0.0.0"):
            with socket.create_server((address, 0)) as other:
                said = self.run_tool("packaging/quickstart", "--home", self.home, "--port", str(other.getsockname()[1]), expect=3)
            self.assertIn("something listens on port", said)
        self.assertFalse((self.tree / "installed").exists(), "said before anything is done")

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
