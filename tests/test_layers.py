"""The shape of the engine: who may import whom, who may print, who may start processes."""

import ast
import functools
import re
import subprocess
import sys
from pathlib import Path

import pytest

from shousi.__main__ import COMMANDS, module_of

SOURCE = Path(__file__).parents[1] / "src"
MODULES = {
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((SOURCE / "shousi").rglob("*.py"))
}

ROOT = SOURCE.parent


def floors_of(page):
    """The table of floors in CONTRIBUTING.md, as a dict of modules."""
    rows = re.findall(r"^\| (\d) \| (`[^|]+`) \|", page, re.MULTILINE)
    return {
        f"shousi.{name.strip('/')}": int(floor) for floor, names in rows for name in re.findall(r"`([^`]+)`", names)
    }


FLOORS = floors_of((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
FLOORS["shousi"] = 9  # holds the version, which all may read, and what `%load_ext shousi` calls

PRINTERS = {"shousi.show", "shousi.commands", "shousi.__main__"}
PRINTING = {"print", "sys.stdout.write", "sys.stderr.write", "sys.__stdout__.write", "sys.__stderr__.write"}
STARTERS = {"shousi.sandbox.judge.start", "shousi.sandbox.judge.transport", "shousi.publishing.git"}
INSIDE, JUDGE = "shousi.sandbox.inside", "shousi.sandbox.judge"
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


def crosses(module, tree, modules):
    """Imports across the trust boundary: what runs beside a submission, and what judges it."""
    sides = {INSIDE: (JUDGE,), JUDGE: (INSIDE,), "shousi.sandbox.lock": (INSIDE, JUDGE)}
    barred = next((others for side, others in sides.items() if is_within(module, side)), ())
    yield from (f"imports {name}" for _, name in imports(tree) if any(is_within(name, other) for other in barred))


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
        allowed = {"os.fork"} if module in {"shousi.sandbox.inside.zygote", "shousi.sandbox.lock.probes"} else set()
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


RULES = (climbs, crosses, prints, starts, draws, unpickles)


@pytest.mark.parametrize("module", MODULES)
def test_every_module_has_its_floor(module):
    assert home_of(module), f"{module} is not in the table of floors: which one does it belong to?"


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("module", [name for name in MODULES if home_of(name)])
def test_every_module_keeps_the_rule(module, rule):
    assert not list(rule(module, tree_of(MODULES[module]), MODULES)), rule.__doc__


@functools.cache
def tree_of(path):
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("rule", "module", "source"),
    [
        (climbs, "shousi.wire", "from shousi.sandbox import client"),
        (climbs, "shousi.wire", "from shousi import catalogue"),
        (climbs, "shousi.timing", "def later():\n    from shousi import compare"),
        (climbs, "shousi.sandbox.inside.worker", "import shousi.grading.runners"),
        (climbs, "shousi.history", "from shousi.show.terminal import show"),
        (climbs, "shousi.grading.grading", "from shousi.commands import common"),
        (climbs, "shousi.commands.grade", "from shousi.__main__ import main"),
        (crosses, "shousi.sandbox.inside.worker", "from shousi.sandbox.judge import calls"),
        (crosses, "shousi.sandbox.inside.worker", "def later():\n    import shousi.sandbox.judge.client"),
        (crosses, "shousi.sandbox.judge.client", "from shousi.sandbox.inside.worker import serve"),
        (crosses, "shousi.sandbox.lock.probes", "from shousi.sandbox.inside import given"),
        (prints, "shousi.timing", "print('fast')"),
        (prints, "shousi.grading.grading", "import sys\nsys.stderr.write('broken')"),
        (prints, "shousi.grading.grading", "from rich.console import Console"),
        (starts, "shousi.grading.grading", "import subprocess\nsubprocess.run(['ls'])"),
        (starts, "shousi.grading.grading", "from subprocess import Popen as P\nP(['ls'])"),
        (starts, "shousi.sandbox.inside.worker", "import os\nos.fork()"),
        (starts, "shousi.sandbox.inside.zygote", "import os\nos.execv('/bin/ls', ['ls'])"),
        (starts, "shousi.classroom.batch", "import multiprocessing"),
        (draws, "shousi.grading.grading", "import matplotlib.pyplot as plt"),
        (unpickles, "shousi.wire", "def load():\n    from pickle import loads"),
    ],
)
def test_a_module_that_breaks_the_rule_is_seen(rule, module, source):
    assert list(rule(module, ast.parse(source), MODULES))


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("shousi.sandbox.inside.worker", "from shousi.sandbox.inside.channel import Channel\nfrom shousi import wire"),
        ("shousi.commands.grade", "from shousi.sandbox import start\nprint('done')"),
        ("shousi.catalogue", "if TYPE_CHECKING:\n    from shousi.grading.runners import Source"),
        ("shousi.sandbox.inside.zygote", "import os\nos.fork()"),
        ("shousi.show.plots", "import matplotlib\nprint('drawn')"),
    ],
)
def test_what_the_design_allows_breaks_no_rule(module, source):
    assert not [broken for rule in RULES for broken in rule(module, ast.parse(source), MODULES)]


def circle_in(graph):
    """A circle of imports, as the modules on it in order, or nothing."""
    done, path = set(), []

    def walk(module):
        if module in path:
            return path[path.index(module) :]
        if module in done:
            return []
        path.append(module)
        found = next(filter(None, map(walk, sorted(graph.get(module, ())))), [])
        path.pop()
        done.add(module)
        return found

    return next(filter(None, map(walk, sorted(graph))), [])


def targets(module, tree):
    """The modules of ours that a module imports, at its top or in its functions."""
    for _, name in imports(tree):
        target = name if name in MODULES else name.rpartition(".")[0]
        if target in MODULES and target not in {"shousi", module}:
            yield target


def test_no_modules_import_each_other_in_a_circle():
    trees = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}
    assert circle_in({name: set(targets(name, tree)) for name, tree in trees.items()}) == []


def test_a_circle_of_imports_is_seen():
    assert circle_in({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c"]
    assert circle_in({"a": {"b", "c"}, "b": {"c"}}) == []


def test_every_entry_of_the_table_is_a_module_or_a_package():
    assert set(FLOORS) <= set(MODULES)


def test_a_module_that_the_table_does_not_know_has_no_floor():
    assert home_of("shousi.plugins") is None
    assert home_of("shousi.plugins.base") is None


def test_the_command_line_starts_without_numpy_pytest_and_rich():
    commands = ", ".join(map(module_of, COMMANDS))
    assert "shousi.commands.grade" in commands
    code = f"import sys, shousi.__main__, {commands}; print(*sorted({{'numpy', 'pytest', 'rich'}} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.split() == []


def test_a_command_imports_no_other_commands():
    code = "import sys; from shousi.__main__ import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    command = [sys.executable, "-P", "-c", code, "list", "--help"]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stderr.split()
    assert {name for name in COMMANDS if module_of(name) in said} == {"list"}


def test_the_list_is_shown_without_numpy():
    code = (
        "import sys; from shousi.__main__ import main; main(['list']); print('numpy' in sys.modules, file=sys.stderr)"
    )
    shown = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, cwd=ROOT, check=False, timeout=60
    )
    assert (shown.returncode, shown.stderr) == (0, "False\n")
