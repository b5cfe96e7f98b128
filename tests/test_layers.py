"""The shape of the engine: who may import whom, who may print, who may start processes."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"
MODULES = {
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((SOURCE / "shousi").rglob("*.py"))
}

# A package is one floor; its modules may import each other.
FLOORS = {
    "shousi": 8,  # holds the version, which all may read, and what `%load_ext shousi` calls
    "shousi.errors": 0,
    "shousi.invocation": 0,
    "shousi.report": 0,
    "shousi.feedback": 1,
    "shousi.hints": 1,
    "shousi.clock": 0,
    "shousi.locks": 0,
    "shousi.catalogue": 1,
    "shousi.wire": 1,
    "shousi.sandbox": 2,
    "shousi.timing": 3,
    "shousi.compare": 3,
    "shousi.likeness": 3,
    "shousi.watch": 4,
    "shousi.grading": 4,
    "shousi.history": 3,
    "shousi.practice": 4,
    "shousi.classroom": 5,
    "shousi.show": 5,
    "shousi.commands": 6,
    "shousi.__main__": 7,
    "shousi.notebook": 7,
}

PRINTERS = {"shousi.show", "shousi.commands", "shousi.__main__"}
PRINTING = {"print", "sys.stdout.write", "sys.stderr.write", "sys.__stdout__.write", "sys.__stderr__.write"}
STARTERS = {"shousi.sandbox.start", "shousi.sandbox.transport", "shousi.classroom.git"}
STARTING = (
    *(f"subprocess.{name}" for name in ("Popen", "run", "call", "check_call", "check_output", "getoutput")),
    *(f"os.{name}" for name in ("system", "popen", "fork", "forkpty", "spawn", "posix_spawn", "exec", "startfile")),
    *("multiprocessing", "concurrent.futures", "pty.", "asyncio.create_subprocess"),
)
UNPICKLERS = ("pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib")


def home_of(module):
    """The entry of the table that a module belongs to, or None."""
    if module in FLOORS:
        return module
    parent, _, _ = module.rpartition(".")
    return home_of(parent) if parent not in {"", "shousi"} else None


def is_type_checking(node):
    return isinstance(node, ast.If) and ast.unparse(node.test) in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}


def nodes_that_run(tree):
    """All nodes but those that only a type checker looks at."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += node.orelse if is_type_checking(node) else ast.iter_child_nodes(node)


