"""Builds, runs the parts of the test suite one after another, prints each part's time and one closing line."""

import concurrent.futures
import contextlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest.mock

import unittests

ROOT = pathlib.Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"
JOBS = str(os.cpu_count() or 2)
SCHOOLS = ROOT.parent / "shared" / "data"  # whole schools, where they lie beside the tree: tests that want one are skipped without
MEMORY, ROOM = pathlib.Path("/dev/shm"), 4 << 30


def has_room():
    about = os.statvfs(MEMORY) if os.access(MEMORY, os.W_OK) else None
    return about and about.f_bavail * about.f_frsize >= ROOM and not about.f_flag & os.ST_NOEXEC


@contextlib.contextmanager
def scratch(on_disk):
    """A folder for what a part throws away, of which nothing is left: in memory where there is room for it, or most tests would wait for a disk."""
    where = MEMORY if not on_disk and "TMPDIR" not in os.environ and has_room() else None
    with tempfile.TemporaryDirectory(prefix="lodge-", dir=where, ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o1777)  # some tests act as other users
        with unittest.mock.patch.dict(os.environ, {"TMPDIR": folder}), unittest.mock.patch.object(tempfile, "tempdir", folder):
            yield


class Tally:
    """What passed and failed, in one part or in all, and what could not be asked here."""

    def __init__(self):
        self.passed, self.failed, self.skipped = 0, 0, 0

    def add(self, passed, failed, skipped=0):
        self.passed += passed
        self.failed += failed
        self.skipped += skipped


def run(command, **options):
    return subprocess.run([str(word) for word in command], cwd=options.pop("cwd", ROOT), check=False, **options)


def build(preset, targets=("all",)):
    """Configures and builds; a build that fails ends everything, with the compiler's words."""
    for command in (["cmake", "--preset", preset], ["cmake", "--build", "--preset", preset, "--target", *targets]):
        with tempfile.TemporaryFile("w+") as output:
            if run(command, stdout=output, stderr=subprocess.STDOUT).returncode != 0:
                output.seek(0)
                print(output.read()[-20000:])
                print(f"The build ({preset}) failed.\n0 passed, 1 failed")
                sys.exit(1)
    return ROOT / "build" / preset


