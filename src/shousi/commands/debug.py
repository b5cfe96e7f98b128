"""`--debug` and `--save-case`: the first failing call again, outside the judge."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from shousi.commands import common
from shousi.errors import UsageError, printable
from shousi.sandbox.judge import start as processes

if TYPE_CHECKING:
    from shousi.catalogue import Exercise
    from shousi.grading.failed_calls import FailedCall
    from shousi.grading.results import GradingResult
    from shousi.grading.runners import Source


_MARK = b"# Replays a failing call of shousi: "  # as `replay` begins its scripts; that imports NumPy


def start(result: GradingResult, source: Source, path: Path) -> None:
    """Run the failing call that the screen tells whole again under pdb, in a process of the learner's own.

    Args:
        result: the grading.
        source: what was graded.
        path: where it came from.
    """
    from shousi.grading import replay

    case = first(result)
    if case is None:
        common.say("--debug: no call failed, so there is none to run again.")
        return
    common.say(f"{case.function}(…) is called again in your own Python. Nothing that happens there counts; q leaves.")
    with tempfile.TemporaryDirectory(prefix="shousi-debug-") as folder:
        messages = Path(folder, "call")
        messages.write_bytes(replay.messages(case, source, path))
        processes.run_in_terminal("shousi.sandbox.inside.debugger", str(messages), *(["raised"] if case.raised else []))


def save(exercise: Exercise, result: GradingResult, target: Path, submission: Path) -> None:
    """Write the failing call that the screen tells whole as an .npz, and beside it a script that makes it again.

    Raises:
        UsageError: one of the two cannot be written.
    """
    from shousi.grading import replay

    case = first(result)
    if case is None:
        common.say("--save-case: no call failed, so there is none to save.")
        return
    if replay.needs_factory(case) and exercise.hidden != exercise.root:
        common.say("--save-case: this input is made by a sealed grader and cannot be saved; --debug calls it again.")
        return
    data, script = replay.saved(case, submission, exercise)
    common.write_whole(target, data)
    common.write_whole(target.with_suffix(".py"), script.encode())
    command = printable(_command(target.with_suffix(".py")))
    common.say(f"the failing call is in {printable(str(target))}; `{command}` makes it again.")


def check_target(target: Path | None) -> None:
    """Hold a file for a case to be one that may be written, and its script to overwrite nothing of the learner's.

    Raises:
        UsageError: it may not.
    """
    if target is None:
        return
    if target.suffix != ".npz":
        raise UsageError(f"{printable(str(target))}: a case is an .npz. Name it {printable(target.stem)}.npz.")
    script = target.with_suffix(".py")
    if os.path.lexists(script) and not (script.is_file() and script.read_bytes().startswith(_MARK)):
        raise UsageError(f"{printable(str(script))} is there already, and would be the script. Choose another name.")


def _command(script: Path) -> str:
    """Return what one types to run a script where NumPy is: in the environment that we run in."""
    python, here = Path(sys.executable), Path.cwd()
    words = [str(python.relative_to(here) if python.is_relative_to(here) else python), str(script)]
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


def first(result: GradingResult) -> FailedCall | None:
    """Return the failing call of the failure that the screen tells whole, else of the first that has one."""
    from shousi.wording import main_failure

    story = main_failure(result.report)
    told = [case for case in result.failed_calls if story and case.check == story.name]
    return next(iter([*told, *result.failed_calls]), None)
