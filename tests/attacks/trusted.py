"""Trusted side: what is handed in besides code, before and after any worker runs.

No lock has a part in this, so each is tried once and counts for every tier. What it must get through is the way in
which everybody reads a file or prints a line.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from shousi import catalogue
from shousi.errors import ShousiError, printable, printable_lines
from shousi.grading import submission
from shousi.history.rows import GradingRow, Task
from shousi.publishing import seal
from shousi.report import Verdict
from shousi.show import progress_table

SECRET = "planted:SECRET"
CAP = 4 << 20  # bytes of a submission, far more than is read of one


class Handed(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that somebody hands in.

    Attributes:
        name: what is tried, in words.
        make: puts it into a folder and returns what of it is handed in.
        naive: whether it gets through what everybody writes first.
        through: whether it gets through ours.
        against: what everybody writes first.
        line: of what hostile submissions try.
        needs: what has to be there.
    """

    name: str
    make: Callable[[Path], Any]
    naive: Callable[[Any], bool]
    through: Callable[[Any], bool]
    against: str
    line: str = "Trusted side"
    needs: tuple[str, ...] = ()


# ---------------------------------------------------------------------------------------------------------------------
# files


def _at(name: str, data: bytes = b"def double(x): return x\n") -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return make


def _secret(folder: Path) -> Path:
    outside = folder / "outside"
    outside.mkdir()
    (outside / "test_double.py").write_text(f"SECRET = '{SECRET}'\n")
    return outside / "test_double.py"


def _link(folder: Path) -> Path:
    (folder / "mine").mkdir()
    (folder / "mine" / "double.py").symlink_to(_secret(folder))
    return folder / "mine" / "double.py"


def _folder_with_link(folder: Path) -> Path:
    return _link(folder).parent


def _chain(folder: Path) -> Path:
    (folder / "mine").mkdir()
    (folder / "mine" / "there").symlink_to(_secret(folder).parent)
    (folder / "mine" / "double.py").symlink_to("there/test_double.py")
    return folder / "mine" / "double.py"


def _dots(folder: Path) -> Path:
    _secret(folder)
    (folder / "mine").mkdir()
    (folder / "mine" / "double.py").symlink_to("../outside/test_double.py")
    return folder / "mine" / "double.py"


def _fifo(folder: Path) -> Path:
    os.mkfifo(folder / "double.py")
    return folder / "double.py"


def _huge(folder: Path) -> Path:
    with (folder / "double.py").open("wb") as file:
        file.truncate(CAP * 2)  # zeros that take no room
    return folder / "double.py"


def _is_folder(folder: Path) -> Path:
    (folder / "mine" / "double.py").mkdir(parents=True)
    return folder / "mine" / "double.py"


