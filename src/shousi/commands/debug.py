"""`--debug` and `--save-call`: make the first failing call again, outside the judge."""

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


_MARK = b"# Replays a failing call of shousi: "  # replay.MARK, which is slow to import: it needs NumPy


def start_debugger(result: GradingResult, source: Source, path: Path, *, is_own: bool) -> None:
    """Make the failing call that the screen shows in full again under pdb, in an unlocked process.

    Args:
        result: the grading.
        source: what was graded.
        path: where it came from.
        is_own: whether it is the learner's own file; otherwise ask first, because nothing locks that process.
    """
    from shousi.grading import replay

    failed = _first_failed_call(result)
    if failed is None:
        common.say("--debug: no call failed, so there is none to make again.")
        return
    if not is_own and not _is_trusted(path):
        common.say("--debug: not started.")
        return
    common.say(f"{failed.function}(…) is called again in your own Python. Nothing that happens there counts; q leaves.")
    with tempfile.TemporaryDirectory(prefix="shousi-debug-") as folder:
        messages = Path(folder, "call")
        messages.write_bytes(replay.messages(failed, source, path))
        processes.run_in_terminal(
            "shousi.sandbox.inside.debugger", str(messages), *(["raised"] if failed.raised else [])
        )


def _is_trusted(path: Path) -> bool:
    """Ask whether a file may run unlocked; no answer is no."""
    print(f"--debug runs {printable(str(path), 200)} in your own Python, without the sandbox,")
    print("where it can read and delete your files. Do you trust it? [y/N] ", end="", flush=True)
    answer = b""
    while (read := os.read(sys.stdin.fileno(), 1)) not in (b"", b"\n"):  # what follows is for the debugger
        answer += read
    return answer.strip().lower() in (b"y", b"yes")


def files_of_failing_call(
    exercise: Exercise, result: GradingResult, target: Path, submission: Path
) -> dict[Path, bytes]:
    """Return the files of `--save-call`: an .npz with the arguments, and a script beside it that makes the call again.

    Where no call failed, or its arguments cannot be saved, say so and return none.

    Args:
        exercise: what was graded.
        result: the grading.
        target: the path of the .npz.
        submission: the file that the script calls.
    """
    from shousi.grading import replay

    failed = _first_failed_call(result)
    if failed is None:
        common.say("--save-call: no call failed, so there is none to save.")
        return {}
    if replay.needs_factory(failed) and exercise.hidden != exercise.root:
        common.say(
            "--save-call: a sealed grader makes this input, so it cannot be saved; --debug makes the call again."
        )
        return {}
    arrays, script = replay.saved(failed, submission, exercise)
    return {target: arrays, target.with_suffix(".py"): script.encode()}


def how_to_replay(target: Path) -> str:
    """Return the line that tells how to make a saved call again."""
    command = printable(_command(target.with_suffix(".py")))
    return f"the failing call is in {printable(str(target))}; `{command}` makes it again."


def check_target(target: Path | None) -> None:
    """Check the file of `--save-call`: its script must not overwrite a file of the learner's.

    Raises:
        UsageError: it is no .npz, or another file has the name of its script.
    """
    if target is None:
        return
    if target.suffix != ".npz":
        raise UsageError(f"{printable(str(target))}: a call is saved as .npz. Name it {printable(target.stem)}.npz.")
    script = target.with_suffix(".py")
    if os.path.lexists(script) and not (script.is_file() and script.read_bytes().startswith(_MARK)):
        raise UsageError(f"{printable(str(script))} is there already, and would be the script. Choose another name.")


def _command(script: Path) -> str:
    """Return the command that runs a script in our own environment, which has NumPy."""
    python, here = Path(sys.executable), Path.cwd()
    words = [str(python.relative_to(here) if python.is_relative_to(here) else python), str(script)]
    return subprocess.list2cmdline(words) if os.name == "nt" else shlex.join(words)


def _first_failed_call(result: GradingResult) -> FailedCall | None:
    """Return the failing call that the screen shows in full, else the first one."""
    from shousi.wording import main_failure

    shown = main_failure(result.report)
    of_shown = [failed for failed in result.failed_calls if shown and failed.check == shown.name]
    return next(iter([*of_shown, *result.failed_calls]), None)
