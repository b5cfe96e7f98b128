"""The magic of Jupyter and IPython: a cell that begins with `%%grade nms` is graded; `%grade nms` grades the file.

The cell does not run in the notebook. A judge in another process grades it like any submission, so nothing that other
cells did can change the verdict.
"""

from __future__ import annotations

import html
import os
import shlex
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shousi import catalogue
from shousi.errors import UsageError, printable_lines
from shousi.sandbox.judge import start

_USAGE = "%%grade NAME, such as %%grade nms; --variant, --seed, --feedback and --no-speed may follow"
_OURS = (
    *("--submission", "--html", "--json", "--junit", "--watch", "--debug"),
    *("--all", "--save-call", "--save-case", "--pictures", "--keep"),
)
_TORCH = "SHOUSI_TORCH"  # set by noxfile.py: the Python of the environment with torch, if that is set up
_MOST_LINES = 60  # of the plain text, for notebooks that show no HTML
_HEIGHT = "32rem"


def load(shell: Any) -> None:
    """Give an IPython shell the magics `%%grade` and `%grade`."""
    shell.register_magic_function(magic, "line_cell", "grade")


def magic(line: str, cell: str | None = None) -> None:
    """Grade a cell, or the learner's file, and show its report below.

    Args:
        line: the rest of the line after %%grade or %grade.
        cell: the text below that line; None after %grade.
    """
    from IPython.display import display  # installed wherever this is called

    try:
        bundle = grade_cell(line, cell, Path.cwd())
    except UsageError as error:
        bundle = {"text/plain": f"shousi: {error}"}
    display(bundle, raw=True)  # type: ignore[no-untyped-call]


def grade_cell(line: str, cell: str | None, folder: Path) -> Mapping[str, str]:
    """Grade a cell and return its report by MIME type: as text, and as a page if there is one.

    Args:
        line: the exercise, by its name or a path of its file, and options of `shousi grade`.
        cell: the submission, which the history keeps as the learner's own; None for the learner's file.
        folder: where the notebook runs; the repository or a folder in it.

    Raises:
        UsageError: the line names no exercise, or has an option that makes no sense in a notebook.
    """
    words = _words(line)
    catalogue.find_root(folder)
    torch = os.environ.get(_TORCH, "")
    python = torch if os.path.exists(torch) else sys.executable  # noqa: PTH110 - a path that is too long is none
    with tempfile.TemporaryDirectory(prefix="shousi-cell-") as place:
        submission, page = Path(place) / "cell.py", Path(place) / "report.html"
        if cell is not None:
            submission.write_text(cell, encoding="utf-8", errors="surrogatepass")
            words += ["--submission", str(submission), "--keep"]
        ran = start.run_command(["grade", *words, "--html", str(page)], folder, python)
        text = "\n".join(printable_lines((ran.stdout + ran.stderr).decode("utf-8", "replace"), _MOST_LINES))
        if not page.is_file():
            return {"text/plain": text}
        return {"text/plain": text, "text/html": _framed(page.read_text(encoding="utf-8"))}


def _words(line: str) -> list[str]:
    try:
        words = shlex.split(line)
    except ValueError as error:
        raise UsageError(f"{error}. {_USAGE}.") from None
    if not words or words[0].startswith("-"):
        raise UsageError(f"{_USAGE}.")
    for word in words:
        if word.partition("=")[0] in _OURS:
            raise UsageError(f"{word.partition('=')[0]} has no meaning in a notebook. {_USAGE}.")
    return words


def _framed(page: str) -> str:
    """Return a page in a sandboxed frame, so that its styles and contents cannot affect the notebook."""
    style = f"width: 100%; height: {_HEIGHT}; border: 1px solid #8884; border-radius: 6px"
    return (
        f'<iframe title="shousi report" sandbox="" style="{style}" srcdoc="{html.escape(page, quote=True)}"></iframe>'
    )
