"""Zygotes that all attacks of a session share, and the table of what got through."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from attacks import table
from attacks.scene import Scenes
from shousi.sandbox.judge import start
from shousi.sandbox.judge.forking import Zygote

# Loaded in every worker, since under tier B nothing can be: an attack must not fail for want of a module.
MODULES = (
    "numpy", "concurrent.futures.thread", "ctypes", "fcntl", "glob", "importlib.util", "linecache", "mmap",
    "numpy.testing", "multiprocessing.popen_fork", "multiprocessing.shared_memory", "resource", "runpy", "shutil",
    "socket", "sqlite3", "subprocess", "tokenize", "urllib.request",
)  # fmt: skip


def pytest_addoption(parser):
    group = parser.getgroup("attacks")
    group.addoption("--matrix", choices=("reduced", "tiers", "every"), default="reduced", help="the locks to try")
    group.addoption("--one-in", type=int, default=1, metavar="N", help="try only every Nth attack")
    group.addoption("--all-odd", action="store_true", help="return every odd answer from every function")
    group.addoption("--write-table", metavar="FILE", help="write the table of attacks between its marks in FILE")
    group.addoption("--results", metavar="FILE", help="keep what got through here, as JSON, from one run to the next")


class Zygotes:
    """One zygote for each lock, started when first asked for and again when an attack has killed it."""

    def __init__(self, modules):
        self.modules = modules
        self.started = {}

    def under(self, setting):
        zygote = self.started.get(setting)
        if zygote and zygote.process.poll() is not None:
            zygote.close()
            zygote = None
        if zygote is None:
            begun = start.start_zygote(self.modules, tier=setting.tier, abi=setting.abi)
            zygote = self.started[setting] = Zygote(begun)
            assert zygote.tier() == setting.tier
        return zygote

    def close(self):
        for zygote in self.started.values():
            zygote.close()


@pytest.fixture(scope="session")
def zygotes():
    torch = ["torch"] if find_spec("torch") else []
    shared = Zygotes([*MODULES, *torch])
    yield shared
    shared.close()


@pytest.fixture(scope="session")
def scenes(tmp_path_factory):
    made = Scenes(lambda: tmp_path_factory.mktemp("scene"))
    yield made
    made.close()


@pytest.fixture
def scene(scenes):
    return scenes.fresh()


@pytest.fixture(scope="session")
def results(pytestconfig):
    kept = pytestconfig.stash.setdefault(table.RESULTS, table.Results())
    before = pytestconfig.getoption("--results", default=None)
    if before and Path(before).exists():
        kept.add_json(Path(before).read_text(encoding="utf-8"))
    return kept


def pytest_sessionfinish(session):
    """Hand what one of several processes of a run saw to the one that tells it."""
    if hasattr(session.config, "workeroutput") and (results := session.config.stash.get(table.RESULTS, None)):
        session.config.workeroutput["attacks"] = results.to_json()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    if seen := getattr(node, "workeroutput", {}).get("attacks"):
        node.config.stash.setdefault(table.RESULTS, table.Results()).add_json(seen)


def pytest_terminal_summary(terminalreporter, config):
    results = config.stash.get(table.RESULTS, None)
    if results is None:
        return
    if written := config.getoption("--results", default=None):
        Path(written).write_text(results.to_json(), encoding="utf-8")
    if into := config.getoption("--write-table", default=None):
        table.write(Path(into), results)
    terminalreporter.section("attacks")
    terminalreporter.write(table.as_text(results))
