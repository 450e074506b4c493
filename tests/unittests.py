"""Runs Python's own tests for the harness, and counts what passed and failed."""

import ast
import concurrent.futures
import os
import re
import subprocess


def run_tests(words, environment=None):
    return subprocess.run(["/usr/bin/python3", "-W", "ignore::ResourceWarning", "-m", "unittest", *map(str, words)], capture_output=True, text=True,
                          check=False, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **(environment or {})})


def count(tally, done):
    ran = re.search(r"^Ran (\d+) test", done.stderr, re.M)
    skipped = sum(int(number) for number in re.findall(r"skipped=(\d+)", done.stderr))
    bad = sum(int(number) for number in re.findall(r"(?:failures|errors)=(\d+)", done.stderr))
    if done.returncode != 0:
        print(done.stdout, done.stderr, flush=True)
    if done.returncode != 0 or not ran:
        bad = max(bad, 1)  # it died before or after its tests
    tally.add(max(0, (int(ran.group(1)) if ran else 0) - bad - skipped), bad, skipped)


def whole_folder(tally, folder, pattern="*_test.py"):
    count(tally, run_tests(["discover", "-v", "-s", folder, "-p", pattern, "-t", folder]))


def jobs(folder):
    """The tests of a folder as unittest names them: one by one, or a class at a time where its tests stand on one ground."""
    for path in sorted(folder.glob("*_test.py")):
        cases = [one for one in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(one, ast.ClassDef)]
        of_class = {}
        for case in cases:  # with what it inherits from one above it
            inherited = [name for base in case.bases if isinstance(base, ast.Name) for name in of_class.get(base.id, [])]
            functions = of_class[case.name] = [*inherited, *(one.name for one in case.body if isinstance(one, ast.FunctionDef))]
            if "setUpClass" in functions:
                yield f"{path.stem}.{case.name}"
            else:
                yield from (f"{path.stem}.{case.name}.{name}" for name in functions if name.startswith("test_"))


def side_by_side(tally, folder, environment, first, alone):
    """The jobs of a folder, `first` those that wait for longest, two more at once than there are cores, because they wait for
    more than they work; and after them, one by one, those that measure time."""
    names = sorted(jobs(folder), key=lambda name: not name.startswith(first))
    run = lambda name: run_tests(["-v", name], {**environment, "PYTHONPATH": str(folder)})
    with concurrent.futures.ThreadPoolExecutor((os.cpu_count() or 2) + 2) as at_once:
        for done in at_once.map(run, [name for name in names if not name.startswith(alone)]):
            count(tally, done)
    for name in (name for name in names if name.startswith(alone)):
        count(tally, run(name))
