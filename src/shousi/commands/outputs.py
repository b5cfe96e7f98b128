"""What a command leaves behind: the files that it writes, each whole or not at all, and what a reader may see."""

from __future__ import annotations

import argparse
import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from shousi.commands import common
from shousi.errors import UsageError, printable
from shousi.feedback import Feedback, apply_feedback

if TYPE_CHECKING:
    from shousi.catalogue import Exercise
    from shousi.grading.results import GradingResult
    from shousi.grading.runners import Source


def limit(result: GradingResult, level: Feedback) -> GradingResult:
    """Return the part of a grading that a reader at this level may see. Nothing else is shown, written or kept."""
    if level is Feedback.FULL:
        return result
    from shousi.grading.results import GradingResult

    return GradingResult(report=apply_feedback(result.report, level))


def keep(exercise: Exercise, result: GradingResult, source: Source) -> None:
    """Keep a grading in the history."""
    from shousi.history import History

    with History(exercise.root, common.say) as history:
        history.record(result.report, source.text)


def write_results(options: argparse.Namespace, exercises: Sequence[Exercise], results: Sequence[GradingResult]) -> None:
    """Write the files that the options of `grade` ask for. All are made before the first one is written.

    Raises:
        UsageError: a file cannot be written.
    """
    files: dict[Path, bytes] = {}
    if options.json:
        from shousi import report

        files[options.json] = report.to_json(results[0].report)
    if options.junit:
        from shousi.show import junit  # imports xml, which takes long; see grading.pytest_run

        files[options.junit] = junit.to_junit([result.report for result in results])
    if options.html:
        from shousi.show import html

        files[options.html] = html.to_html(exercises[0], results[0])
    if options.save_call:
        from shousi.commands import debug
        from shousi.grading import submission

        path = submission.file_of(exercises[0], options.submission)
        files |= debug.files_of_failing_call(exercises[0], results[0], options.save_call, path)
    write_all(files)
    if options.save_call in files:
        from shousi.commands import debug

        common.say(debug.how_to_replay(options.save_call))


def check_outputs(paths: Iterable[Path | None]) -> None:
    """Check the files that a command is to write, before any work is done for them.

    Raises:
        UsageError: the folder of one is missing, or something else than a file is in its place.
    """
    for path in paths:
        if path is None:
            continue
        if not path.absolute().parent.is_dir():
            raise UsageError(f"{printable(str(path))}: its folder does not exist. Make it first.")
        if path.is_dir():
            raise UsageError(f"{printable(str(path))}: a folder. Name a file.")
        if path.exists() and not path.is_file():  # it would be replaced: a pipe, or /dev/null
            raise UsageError(f"{printable(str(path))}: no regular file. Name another one.")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        UsageError: it cannot be written.
    """
    write_all({path: data})


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write files, each whole or not at all. None of the old ones is replaced before all new ones are complete.

    Raises:
        UsageError: one of them cannot be written.
    """
    with contextlib.ExitStack() as stack:
        complete = {}
        for path, data in files.items():
            complete[path] = path.with_name(f".{path.name}.{os.getpid()}")
            with _usage_error(path), complete[path].open("xb") as file:  # never through a link that somebody put there
                stack.callback(complete[path].unlink, missing_ok=True)
                file.write(data)
        for path, new in complete.items():
            with _usage_error(path):
                new.replace(path)


@contextlib.contextmanager
def _usage_error(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(f"{printable(str(path))}: cannot be written ({error.strerror}).") from None
