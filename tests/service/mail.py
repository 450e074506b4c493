"""The tests' mail server as the service tests use it, and what it has kept."""

import json
import pathlib
import re
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


class Mail:
    """A real SMTP server on a free port; `options` are smtp_server.py's."""

    def __init__(self, *options):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="lodge-mail-"))
        self.process = subprocess.Popen(["/usr/bin/python3", HERE / "smtp_server.py", *options, self.folder],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = json.loads(self.process.stdout.readline())["port"]

    @property
    def settings(self):
        return ["mail.smtp.host = 127.0.0.1", f"mail.smtp.port = {self.port}", "mail.smtp.tls = none",
                "mail.from = lodge@school.example"]

    def messages(self):
        """Each kept message: its Message-ID and the words of all its parts."""
        kept = []
        for path in sorted(self.folder.glob("*.json")):
            record = json.loads(path.read_text(encoding="utf-8"))
            headers = {name.lower(): value for name, value in record["headers"]}
            kept.append((headers["message-id"], "\n".join(part["text"] for part in record["parts"])))
        return kept

    def digits(self):
        """The newest one-time code that was sent to each address."""
        found = {}
        for path in sorted(self.folder.glob("*.json")):
            record = json.loads(path.read_text(encoding="utf-8"))
            code = re.search(r"\b(\d{3}) (\d{3})\b", record["parts"][0]["text"])
            if code:
                found[record["to"][0]] = code[1] + code[2]
        return found

    def stop(self):
        self.process.stdin.close()
        self.process.wait(10)
