"""Read catalogue.toml into frozen exercises; every path of an exercise follows from its name."""

from __future__ import annotations

import ast
import functools
import re
import tomllib
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from shousi import invocation
from shousi.errors import UsageError, nearest, one_of, printable

CATALOGUE = Path("exercises") / "catalogue.toml"
_T = TypeVar("_T")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


class Variant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another form of an exercise, so that repeating it is more than typing from memory.

    Attributes:
        title: what is different, in a few words.
        functions: the functions that a submission must define, where they differ from the exercise's.
    """

    title: str
    functions: tuple[str, ...] = ()


class _Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One table of catalogue.toml, as its author writes it."""

    title: str
    topic: str
    difficulty: Literal["easy", "medium", "hard"]
    minutes: int
    functions: tuple[str, ...]
    levels: dict[str, int]
    source: str
    needs: Literal["base", "torch"] = "base"
    bonus: dict[str, int] = {}
    forbidden: tuple[str, ...] = ()
    variants: dict[str, Variant] = {}
    picture: Literal["", "image", "boxes", "table", "density"] = ""
    permits: tuple[Literal["threads", "scratch"], ...] = ()


class Exercise(_Entry, frozen=True, kw_only=True):
    """The public facts of one exercise, and the paths of its files.

    Attributes:
        title: its name for people.
        topic: the group that it is listed in.
        difficulty: easy, medium or hard.
        minutes: the time that an interview would give.
        functions: the functions that a submission must define.
        levels: points by required level, in the order of the grader; these decide the verdict.
        bonus: points by bonus level; these never decide it.
        source: the page or paper that settles what is right.
        needs: the environment that it runs in.
        forbidden: dotted names that a submission must not use; a module's name forbids everything in it.
        variants: its other forms, by name.
        variant: the form that this is, with its title and functions; empty for the exercise itself.
        picture: how a failed call is drawn; empty where it is not. `image`: the answer is an array whose last two axes
            (of color images: the first two) are an image. `boxes`: an argument holds boxes x1 y1 x2 y2, and the
            answer is the indices of some. `table`: the answer is a matrix to be read. `density`: the answer is
            drawn at random; the grader's `density` returns the right distribution.
        permits: what its submissions may use and others may not: threads, or a folder for temporary files.
        root: the root folder of the repository.
        hidden: the folder of graders/ and solutions/: the repository, or a folder into which a seal was opened.
    """

    name: str
    root: Path
    hidden: Path
    variant: str = ""

    @property
    def task(self) -> str:
        """Its name together with its variant: "nms", "nms/per_class"."""
        return f"{self.name}/{self.variant}" if self.variant else self.name

    @property
    def stub(self) -> Path:
        """The file that the learner fills in."""
        return self.root / "exercises" / self._place / f"{self.name}.py"

    @property
    def original(self) -> Path:
        """A copy of the stub that nobody edits: `shousi reset` restores it, even in a starter without git history."""
        return self.stub.with_suffix(".stub")

    @property
    def statement(self) -> Path:
        """The statement: the exercise's README.md."""
        return self.root / "exercises" / self._place / "README.md"

    @property
    def pages(self) -> tuple[Path, ...]:
        """The statement; for a variant also that of the exercise, which holds where the variant says nothing."""
        own = self.root / "exercises" / self.name / "README.md"
        return (self.statement, own) if self.variant else (own,)

    @property
    def solution(self) -> Path:
        """Our reference implementation."""
        return self.hidden / "solutions" / self._place / f"{self.name}.py"

    @property
    def grader(self) -> Path:
        """The hidden checks."""
        return self.hidden / "graders" / self._place / f"test_{self.name}.py"

    @property
    def private_checks(self) -> Path:
        """Additional checks of an assignment, which its students never see; most gradings have none."""
        return self.grader.with_name(f"test_{self.name}_private.py")

    @property
    def mistakes(self) -> Path:
        """The named wrong implementations."""
        return self.hidden / "graders" / self._place / "mistakes.toml"

    @property
    def landmarks(self) -> Path:
        """How long a loop and a library take, in multiples of the solution; need not exist."""
        return self.hidden / "graders" / self.name / "speed.toml"

    @property
    def given(self) -> list[Path]:
        """Files beside the exercise's stub that a submission may import."""
        folder, own = self.root / "exercises" / self.name, f"{self.name}.py"
        return sorted(path for path in folder.glob("*.py") if path.name != own)

    @property
    def factories(self) -> Path:
        """The grader's module that builds arguments in the worker; most graders need none."""
        return self.hidden / "graders" / self.name / "factories.py"

    @property
    def points(self) -> int:
        """Points of all required levels together."""
        return sum(self.levels.values())

    @property
    def bonus_points(self) -> int:
        """Points of all bonus levels together."""
        return sum(self.bonus.values())

    @property
    def _place(self) -> Path:
        """The folder of each part, below exercises/, graders/ and solutions/."""
        return Path(self.name, "variants", self.variant) if self.variant else Path(self.name)


