"""Run a grader with pytest, apart from any configuration but the judge's own."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from shousi.catalogue import Exercise
from shousi.errors import JudgeError, printable
from shousi.grading.plugin import Plugin

_CONFIG = Path(__file__).with_name("pytest.ini")


def run_grader(exercise: Exercise, plugin: Plugin, has_results: Callable[[], bool]) -> None:
    """Run the grader of an exercise, and the private checks beside it if there are some.

    Args:
        exercise: whose grader is run.
        plugin: runs each check inside `Grading.begin` and `Grading.end`.
        has_results: says whether any check has ended.

    Raises:
        JudgeError: the grader could not be run.
    """
    graders = [path for path in (exercise.grader, exercise.private_checks) if path.is_file()]
    with _quiet() as said:
        status = pytest.main([*_pytest_options(exercise), *map(str, graders)], plugins=[plugin])
    _forget(graders)
    if plugin.interrupted:
        raise KeyboardInterrupt
    if status not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED) or not has_results():
        lines = [line for line in said.getvalue().splitlines() if line.strip()]
        problem = printable(" / ".join(lines[-4:]), 400)
        raise JudgeError(f"the grader of {exercise.name} could not be run: {problem}")


def _pytest_options(exercise: Exercise) -> list[str]:
    # Else pytest goes down to the grader from the top of the file system, and looks at everything on its way.
    root = str(exercise.grader.parent)
    options = ["-q", "-c", str(_CONFIG), "--rootdir", root, "--confcutdir", root, "--noconftest"]
    options += ["--import-mode=importlib"]
    options += ["--assert=plain", "--capture=no", "-p", "no:cacheprovider", "-p", "no:doctest", "-p", "pytest_timeout"]
    options += ["-p", "no:unraisableexception"]  # it collects all garbage at the end, a tenth of the time of a grading
    options += ["-p", "no:logging", "-p", "no:subtests"]  # neither is used, and each has a hook for every check
    options += ["-p", "no:junitxml"]  # it loads xml, and a ctrl-C meanwhile is lost: xml takes it for a missing module
    return [*options, "--tb=line"]  # nobody reads pytest's tracebacks, and making them takes longer than the checks do


@contextlib.contextmanager
def _quiet() -> Iterator[io.StringIO]:
    """Keep pytest from writing to the terminal, and give what it wrote; from here on hide the learner's settings."""
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):
        os.environ.pop(name, None)
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        yield said


def _forget(graders: Sequence[Path]) -> None:
    """Forget the modules of graders: pytest names them by their path below the root, and imports no name twice."""
    files = set(map(str, graders))
    for name, module in list(sys.modules.items()):
        if getattr(module, "__file__", None) in files:
            del sys.modules[name]
