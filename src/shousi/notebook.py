"""`%load_ext shousi` in Jupyter or IPython: `%%grade nms` grades the cell below it and shows the report.

The cell is not run in the notebook. It goes to a judge in a process of its own, as every submission does: what earlier
cells have done to this process cannot touch a verdict.
"""

from __future__ import annotations

import html
import shlex
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
    *("--all", "--save-call", "--save-case", "--pictures"),
)
_MOST_LINES = 60  # of the screen, where no page can be shown
_HEIGHT = "32rem"


def load(shell: Any) -> None:
    """Give an IPython shell the magic `%%grade`."""
    shell.register_magic_function(magic, "cell", "grade")


def magic(line: str, cell: str) -> None:
    """Grade a cell and show its report below it.

    Args:
        line: what stands behind %%grade.
        cell: the cell.
    """
    from IPython.display import display  # there where this is called

    try:
        bundle = graded(line, cell, Path.cwd())
    except UsageError as error:
        bundle = {"text/plain": f"shousi: {error}"}
    display(bundle, raw=True)  # type: ignore[no-untyped-call]


def graded(line: str, cell: str, folder: Path) -> Mapping[str, str]:
    """Return a report as text, and where there is one as a page.

    Args:
        line: the exercise and options of `shousi grade`.
        cell: what is graded.
        folder: where the notebook runs, in the repository or below it.

    Raises:
        UsageError: the line is no command.
    """
    words = _words(line)
    catalogue.find_root(folder)
    name = words[0].partition("/")[0]
    with tempfile.TemporaryDirectory(prefix="shousi-cell-") as place:
        submission, page = Path(place) / f"{name}.py", Path(place) / "report.html"
        submission.write_text(cell, encoding="utf-8", errors="surrogatepass")
        ran = start.run_command(["grade", *words, "--submission", str(submission), "--html", str(page)], folder)
        told = "\n".join(printable_lines((ran.stdout + ran.stderr).decode("utf-8", "replace"), _MOST_LINES))
        if not page.is_file():
            return {"text/plain": told}
        return {"text/plain": told, "text/html": _framed(page.read_text(encoding="utf-8"))}


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
    if "/" in words[0].partition("/")[2] or "." in words[0]:
        raise UsageError(f"an exercise is named, not a file. {_USAGE}.")
    return words


def _framed(page: str) -> str:
    """Return a page in a frame of its own, where neither its styles nor anything in it can reach the notebook."""
    style = f"width: 100%; height: {_HEIGHT}; border: 1px solid #8884; border-radius: 6px"
    return (
        f'<iframe title="shousi report" sandbox="" style="{style}" srcdoc="{html.escape(page, quote=True)}"></iframe>'
    )
