"""Scratch repositories with a toy exercise, and the command as a user runs it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import zlib
from collections import defaultdict
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from shousi import invocation
from shousi.history import History
from shousi.sandbox.judge.launch import launcher

HAS_TORCH = find_spec("torch") is not None  # in .nox/torch, where `nox -s tests` runs what needs it
TOY = Path(__file__).parent / "toy"
ROOT = Path(__file__).parent.parent
os.environ.pop(invocation.VARIABLE, None)  # nox has set it; what we run is `shousi`
# A shell has what it starts in the background ignore ctrl-C, nohup a lost terminal, and all we run would inherit that.
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@dataclass
class Ran:
    """A command that has ended: exit status, output, and the JSON report if one was asked for."""

    status: int
    out: str
    err: str
    report: Any = None

    @property
    def failures(self):
        return [check["failure"] for check in self.report["checks"] if check["failure"]]


def pytest_addoption(parser):
    """Add the option of the session `tests`; the session `coverage` runs every case."""
    parser.addoption(
        "--short", action="store_true", help="leave out slow tests, and two thirds of the cases where a test has many"
    )


def pytest_collection_modifyitems(config, items):
    """Choose the cases for `--short`, the same ones each time."""
    if not config.getoption("--short"):
        return
    cases = defaultdict(list)
    for item in items:
        cases[item.nodeid.partition("[")[0]].append(item)
    for name, some in cases.items():
        if len(some) >= 3:
            cases[name] = some[zlib.crc32(name.encode()) % 3 :: 3]
    kept = {item for some in cases.values() for item in some if not item.get_closest_marker("slow")}
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = [item for item in items if item in kept]


def unmeasured():
    """Return an environment without coverage's own, for a process whose limits would keep it from writing its file."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}


def run(*arguments, cwd, env=None, encoding="utf-8", prefix=(), new_seed=False):
    """Run `shousi` with these arguments in a folder; `prefix` is a command that runs it.

    A grading gets the same seed each time, so that a test which fails fails again; `new_seed` leaves it to the judge.
    """
    seed = ["--seed", "8"] if arguments[:1] == ("grade",) and "--seed" not in arguments and not new_seed else []
    command = [*map(str, prefix), sys.executable, "-P", "-m", "shousi", *map(str, arguments), *seed]
    done = subprocess.run(
        command,
        check=False,
        cwd=cwd,
        env=os.environ | (env or {}),
        capture_output=True,
        timeout=100,
        stdin=subprocess.DEVNULL,
    )
    return Ran(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))


def gradings(root):
    """Return the gradings in a repository's history."""
    with History(root, pytest.fail) as history:
        return history.gradings()


@pytest.fixture
def toy(tmp_path):
    """A repository of one's own, holding only the toy exercise."""
    return Path(shutil.copytree(TOY, tmp_path / "toy repo"))


@pytest.fixture
def grade(toy, tmp_path):
    """Grade a source text as a submission of the toy exercise."""

    def grade(source, *options, new_seed=False):
        path, out = tmp_path / "double.py", tmp_path / "report.json"
        path.write_bytes(source if isinstance(source, bytes) else source.encode("utf-8"))
        ran = run("grade", "double", "--submission", path, "--json", out, *options, cwd=toy, new_seed=new_seed)
        ran.report = json.loads(out.read_text(encoding="utf-8")) if out.exists() else None
        return ran

    return grade


@pytest.fixture(scope="session")
def started():
    """A launcher that all tests of a session share."""
    launched = launcher(modules=["numpy", "torch"] if HAS_TORCH else ["numpy"])
    yield launched
    launched.close()


@pytest.fixture
def load(started):
    """Load a source into a worker of its own."""
    workers = []

    def load(source, functions=("f",), limits=None, forbidden=()):
        worker = started.start_worker(limits)
        workers.append(worker)
        worker.loading = worker.load(source, "mine.py", functions, forbidden)
        return worker

    yield load
    for worker in workers:
        worker.close()
