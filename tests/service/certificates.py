"""Certificates of a test's own authority, good and bad, made by openssl in a folder of the test's."""

import pathlib
import subprocess

# What is asked of `openssl`, and whether the authority signs it, for each kind of certificate.
KINDS = {
    "good": {},
    "wrong_name": {"names": "DNS:elsewhere.example"},
    "no_names": {"names": None},
    "expired": {"ends": "20200102000000Z"},
    "weak_key": {"key": ["rsa:1024"]},
    "self_signed": {"signed": False},
    "unknown_authority": {"authority": "other"},
}

CONFIG = """
[ca]
default_ca = all
[all]
new_certs_dir = {folder}
database = {folder}/index
rand_serial = yes
policy = any
copy_extensions = copy
default_md = sha256
unique_subject = no
[any]
commonName = supplied
"""


def openssl(*words):
    done = subprocess.run(["openssl", *map(str, words)], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)


def key_words(key):
    return ["-newkey", *(key or ["ec", "-pkeyopt", "ec_paramgen_curve:P-256"]), "-nodes"]


def make_authority(folder, name="authority"):
    """NAME.pem and NAME.key in `folder`; answers the path of NAME.pem, which a client trusts."""
    path = pathlib.Path(folder) / f"{name}.pem"
    openssl("req", "-x509", *key_words(None), "-keyout", path.with_suffix(".key"), "-out", path, "-days", "2",
            "-subj", f"/CN=Test {name}")
    return path


def make_certificate(folder, kind="good"):
    """Answers the paths of a certificate for localhost and 127.0.0.1 and of its key; `kind` says what is wrong with it."""
    folder, asked = pathlib.Path(folder), KINDS[kind]
    certificate, key, request = folder / f"{kind}.pem", folder / f"{kind}.key", folder / f"{kind}.csr"
    names = asked.get("names", "DNS:localhost,IP:127.0.0.1")
    extension = ["-addext", f"subjectAltName={names}"] if names else []
    words = [*key_words(asked.get("key")), "-keyout", key, "-subj", "/CN=localhost" if names else "/CN=nobody", *extension]
    if not asked.get("signed", True):
        openssl("req", "-x509", *words, "-out", certificate, "-days", "2")
        return certificate, key
    openssl("req", *words, "-out", request)
    sign(folder, request, certificate, asked)
    return certificate, key


def sign(folder, request, certificate, asked):
    authority = asked.get("authority", "authority")
    if not (folder / f"{authority}.pem").exists():
        make_authority(folder, authority)
    (folder / "index").write_text("")
    (folder / "ca.conf").write_text(CONFIG.format(folder=folder))
    times = ["-startdate", "20200101000000Z", "-enddate", asked["ends"]] if "ends" in asked else ["-days", "2"]
    openssl("ca", "-batch", "-notext", "-config", folder / "ca.conf", "-cert", folder / f"{authority}.pem",
            "-keyfile", folder / f"{authority}.key", "-in", request, "-out", certificate, *times)
