"""A demo school served by the real lodged, on one of the two engines, in a temporary folder."""

import base64
import hashlib
import hmac
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import time

import engines
from client import Client

SOURCE = pathlib.Path(__file__).resolve().parents[2]
BUILD = pathlib.Path(os.environ.get("LODGE_BUILD") or SOURCE / "build" / "dev")
LODGE = BUILD / "host" / "cli" / "lodge"
LODGED = BUILD / "host" / "lodged"


def kept_port():
    """A socket that keeps a port of this machine until it is closed: nobody is given it, and whoever names it can listen there."""
    seat = socket.socket()
    seat.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    seat.bind(("127.0.0.1", 0))
    return seat


def memory(pid, kind="Pss"):
    """In MB, by smaps_rollup: Pss shares with others what is shared, Rss counts the whole of it."""
    text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(next(line for line in text.splitlines() if line.startswith(kind + ":")).split()[1]) / 1024


def totp(secret, at=None):
    """What an authenticator app shows (RFC 6238)."""
    key = base64.b32decode(secret.replace(" ", "").upper() + "=" * (-len(secret.replace(" ", "")) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(at if at is not None else time.time()) // 30), hashlib.sha1).digest()
    offset = digest[19] & 15
    return f"{(struct.unpack('>I', digest[offset:offset + 4])[0] & 0x7fffffff) % 1000000:06}"


class School:
    """`with School("mariadb") as school:` makes it, serves it and takes it away again."""

    def __init__(self, engine="sqlite", settings=(), demo=True, server=None, students=300, sites=("larkhill",)):
        self.engine, self.process, self.accounts, self.parent = engine, None, [], None
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="lodge-service-"))
        self.seat = kept_port()
        self.port = self.seat.getsockname()[1]
        self.conf = self.home / "lodge.conf"
        central, vault = engines.addresses(engine, self.home, server, sites)
        self.central = central
        config = subprocess.run([LODGE, "demo", "config", "--home", self.home, "--build", BUILD, "--port", str(self.port)],
                                check=True, capture_output=True, text=True).stdout
        lines = [line for line in config.splitlines() if not line.startswith(("database =", "vault ="))]
        self.conf.write_text("\n".join([*lines, f"database = {central}", f"vault = {vault}", *settings]) + "\n")
        if demo:
            made = self.lodge("demo", "make", "--students", students)
            self.accounts, self.parent = made["accounts"], made["parent"]

    def lodge(self, *words, expect=0):
        """Runs the command and answers what it says as JSON."""
        done = subprocess.run([LODGE, "--json", "--config", self.conf, *map(str, words)], capture_output=True, text=True)
        if done.returncode != expect:
            raise AssertionError(f"lodge {' '.join(map(str, words))} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return json.loads(done.stdout)

    def start(self, preload=None, wait=True):
        environment = {**os.environ, **({"LD_PRELOAD": str(preload)} if preload else {})}
        self.log = open(self.home / "log", "ab")
        self.process = subprocess.Popen([LODGED, "--config", self.conf], stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=self.log, env=environment)
        return self.wait_until_ready() if wait else None

    def wait_until_ready(self, patience=30.0):
        """How many seconds it took until /readyz said yes."""
        began = time.monotonic()
        while time.monotonic() - began < patience:
            if self.process.poll() is not None:
                break
            try:
                if Client(self.port).get("/readyz").status == 200:
                    return time.monotonic() - began
            except OSError:
                pass
            time.sleep(0.01)
        raise AssertionError("lodged is not ready:\n" + (self.home / "log").read_text()[-4000:])

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.log.close()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(40)
            self.log.close()

    def account(self, role):
        return next(account for account in self.accounts if account["role"] == role)

    def client(self, role=None):
        """A browser, signed in if a role is named."""
        client = Client(self.port)
        return self.sign_in(client, self.account(role)) if role else client

    def sign_in(self, client, account):
        page = client.submit(client.get("/sign-in"), {"name": account["sign_in"], "password": account["password"]})
        if account.get("totp_secret"):
            page = client.submit(page, {"code": totp(account["totp_secret"])})
        assert not page.path.startswith("/sign-in"), page.text
        return client

    def token(self, role="teacher", scopes="rooms.view,rooms.book"):
        """A bearer token for a demo account."""
        made = self.lodge("token", "create", "--for", self.account(role)["sign_in"], "--scopes", scopes)
        return Client(self.port, token=made["token"])

    def teachers(self, count):
        """A token for each of so many teachers: one's bookings of one week are decided on one by one, and those of as many
        people at as many desks are not."""
        tokens = []
        for n in range(count):
            self.lodge("user", "add", f"teacher{n}", "--roles", "teacher", "--name", f"Teacher {n}")
            tokens.append(self.lodge("token", "create", "--for", f"teacher{n}", "--scopes", "rooms.view,rooms.book")["token"])
        return tokens

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.stop()
        if self.process and self.process.poll() is None:
            self.kill()
        self.seat.close()
        personal = self.personal_in_journal()
        shutil.rmtree(self.home, ignore_errors=True)
        assert not personal, f"the journal tells of people: {personal}"

    def personal_in_journal(self):
        """Its lines with an address, a telephone number, a name or a secret of whom the tests act for: there are to be none."""
        known = [one[key] for one in self.accounts for key in ("password", "totp_secret") if one.get(key)]
        known += [word for key in ("name", "child") if self.parent for word in (self.parent[key], self.parent[key].split()[-1])]
        known += [self.parent["letter_code"]] if self.parent else []
        log = self.home / "log"
        lines = log.read_text(errors="replace").splitlines() if log.exists() else []
        return [line for line in lines if re.search(r"[\w.+-]+@\w|\b0\d{9,10}\b", line) or any(word in line for word in known)]
