"""The two databases under the service tests: a file, or a MariaDB server of our own on a socket of our own."""

import atexit
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import uuid

ENGINES = ("sqlite", "mariadb")


def install(data, user, tries=3):
    """Makes a data folder. Several servers that start at once may find too few asynchronous reads left: then once more."""
    for left in reversed(range(tries)):
        done = subprocess.run(["mariadb-install-db", "--no-defaults", f"--datadir={data}", "--auth-root-authentication-method=normal",
                               "--skip-test-db", *user], capture_output=True, text=True)
        if done.returncode == 0:
            return
        if not left:
            raise RuntimeError(done.stdout + done.stderr)
        shutil.rmtree(data, ignore_errors=True)
        time.sleep(1)


class MariaServer:
    """One private mariadbd with default durability, started when first asked for, ended by its own pid."""

    _one = None

    @classmethod
    def one(cls):
        cls._one = cls._one or cls()
        return cls._one

    def __init__(self, preload=None):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="lodge-mariadb-"))
        self.socket = self.folder / "s.sock"
        data = self.folder / "data"
        user = ["--user=root"] if os.geteuid() == 0 else []
        install(data, user)
        environment = {**os.environ, **({"LD_PRELOAD": str(preload)} if preload else {})}
        self.process = subprocess.Popen(
            ["mariadbd", "--no-defaults", f"--datadir={data}", f"--socket={self.socket}", "--skip-networking",
             f"--pid-file={self.folder}/pid", f"--log-error={self.folder}/log", "--innodb-buffer-pool-size=256M",
             "--max-connections=300", *user],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
        atexit.register(self.stop)
        for _ in range(300):
            if self.socket.exists() and self.run_sql("select 1", check=False).returncode == 0:
                return
            time.sleep(0.1)
        raise RuntimeError((self.folder / "log").read_text())

    def run_sql(self, sql, check=True):
        return subprocess.run(["mariadb", "--no-defaults", f"--socket={self.socket}", "-uroot", "-N", "-e", sql],
                              check=check, capture_output=True, text=True)

    def make_schema(self, name=None):
        name = name or "lodge_" + uuid.uuid4().hex[:12]
        self.run_sql(f"create database `{name}` character set utf8mb4 collate utf8mb4_bin")
        return name

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def rows(address, sql):
    """What a store of `addresses` answers, each row a list of words."""
    kind, _, rest = address.partition(":")
    if kind == "sqlite":
        with sqlite3.connect(rest) as database:
            return [[str(word) for word in row] for row in database.execute(sql)]
    name = dict(part.split("=") for part in rest.split(";"))["dbname"]
    return [line.split("\t") for line in MariaServer.one().run_sql(f"use {name}; {sql}").stdout.splitlines()]


def addresses(engine, home, server=None, sites=("larkhill",)):
    """The addresses of a fresh central store and of the fresh vaults of these sites, as lodge.conf writes them."""
    if engine == "sqlite":
        return f"sqlite:{home}/lodge.db", f"sqlite:{home}/vault-{{site}}.db"
    server = server or MariaServer.one()
    central = server.make_schema()
    for site in sites:
        server.make_schema(f"{central}_{site}")
    address = f"mariadb:unix_socket={server.socket};dbname={central}"
    return f"{address};user=root", f"{address}_{{site}};user=root"