def _reads(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(CAP + 1).decode()


def _naive(path: Path) -> bool:
    """The secret comes along, or more than can be a submission, or the judge falls over it."""
    try:
        text = _reads(path)
        compile(text, "double.py", "exec")
    except (OSError, ValueError, SyntaxError):
        return True
    return SECRET in text or len(text) > CAP


def _naive_folder(path: Path) -> bool:
    return _naive(path / "double.py")


def _naive_hangs(path: Path) -> bool:
    reader = threading.Thread(target=_reads, args=(path,), daemon=True)
    reader.start()
    reader.join(0.2)
    stuck = reader.is_alive()
    path.open("wb").close()  # let it go on
    reader.join()
    return stuck


def _read(path: Path) -> bool:
    toy = catalogue.load(Path(__file__).parents[1] / "toy")["double"]
    try:
        text = submission.read(toy, path).text
    except ShousiError as error:
        return SECRET in str(error) or not str(error).isprintable()
    return SECRET in text or len(text) > CAP


def _naive_message(path: Path) -> bool:
    return not f"{path}: not found".isprintable() or "::" in str(path)


def _message(path: Path) -> bool:
    toy = catalogue.load(Path(__file__).parents[1] / "toy")["double"]
    try:
        submission.read(toy, path)
    except ShousiError as error:
        return not str(error).isprintable() or "::error::" in str(error)
    return True


def _named(name: str) -> Callable[[Path], Path]:
    return lambda folder: folder / name


# ---------------------------------------------------------------------------------------------------------------------
# archives


def _archive(name: str) -> Callable[[Path], tuple[str, bytes]]:
    return lambda _: (name, seal.seal({name: b"mine"}))


def _naive_archive(made: tuple[str, bytes]) -> bool:
    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w") as archive:
        archive.writestr(made[0], b"mine")
    with zipfile.ZipFile(inside) as archive:
        target = Path("/safe/place", archive.namelist()[0])
        return not Path(os.path.normpath(target)).is_relative_to("/safe/place")


def _unsealed(made: tuple[str, bytes]) -> bool:
    try:
        seal.unseal(made[1], "graders.seal")
    except ShousiError:
        return False
    return True


# ---------------------------------------------------------------------------------------------------------------------
# what is shown


def _text(text: str) -> Callable[[Path], str]:
    return lambda _: text


def _obeyed(shown: str) -> bool:
    """A terminal, a workflow or a reader would take it for something else than text."""
    lines = shown.removesuffix("\n").split("\n")
    return any(not line.isprintable() or line.lstrip().startswith(("::error", "::stop", "##[")) for line in lines)


def _shown_line(text: str) -> bool:
    return _obeyed(printable(text)) or any(_obeyed(line) for line in printable_lines(text, 20))


def _not_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _shown_not_utf8(text: str) -> bool:
    return _not_utf8(printable(text)) or any(_not_utf8(line) for line in printable_lines(text, 20))


def _csv(name: str) -> bool:
    graded = GradingRow(
        task=Task(name, name), created=datetime(2026, 1, 1, tzinfo=UTC), verdict=Verdict.ACCEPTED, points=1,
        max_points=1, ratio=None, mistake=name, seed=1, seconds=1.0, answers_right=True, hints=0, attempt=None,
        elapsed=None, submission="",
    )  # fmt: skip
    return any(cell.strip('"').startswith(("=", "+", "-", "@")) for cell in _cells(progress_table.to_csv([graded])))


def _cells(data: bytes) -> list[str]:
    return [cell for line in data.decode().splitlines()[1:] for cell in line.split(",")]


def _naive_csv(name: str) -> bool:
    return any(cell.startswith(("=", "+", "-", "@")) for cell in _cells(f"name\n{name},accepted\n".encode()))


_HOSTILE = """
import sys

TEXT = "<script>alert(1)</script>\x1b[2J\\n::error::mine\\n\\u202e\\ud800 =1+1"
print(TEXT.replace("\\ud800", ""), flush=True)


def double(x):
    print(TEXT.replace("\\ud800", ""), flush=True)
    raise type("<script>alert(2)</script>", (ValueError,), {})(TEXT)
"""


def _graded(folder: Path) -> Path:
    """Grade a submission that says hostile things wherever it can, as a user would, into every kind of output."""
    home = folder / "home"
    shutil.copytree(Path(__file__).parents[1] / "toy", home)
    (folder / "double.py").write_text(_HOSTILE, encoding="utf-8")
    files = ["--html", str(folder / "out.html"), "--junit", str(folder / "out.xml"), "--json", str(folder / "out.json")]
    command = [
        sys.executable,
        "-P",
        "-m",
        "shousi",
        "grade",
        "double",
        "--submission",
        str(folder / "double.py"),
        *files,
    ]
    done = subprocess.run(command, cwd=home, check=False, capture_output=True, timeout=100)
    assert done.returncode == 1, done.stderr
    (folder / "out.txt").write_bytes(done.stdout + done.stderr)
    return folder


def _naive_page(folder: Path) -> bool:
    text = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    return "<script>" in f"<p>{json.dumps(text)}</p>"


def _page(folder: Path) -> bool:
    page, junit = (folder / "out.html").read_text(encoding="utf-8"), (folder / "out.xml").read_text(encoding="utf-8")
    assert "alert(1)" in page
    assert "alert(1)" in junit
    return "<script>alert" in page + junit


def _naive_screen(folder: Path) -> bool:
    return _obeyed(_HOSTILE.encode().decode("unicode_escape").replace("\ud800", ""))


def _screen(folder: Path) -> bool:
    screen = (folder / "out.txt").read_text(encoding="utf-8")
    assert "alert(1)" in screen
    return _obeyed(screen)


_LINK = "follows links"
_PRINT = "prints what it is given"
_ESCAPES = "\x1b[2J\x1b[1;32maccepted\x1b[0m"

_ALL, _ANY = "reads all there is", "opens whatever it is"
_UNPACKS, _CSV = "unpacks whatever there is", "writes cells as they are"


def _file(name: str, make: Callable[[Path], Any], against: str, naive: Callable[[Any], bool] = _naive) -> Handed:
    return Handed(name=name, make=make, naive=naive, through=_read, against=against)


def _name(name: str, made: str) -> Handed:
    return Handed(name=name, make=_named(made), naive=_naive_message, through=_message, against=_PRINT)


def _packed(name: str, inside: str) -> Handed:
    return Handed(name=name, make=_archive(inside), naive=_naive_archive, through=_unsealed, against=_UNPACKS)


def _print(name: str, text: str) -> Handed:
    return Handed(name=name, make=_text(text), naive=_obeyed, through=_shown_line, against=_PRINT)


def _formula(name: str, text: str) -> Handed:
    return Handed(name=name, make=_text(text), naive=_naive_csv, through=_csv, against=_CSV)


HANDED = (
    _file("a link to a grader", _link, _LINK),
    _file("a folder whose file is a link to a grader", _folder_with_link, _LINK, _naive_folder),
    _file("a chain of links to a grader", _chain, _LINK),
    _file("a link through .. to a grader", _dots, _LINK),
    _file("a named pipe", _fifo, _ANY, _naive_hangs),
    _file("an endless device", lambda _: Path("/dev/zero"), _ALL),
    _file("a huge file", _huge, _ALL),
    _file("a folder in the place of a file", _is_folder, _ANY),
    _file("a file that is not UTF-8", _at("double.py", b"def double(x): return '\xff\xfe'"), "expects no errors"),
    _file("a file with a NUL byte", _at("double.py", b"def double(x): return x\0"), "expects no errors"),
    _name("a name with a line feed", "a\n::error::mine.py"),
    _name("a name with terminal escapes", f"{_ESCAPES}.py"),
    _name("a name with a workflow command", "::error::mine"),
    _packed("an archive with an absolute path", "/etc/mine"),
    _packed("an archive with a path through ..", "graders/../../mine"),
    _print("terminal escapes that are printed", _ESCAPES),
    _print("a workflow command that is printed", "\n::error file=a.py::mine\n##[error]mine"),
    _print("a workflow command that stops all others", "  ::stop-commands::mine"),
    _print("text that runs backwards", "\u202edetpecca"),
    _print("a verdict that overwrites its line", "wrong answer\raccepted    "),
    Handed(
        name="lone surrogates", make=_text("mine \ud800"), naive=_not_utf8, through=_shown_not_utf8, against=_PRINT
    ),
    Handed(
        name="HTML in an error message, on the page of a grading", make=_graded, naive=_naive_page, through=_page,
        against="writes HTML as it comes",
    ),
    Handed(
        name="hostile text in an error message, on the screen of a grading", make=_graded, naive=_naive_screen,
        through=_screen, against=_PRINT,
    ),
    _formula("a formula in a spreadsheet", '=HYPERLINK("http://mine")'),
    _formula("a formula behind an @", "@SUM(1+1)"),
)  # fmt: skip
