"""catalogue.toml as frozen exercises; every path of an exercise follows from its name."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from shousi.errors import UsageError, one_of, printable

CATALOGUE = Path("exercises") / "catalogue.toml"
_T = TypeVar("_T")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One table of catalogue.toml, as an author writes it."""

    title: str
    topic: str
    difficulty: Literal["easy", "medium", "hard"]
    minutes: int
    functions: tuple[str, ...]
    levels: dict[str, int]
    source: str
    needs: Literal["base", "torch"] = "base"
    forbidden: tuple[str, ...] = ()


class Exercise(_Entry, frozen=True, kw_only=True):
    """The public facts of one exercise, and where its parts lie.

    Attributes:
        title: what a person calls it.
        topic: the group it is listed in.
        difficulty: easy, medium or hard.
        minutes: the time an interview would give.
        functions: the names that a submission must define.
        levels: points by level, in the order of the grader.
        source: the authority that settles a dispute.
        needs: the environment it runs in.
        forbidden: dotted names that a submission must not use; a module forbids all that it holds.
        root: the repository.
        hidden: where graders/ and solutions/ lie: the repository too, or a folder into which a seal was opened.
    """

    name: str
    root: Path
    hidden: Path

    @property
    def stub(self) -> Path:
        """The file that the learner fills in."""
        return self.root / "exercises" / self.name / f"{self.name}.py"

    @property
    def statement(self) -> Path:
        """What the learner is told."""
        return self.root / "exercises" / self.name / "README.md"

    @property
    def solution(self) -> Path:
        """Our reference implementation."""
        return self.hidden / "solutions" / self.name / f"{self.name}.py"

    @property
    def grader(self) -> Path:
        """The hidden checks."""
        return self.hidden / "graders" / self.name / f"test_{self.name}.py"

    @property
    def mistakes(self) -> Path:
        """The named wrong implementations."""
        return self.hidden / "graders" / self.name / "mistakes.toml"

    @property
    def landmarks(self) -> Path:
        """What a loop and a library take beside the solution; there need be none."""
        return self.hidden / "graders" / self.name / "speed.toml"

    @property
    def given(self) -> list[Path]:
        """Files that come with the stub, which a submission may import."""
        return sorted(path for path in self.stub.parent.glob("*.py") if path != self.stub)

    @property
    def made(self) -> Path:
        """The grader's module that makes arguments in the worker; most graders need none."""
        return self.hidden / "graders" / self.name / "made.py"

    @property
    def points(self) -> int:
        """Points of all levels together."""
        return sum(self.levels.values())


def find_root(start: Path) -> Path:
    """Return the repository that `start` lies in: the nearest folder above it with a catalogue.

    Raises:
        UsageError: there is none.
    """
    for folder in (start, *start.parents):
        if (folder / CATALOGUE).is_file():
            return folder
    place = printable(str(start))
    raise UsageError(f"{place}: no {CATALOGUE.as_posix()} here or above. Run this inside the repository.")


def load(root: Path) -> dict[str, Exercise]:
    """Return every exercise of the repository, in teaching order.

    Raises:
        UsageError: the file cannot be read, or a key or its type is wrong; the message names file and key.
    """
    path = root / CATALOGUE
    tables = read_toml(path, CATALOGUE.as_posix())
    return {name: _exercise(root, name, table) for name, table in tables.items()}


def read_toml(path: Path, shown: str) -> dict[str, object]:
    """Return a TOML file's tables; `shown` is what an error calls the file.

    Raises:
        UsageError: the file is missing, is not UTF-8 or is not TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{shown}: cannot be read ({error.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{shown}: not valid TOML: {printable(str(error))}.") from None


def find(exercises: dict[str, Exercise], name: str) -> Exercise:
    """Return the exercise of this name.

    Raises:
        UsageError: there is none; the message offers the nearest names.
    """
    if name in exercises:
        return exercises[name]
    import difflib  # only a wrong name pays for it

    near = difflib.get_close_matches(name.lower(), exercises, n=3, cutoff=0.5)
    advice = f"Did you mean {one_of(near)}?" if near else "`shousi list` shows all of them."
    raise UsageError(f'no exercise "{printable(name, 80)}". {advice}')


def parameter_names(stub: Path, function: str) -> list[str]:
    """Return the parameters of a function as the stub names them; of our stub, never of the submission."""
    for node in ast.parse(stub.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name == function:
            return [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
    return []


def _exercise(root: Path, name: str, table: object) -> Exercise:
    shown = f"{CATALOGUE.as_posix()}: [{printable(name, 80)}]"
    if not _NAME.fullmatch(name):
        raise UsageError(f"{shown}: an exercise's name is lower case letters, digits and underscores.")
    entry = convert(table, _Entry, shown)
    if not entry.functions or entry.minutes < 1 or not entry.levels:
        raise UsageError(f"{shown}: functions, minutes and levels must not be empty.")
    if min(entry.levels.values()) < 0:
        raise UsageError(f"{shown} levels: points are whole numbers from 0 up.")
    return Exercise(name=name, root=root, hidden=root, **msgspec.structs.asdict(entry))


def convert(table: object, to: type[_T], shown: str) -> _T:
    """Return a table of a TOML file as a struct; an error names the file, the table and the key."""
    try:
        return msgspec.convert(table, to)
    except msgspec.ValidationError as error:
        what, _, key = str(error).partition(" - at ")
        key = key.strip("`").removeprefix("$.").removeprefix("$")
        raise UsageError(f"{shown}{' ' + printable(key) if key else ''}: {printable(what)}.") from None