def imports(tree):
    """(bound name, dotted name) of everything that is imported anywhere in a module."""
    for node in nodes_that_run(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.asname or alias.name, alias.name
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "relative imports hide where a name comes from"
            for alias in node.names:
                yield alias.asname or alias.name, f"{node.module}.{alias.name}"


def calls(tree):
    """The dotted names of everything that a module calls, imports resolved."""
    aliases = dict(imports(tree))
    for node in nodes_that_run(tree):
        if isinstance(node, ast.Call):
            first, dot, rest = ast.unparse(node.func).partition(".")
            yield f"{aliases.get(first, first)}{dot}{rest}"


def climbs(module, tree, modules):
    """Imports from the module's own floor or from above it."""
    home = home_of(module)
    for _, name in imports(tree):
        target = name if name in modules else name.rpartition(".")[0]
        if target.partition(".")[0] != "shousi" or target == "shousi":
            continue
        other = home_of(target)
        if other != home and (other is None or FLOORS[other] >= FLOORS[home]):
            yield f"imports {target}"


def prints(module, tree, modules):
    """Writing to the terminal, and consoles that could."""
    if home_of(module) not in PRINTERS:
        yield from (f"calls {name}" for name in calls(tree) if name in PRINTING)
        yield from (f"imports {name}" for _, name in imports(tree) if is_within(name, "rich"))


def starts(module, tree, modules):
    """Starting processes."""
    if module not in STARTERS:
        found = {name for name in calls(tree) if name.startswith(STARTING)}
        found |= {name for _, name in imports(tree) if name.startswith(("multiprocessing", "concurrent.futures.pro"))}
        # The zygote forks workers; a probe tries whether a worker still can.
        allowed = {"os.fork"} if module in {"shousi.sandbox.zygote", "shousi.sandbox.probes"} else set()
        yield from (f"calls {name}" for name in sorted(found - allowed))


def draws(module, tree, modules):
    """Importing matplotlib away from where pictures are made."""
    if home_of(module) != "shousi.show":
        yield from (f"imports {name}" for _, name in imports(tree) if is_within(name, "matplotlib"))


def unpickles(module, tree, modules):
    """Importing what turns bytes into running code."""
    for _, name in imports(tree):
        if any(is_within(name, other) for other in UNPICKLERS):
            yield f"imports {name}"


def is_within(name, package):
    return name == package or name.startswith(f"{package}.")


RULES = (climbs, prints, starts, draws, unpickles)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_its_floor(module):
    assert home_of(module), f"{module} is not in the table of floors: which one does it belong to?"


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("module", [name for name in MODULES if home_of(name)])
def test_every_module_keeps_the_rule(module, rule):
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    assert not list(rule(module, tree, MODULES)), rule.__doc__


@pytest.mark.parametrize(
    ("rule", "module", "source"),
    [
        (climbs, "shousi.wire", "from shousi.sandbox import client"),
        (climbs, "shousi.wire", "from shousi import catalogue"),
        (climbs, "shousi.timing", "def later():\n    from shousi import compare"),
        (climbs, "shousi.sandbox.worker", "import shousi.grading.session"),
        (climbs, "shousi.history", "from shousi.show.terminal import show"),
        (climbs, "shousi.grading.grade", "from shousi.commands import common"),
        (climbs, "shousi.commands.grade", "from shousi.__main__ import main"),
        (prints, "shousi.timing", "print('fast')"),
        (prints, "shousi.grading.grade", "import sys\nsys.stderr.write('broken')"),
        (prints, "shousi.grading.grade", "from rich.console import Console"),
        (starts, "shousi.grading.grade", "import subprocess\nsubprocess.run(['ls'])"),
        (starts, "shousi.grading.grade", "from subprocess import Popen as P\nP(['ls'])"),
        (starts, "shousi.sandbox.worker", "import os\nos.fork()"),
        (starts, "shousi.sandbox.zygote", "import os\nos.execv('/bin/ls', ['ls'])"),
        (starts, "shousi.classroom.batch", "import multiprocessing"),
        (draws, "shousi.grading.grade", "import matplotlib.pyplot as plt"),
        (unpickles, "shousi.wire", "def load():\n    from pickle import loads"),
    ],
)
def test_a_module_that_breaks_the_rule_is_seen(rule, module, source):
    assert list(rule(module, ast.parse(source), MODULES))


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("shousi.sandbox.worker", "from shousi.sandbox.channel import Channel\nfrom shousi import wire"),
        ("shousi.commands.grade", "from shousi.sandbox import start\nprint('done')"),
        ("shousi.catalogue", "if TYPE_CHECKING:\n    from shousi.grading.session import Source"),
        ("shousi.sandbox.zygote", "import os\nos.fork()"),
        ("shousi.show.plots", "import matplotlib\nprint('drawn')"),
    ],
)
def test_what_the_design_allows_breaks_no_rule(module, source):
    assert not [broken for rule in RULES for broken in rule(module, ast.parse(source), MODULES)]


def test_a_module_that_the_table_does_not_know_has_no_floor():
    assert home_of("shousi.plugins") is None
    assert home_of("shousi.plugins.base") is None


def test_the_command_line_starts_without_numpy_pytest_and_rich():
    named = re.findall(r'module="(\w+)"', MODULES["shousi.__main__"].read_text(encoding="utf-8"))
    commands = ", ".join(f"shousi.commands.{name}" for name in named)
    assert "shousi.commands.grade" in commands
    code = f"import sys, shousi.__main__, {commands}; print(*sorted({{'numpy', 'pytest', 'rich'}} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.split() == []
