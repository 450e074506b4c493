#!/usr/bin/python3
"""A real mail server for tests: keeps each message that it accepts, and can be slow, moody or badly behaved.

Prints {"port": N, "authority": PATH} when it listens, and serves until its standard input ends or it is killed.
Each accepted message becomes NUMBER.eml (its bytes) and NUMBER.json (envelope and what Python's e-mail library reads)."""

import argparse
import asyncio
import email
import email.policy
import json
import logging
import pathlib
import random
import ssl
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

import certificates


def described_part(part):
    """One leaf of a message, as a reader sees it."""
    content = part.get_content()
    if part["Content-Transfer-Encoding"] == "quoted-printable":
        content = content.replace("\r\n", "\n")  # text has CRLF on the wire, whatever its writer used
    return {
        "type": part.get_content_type(),
        "parameters": dict(part["Content-Type"].params),
        "disposition": part.get_content_disposition(),
        "encoding": str(part["Content-Transfer-Encoding"]),
        "file_name": part.get_filename(),
        "text": content if isinstance(content, str) else content.decode("utf-8", "replace"),
        "defects": [str(defect) for defect in part.defects],
    }


def described(content):
    """What Python's e-mail library, which shares no code with ours, reads in a message's bytes."""
    message = email.message_from_bytes(content, policy=email.policy.SMTP)
    return {
        "headers": [[name, str(value)] for name, value in message.items()],
        "header_defects": [str(defect) for value in message.values() for defect in value.defects],
        "parts": [described_part(part) for part in message.walk() if not part.is_multipart()],
        "types": [part.get_content_type() for part in message.walk()],
        "defects": [str(defect) for defect in message.defects],
        "longest_line": max(len(line) for line in content.split(b"\r\n")),
        "bare_newlines": content.replace(b"\r\n", b"").count(b"\n") + content.replace(b"\r\n", b"").count(b"\r"),
        "ascii": content.isascii(),
    }


def headers_of(content):
    """Only the headers, as they stand: for tests that send more than a school does."""
    message = email.message_from_bytes(content.partition(b"\r\n\r\n")[0], policy=email.policy.compat32)
    return {"headers": [[name, str(value)] for name, value in message.items()]}


SLOW = 3


class Keeper:
    """Decides what happens to each message and keeps those that are accepted."""

    def __init__(self, options):
        self.options, self.kept, self.asked = options, 0, 0
        self.chance = random.Random(options.seed)

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address in self.options.reject:
            return "550 5.1.1 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.asked += 1
        await asyncio.sleep(self.options.delay + (SLOW if self.chance.random() < self.options.slow else 0))
        if b"refuse-content" in envelope.content:
            return "554 5.7.1 we do not take such content"
        if self.happens(self.options.fail, self.options.fail_first):
            return "451 4.3.0 try again later"
        self.keep(session, envelope)
        if self.happens(self.options.drop, self.options.drop_first):
            server.transport.abort()
        return f"250 2.0.0 OK queued as {self.kept}"

    def happens(self, share, first):
        return self.asked <= first or self.chance.random() < share

    def keep(self, session, envelope):
        self.kept += 1
        record = headers_of(envelope.original_content) if self.options.brief else described(envelope.original_content)
        record |= {"from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": session.ssl is not None,
                   "signed_in": session.authenticated}
        path = pathlib.Path(self.options.folder) / f"{self.kept:06}"
        path.with_suffix(".eml").write_bytes(envelope.original_content)
        path.with_suffix(".part").write_text(json.dumps(record), encoding="utf-8")
        path.with_suffix(".part").rename(path.with_suffix(".json"))


def tls_context(options):
    certificate, key = certificates.make_certificate(options.folder, options.certificate)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    if options.old_tls:
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
    if options.old_tls or options.certificate == "weak_key":
        context.set_ciphers("ALL:@SECLEVEL=0")
    context.load_cert_chain(certificate, key)
    return context


def session_maker(options, keeper, context):
    def checked(server, session, envelope, mechanism, data):
        right = f"{data.login.decode()}:{data.password.decode()}" == options.user
        return AuthResult(success=right, handled=False)

    def made():
        return SMTP(keeper, hostname="mail.test", tls_context=context if options.tls == "starttls" else None,
                    require_starttls=options.tls == "starttls", authenticator=checked,
                    auth_required=bool(options.user), auth_require_tls=options.tls == "starttls")
    return made


async def serve(options):
    logging.getLogger("mail.log").setLevel(logging.CRITICAL)  # clients that hang up are what some tests are about
    keeper = Keeper(options)
    authority = certificates.make_authority(options.folder) if options.tls != "none" else None
    context = tls_context(options) if options.tls != "none" else None
    server = await asyncio.get_running_loop().create_server(
        session_maker(options, keeper, context), "127.0.0.1", options.port,
        ssl=context if options.tls == "tls" else None)
    print(json.dumps({"port": server.sockets[0].getsockname()[1], "authority": str(authority or "")}), flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


def parsed(words=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", help="where messages and certificates are kept")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--tls", choices=["none", "starttls", "tls"], default="none")
    parser.add_argument("--certificate", choices=sorted(certificates.KINDS), default="good")
    parser.add_argument("--old-tls", action="store_true", help="speak TLS 1.0 only")
    parser.add_argument("--user", default="", help="NAME:PASSWORD, which a client must sign in with")
    parser.add_argument("--delay", type=float, default=0, help="seconds before a message is answered")
    parser.add_argument("--slow", type=float, default=0, help=f"share of messages that are answered {SLOW} seconds later still")
    parser.add_argument("--reject", action="append", default=[], help="an address that does not exist")
    parser.add_argument("--fail", type=float, default=0, help="share of messages that are answered 451")
    parser.add_argument("--fail-first", type=int, default=0, help="how many messages are answered 451 at first")
    parser.add_argument("--drop", type=float, default=0, help="share of messages that are kept but never answered")
    parser.add_argument("--drop-first", type=int, default=0, help="how many are kept but never answered at first")
    parser.add_argument("--brief", action="store_true", help="record the headers only, which is faster")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(words)


if __name__ == "__main__":
    asyncio.run(serve(parsed()))