def find_root(start: Path) -> Path:
    """Return the repository that contains `start`: the nearest folder above it with a catalogue.

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


def find(exercises: dict[str, Exercise], name: str, holder: str = "") -> Exercise:
    """Return the exercise of this name.

    Args:
        exercises: the exercises to choose from.
        name: the name as somebody typed it.
        holder: what holds just these exercises, such as an assignment's title; empty for the whole catalogue.

    Raises:
        UsageError: there is none; the message offers the nearest names, or lists those of the holder.
    """
    if name in exercises:
        return exercises[name]
    near = nearest(name, exercises)
    meant = f"Did you mean {one_of(near)}?" if near else ""
    missing = f'no exercise "{printable(name, 80)}"'
    if holder:
        raise UsageError(f"{holder} holds {missing}; it holds {', '.join(exercises)}. {meant}".rstrip())
    advice = meant or f"`{invocation.command('list')}` shows all of them."
    raise UsageError(f"{missing}. {advice}")


def variant_of(exercise: Exercise, name: str) -> Exercise:
    """Return a variant of an exercise; the exercise itself for the empty name.

    Raises:
        UsageError: there is no such variant; the message lists those that exist.
    """
    if not name:
        return exercise
    if name not in exercise.variants:
        known = one_of(sorted(exercise.variants)) if exercise.variants else "none"
        raise UsageError(f'{exercise.name} has no variant "{printable(name, 80)}". There is {known}.')
    variant = exercise.variants[name]
    return msgspec.structs.replace(
        exercise,
        variant=name,
        title=f"{exercise.title}: {variant.title}",
        functions=variant.functions or exercise.functions,
    )


def parameter_names(file: Path, function: str) -> list[str]:
    """Return the parameters of a function in one of our own files, since a stub may be overwritten by a submission.

    Those of a class are those of its `__init__`; "Cache.update" is a method, whose `self` is left out.
    """
    return signatures(file.read_text(encoding="utf-8")).get(function, [])


def class_names(file: Path) -> list[str]:
    """Return the classes that one of our own files defines."""
    return [node.name for node in ast.parse(file.read_text(encoding="utf-8")).body if isinstance(node, ast.ClassDef)]


@functools.lru_cache(maxsize=16)
def signatures(text: str) -> dict[str, list[str]]:
    """Return the parameters of each function and method; cached, since every failure asks and parsing takes time."""
    found = {}
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef):
            found[node.name] = _parameters(node)
        if isinstance(node, ast.ClassDef):
            methods = [part for part in node.body if isinstance(part, ast.FunctionDef)]
            found |= {f"{node.name}.{method.name}": _parameters(method)[1:] for method in methods}
            found[node.name] = found.get(f"{node.name}.__init__", [])
    return found


def _parameters(function: ast.FunctionDef) -> list[str]:
    return [one.arg for one in (*function.args.posonlyargs, *function.args.args)]


def _exercise(root: Path, name: str, table: object) -> Exercise:
    shown = f"{CATALOGUE.as_posix()}: [{printable(name, 80)}]"
    if not _NAME.fullmatch(name):
        raise UsageError(f"{shown}: an exercise's name is lower case letters, digits and underscores.")
    entry = convert(table, _Entry, shown)
    if not entry.functions or entry.minutes < 1 or not entry.levels:
        raise UsageError(f"{shown}: functions, minutes and levels must not be empty.")
    for key, levels in (("levels", entry.levels), ("bonus", entry.bonus)):
        if min(levels.values(), default=0) < 0:
            raise UsageError(f"{shown} {key}: points are whole numbers from 0 up.")
    if twice := entry.levels.keys() & entry.bonus.keys():
        raise UsageError(f"{shown} bonus: {one_of(sorted(twice))} is a required level already.")
    for variant in entry.variants:
        if not _NAME.fullmatch(variant):
            place = f"{shown} variants: [{printable(variant, 80)}]"
            raise UsageError(f"{place}: a variant's name is lower case letters, digits and underscores.")
    return Exercise(name=name, root=root, hidden=root, **msgspec.structs.asdict(entry))


def convert(table: object, to: type[_T], shown: str) -> _T:
    """Return a table of a TOML file as a struct.

    Raises:
        UsageError: the table is wrong; the message names the file, the table and the key.
    """
    try:
        return msgspec.convert(table, to)
    except msgspec.ValidationError as error:
        what, _, key = str(error).partition(" - at ")
        key = key.strip("`").removeprefix("$.").removeprefix("$")
        raise UsageError(f"{shown}{' ' + printable(key) if key else ''}: {printable(what)}.") from None
