"""`shousi notebook`: write a Jupyter notebook for each exercise, from its statement and the learner's file."""

from __future__ import annotations

import argparse
import json
import re
from typing import TYPE_CHECKING

from shousi.commands import common, outputs
from shousi.errors import UsageError

if TYPE_CHECKING:
    from shousi.catalogue import Exercise

_FOLDER = "notebooks"  # git ignores it
_LINK = re.compile(r"(\]\()(?!https?:|#|/)")
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_EDIT = re.compile(r"^Edit \[`[^\n]*\n\n```\n.*?```\n\n", re.MULTILINE | re.DOTALL)  # how to grade the file
_HOW = "Write your answer into the cell below and run it: it is graded, and the report appears below it."


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of this command to its parser."""
    parser.add_argument("names", nargs="*", metavar="NAME", help="exercises; all of them if none is named")


def run(options: argparse.Namespace) -> int:
    """Write the notebooks that do not exist yet. One that does holds the learner's work, and is left as it is."""
    exercises = common.named(options.names) if options.names else common.every_exercise()
    folder = common.root() / _FOLDER
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise UsageError(f"{_FOLDER}/: cannot be made ({error.strerror}).") from None
    written = 0
    for exercise in exercises:
        path = folder / f"{exercise.task.replace('/', '-')}.ipynb"
        if not path.exists():
            outputs.write_whole(path, _notebook(exercise))
            written += 1
    common.say(f"{_FOLDER}/: {written} new, {len(exercises) - written} as you left them.")
    return 0


def _notebook(exercise: Exercise) -> bytes:
    """Return a notebook: the statement, and a cell to be graded that holds the learner's file as it is now."""
    statement = _EDIT.sub("", _COMMENT.sub("", exercise.statement.read_text(encoding="utf-8", errors="replace")))
    above = "../" + exercise.statement.parent.relative_to(exercise.root).as_posix() + "/"
    code = exercise.stub.read_text(encoding="utf-8", errors="replace")
    cells: list[dict[str, object]] = [
        {"cell_type": "markdown", "source": _LINK.sub(rf"\g<1>{above}", statement)},
        {"cell_type": "markdown", "source": _HOW},
        {"cell_type": "code", "source": f"%%grade {exercise.task}\n{code}", "outputs": [], "execution_count": None},
    ]
    notebook = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
        "cells": [{"id": f"cell-{number}", "metadata": {}, **cell} for number, cell in enumerate(cells, 1)],
    }
    return (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "replace")