def google_tests(tally, folder, programs, environment=None):
    """Runs test programs, one on each core, and counts their cases; a program that dies counts as one failure."""
    with tempfile.TemporaryDirectory() as reports, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as cores:
        def one(program):
            return run([folder / "tests" / program, f"--gtest_output=json:{reports}/{program}", "--gtest_brief=1"],
                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", env={**os.environ, **(environment or {})})
        for program, done in zip(programs, cores.map(one, programs)):
            if done.returncode != 0:
                print(done.stdout[-20000:], flush=True)
            count_google_report(tally, pathlib.Path(reports) / program, program, done.returncode)


def count_google_report(tally, path, program, code):
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        failed = report["failures"]
        cases = [case for suite in report["testsuites"] for case in suite["testsuite"] if case["status"] == "RUN"]
        skipped = sum(case["result"] == "SKIPPED" for case in cases)
        tally.add(len(cases) - failed - skipped, failed, skipped)
    except (OSError, ValueError, KeyError):  # it died before it could report
        failed, cases = 0, []
    if not cases or code != 0 and failed == 0:
        print(f"{program} ran {len(cases)} tests and ended with {code}")
        tally.add(0, 1)


def labelled(folder, label):
    """The test programs of one label, as CMake knows them."""
    listing = run(["ctest", "--test-dir", folder, "-N", "-L", f"^{label}$"], capture_output=True, text=True).stdout
    return re.findall(r"Test\s+#\d+: (\S+)", listing)


def with_contract(preset, labels):
    """Builds all, and the contract tests, which are built by name; answers where, and the programs of these labels."""
    folder = build(preset)
    build(preset, labelled(folder, "contract"))
    return folder, [program for label in labels for program in labelled(folder, label)]


def house(tally, _):
    unittests.whole_folder(tally, TESTS)


def unit(tally, _):
    folder = build("dev")
    google_tests(tally, folder, labelled(folder, "unit"))


def contract(tally, _):
    google_tests(tally, *with_contract("dev", ("contract",)))


def asan(tally, _):
    folder, programs = with_contract("asan", ("contract", "unit"))
    options = {"ASAN_OPTIONS": "detect_leaks=1:abort_on_error=0", "UBSAN_OPTIONS": "print_stacktrace=1",
               "LSAN_OPTIONS": f"suppressions={TESTS / 'lsan.supp'}"}
    google_tests(tally, folder, programs, options)


def tsan(tally, nightly):
    """What runs on several threads, under ThreadSanitizer; by night everything that does not start a tree of processes."""
    options = {"TSAN_OPTIONS": f"halt_on_error=1 second_deadlock_stack=1 suppressions={TESTS / 'tsan.supp'}"}
    if not nightly:
        folder = build("tsan", tuple(CONCURRENT))
        for program, some in CONCURRENT.items():
            google_tests(tally, folder, [program], {**options, "GTEST_FILTER": some})
        return
    folder, programs = with_contract("tsan", ("unit", "contract"))
    google_tests(tally, folder, programs, options)


def fuzz(tally, nightly):
    """Each parser with clang's fuzzer, from its seeds on. What it found is kept in build/fuzz/corpus."""
    seconds = os.environ.get("LODGE_FUZZ_SECONDS") or ("3600" if nightly else "5")
    names = sorted(path.stem for path in (TESTS / "fuzz").glob("*_fuzz.cpp"))
    folder = build("fuzz", names)
    for name in names:
        word = name.removesuffix("_fuzz")
        corpus, dictionary = folder / "corpus" / word, TESTS / "fuzz" / f"{word}.dict"
        corpus.mkdir(parents=True, exist_ok=True)
        done = run([folder / "fuzz" / name, f"-max_total_time={seconds}", "-timeout=10", "-rss_limit_mb=2048", "-verbosity=0",
                    f"-artifact_prefix={corpus.parent}/{word}-", *([f"-dict={dictionary}"] if dictionary.exists() else []), corpus,
                    *([seeds] if (seeds := TESTS / "fuzz" / "seeds" / word).is_dir() else [])], capture_output=True, text=True)
        if done.returncode != 0:
            print(done.stderr[-8000:])
        tally.add(1 if done.returncode == 0 else 0, 0 if done.returncode == 0 else 1)


def rules(tally, _):
    folder = build("dev")
    lodge = folder / "host/cli/lodge"
    with tempfile.TemporaryDirectory() as home:
        conf = pathlib.Path(home) / "lodge.conf"
        conf.write_bytes(run([lodge, "demo", "config", "--home", home, "--build", folder], capture_output=True).stdout)
        done = run([lodge, "--json", "--config", conf, "rules", "test", ROOT / "scripts/rules"], capture_output=True, text=True)
    try:
        result = json.loads(done.stdout)
        failed = result["failed"] + len(result["untested"])  # each shipped rule has tests
        tally.add(result["passed"], failed)
        if failed:
            print(done.stdout)
    except (ValueError, KeyError):
        print(done.stdout, done.stderr)
        tally.add(0, 1)


def service(tally, nightly):
    folder = build("dev")
    unittests.side_by_side(tally, TESTS / "service", {"LODGE_BUILD": str(folder), "LODGE_NIGHTLY": "1" if nightly else ""},
                           first=("kill_test", "rush_test"), alone=("parents_test", *(("kill_test", "data_test") if nightly else ())))


def failures(tap):
    """Of a TAP report what did not pass, each with its reason."""
    blocks = re.split(r"^(?= *(?:not )?ok |# | *# Subtest)", tap, flags=re.M)
    return "".join(block for block in blocks if re.match(r" *not ok ", block))[:20000]


def browser(tally, _):
    folder = build("dev")
    here = TESTS / "browser"
    if run(["npm", "ci", "--no-audit", "--no-fund", "--silent"], cwd=here).returncode != 0:
        tally.add(0, 1)
        return
    files = sorted(here.glob("*.test.mjs"), key=lambda file: (not file.name.startswith("pages"), file.name))  # the longest first
    done = run(["node", "--test", "--test-reporter=tap", f"--test-concurrency={JOBS}", *files],
               cwd=here, capture_output=True, text=True, env={**os.environ, "LODGE_BUILD": str(folder)})
    counts = {word: int(number) for word, number in re.findall(r"^# (pass|fail|cancelled) (\d+)$", done.stdout, re.M)}
    if done.returncode != 0:
        print(failures(done.stdout), done.stderr[-4000:])
    failed = counts.get("fail", 0) + counts.get("cancelled", 0)
    tally.add(counts.get("pass", 0), failed if counts and (failed or done.returncode == 0) else failed + 1)


def bench(tally, _):
    folder = build("bench", ("lodged", "lodge", "lodge-worker", "rooms", "parents_evening", "email", "csv", "yardstick", "slow_fsync", "rush",
                             "bench_allocation", "bench_evening", "bench_worker"))
    done = run(["/usr/bin/python3", TESTS / "bench" / "bench.py"],
               env={**os.environ, "LODGE_BUILD": str(folder)})
    tally.add(1 if done.returncode == 0 else 0, 0 if done.returncode == 0 else 1)


PARTS = {part.__name__: part for part in (house, unit, contract, rules, service, browser, asan, tsan, fuzz, bench)}
USUAL = ("house", "unit", "rules", "service", "browser", "asan", "tsan")  # asan runs the contract suite
NIGHTLY = (*USUAL, "contract", "fuzz")

# What the short cut under ThreadSanitizer runs: the programs, and of each the tests whose threads meet.
CONCURRENT = {
    "test_contract_ledger": "*Race*:*race*",
    "test_contract_outbox": "*HoweverMany*:*SendsByItself*:Doorbell.*:*Jobs*",
    "test_worker": "RulesPool.*:ChannelWorker.*:-*Leak*",
}


def main(words):
    nightly = "nightly" in words
    named = [word for word in words if word != "nightly"]
    names = named or list(NIGHTLY if nightly else USUAL)
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"No such part: {', '.join(unknown)}. There are: {', '.join(PARTS)}, nightly.", file=sys.stderr)
        return 2
    if SCHOOLS.is_dir():
        os.environ.setdefault("LODGE_SCHOOL_DATA", str(SCHOOLS))
    if shutil.which("ccache"):
        os.environ.setdefault("CCACHE_NOHASHDIR", "1")
        os.environ.setdefault("CCACHE_BASEDIR", str(ROOT))
    total = Tally()
    for name in names:
        began, tally = time.monotonic(), Tally()
        print(f"== {name}", flush=True)
        with scratch(on_disk=name == "bench"):  # the disk's work is part of what is measured
            PARTS[name](tally, nightly)
        if tally.passed + tally.failed + tally.skipped == 0:
            print("nothing ran")
            tally.add(0, 1)
        total.add(tally.passed, tally.failed)
        skipped = f", {tally.skipped} skipped" if tally.skipped else ""
        print(f"== {name}: {tally.passed} passed, {tally.failed} failed{skipped}, {time.monotonic() - began:.0f} s", flush=True)
    print(f"{total.passed} passed, {total.failed} failed")
    return 0 if total.failed == 0 and total.passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
