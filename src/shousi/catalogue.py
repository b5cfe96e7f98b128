"""Read the facts of exercises: catalogue.toml for topics and order, an exercise.toml for each exercise.

Every path of an exercise follows from its name.
"""

from __future__ import annotations

import ast
import functools
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from shousi import invocation
from shousi.errors import UsageError, nearest, one_of, printable

CATALOGUE = Path("exercises") / "catalogue.toml"
FACTS = "exercise.toml"
LISTS = 23  # the public lists of interview questions that were read for `asked`; see docs/asked.md
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


class _Level(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A level with what it asks, for the statement's table of points."""

    points: int
    asks: str


class _Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What every exercise has, in its file and in the engine."""

    title: str
    difficulty: Literal["easy", "medium", "hard"]
    minutes: int
    functions: tuple[str, ...]
    source: str
    needs: Literal["base", "torch"] = "base"
    asked: int = 0
    forbidden: tuple[str, ...] = ()
    variants: dict[str, Variant] = {}
    picture: Literal["", "image", "boxes", "table", "density", "points", "curves"] = ""
    permits: tuple[Literal["threads", "scratch"], ...] = ()


class _Entry(_Facts, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An exercise.toml, as its author writes it."""

    levels: dict[str, int | _Level]
    bonus: dict[str, int | _Level] = {}


class Exercise(_Facts, frozen=True, kw_only=True):
    """The public facts of one exercise, and the paths of its files.

    Attributes:
        title: its name for people.
        topic: the group that it is listed in.
        difficulty: easy, medium or hard.
        minutes: the time that an interview would give.
        functions: the functions and classes that a submission must define.
        levels: points by required level, in the order of the grader; these decide the verdict.
        bonus: points by bonus level; these never decide it.
        asks: what each level asks, for the statement.
        asked: in how many of the LISTS public lists of interview questions it stands.
        source: the page or paper that settles what is right.
        needs: the environment that it runs in.
        forbidden: dotted names that a submission must not use; a module's name forbids everything in it.
        variants: its other forms, by name.
        variant: the form that this is, with its title and functions; empty for the exercise itself.
        picture: how a failed call is drawn; empty where it is not. `image`: the answer is an array whose last two axes
            (of color images: the first two) are an image. `boxes`: an argument holds boxes x1 y1 x2 y2, and the
            answer is the indices of some, or a pair that begins with them. `table`: the answer is a matrix to be
            read. `density`: the answer is drawn at random; the grader's `density` returns the right distribution.
            `points`, `curves`: the grader's `picture` says what to draw of an answer, as `Points` or `Curve`.
        permits: what its submissions may use and others may not: threads, or a folder for temporary files.
        root: the root folder of the repository.
        hidden: the folder of graders/ and solutions/: the repository, or a folder into which a seal was opened.
    """

    name: str
    topic: str
    root: Path
    hidden: Path
    levels: dict[str, int]
    bonus: dict[str, int] = {}
    asks: dict[str, str] = {}
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
    def facts(self) -> Path:
        """The file with the facts of the exercise, its variants included."""
        return self.root / "exercises" / self.name / FACTS

    def public(self, file: str) -> tuple[Path, ...]:
        """Return a file of the exercise's folder; for a variant its own first, then that of the exercise.

        What a variant does not say, the exercise says.
        """
        folder = self.root / "exercises"
        return tuple(dict.fromkeys((folder / self._place / file, folder / self.name / file)))

    @property
    def statement(self) -> Path:
        """The statement: the exercise's README.md."""
        return self.root / "exercises" / self._place / "README.md"

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


class Catalogue(Mapping[str, Exercise]):
    """The exercises of a repository by name, in teaching order. The facts of an exercise are read when it is asked for.

    So one broken exercise.toml keeps nobody from the others, and grading one exercise reads one file.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self.topics = _topics(root)
        self._topic_of = {name: topic for topic, names in self.topics.items() for name in names}
        self._read: dict[str, Exercise] = {}

    def __getitem__(self, name: str) -> Exercise:
        """Return the exercise of this name.

        Raises:
            KeyError: the catalogue does not list it.
            UsageError: its exercise.toml cannot be read, or a key or its type is wrong; the message names file and key.
        """
        if name not in self._read:
            self._read[name] = _exercise(self._root, name, self._topic_of[name])
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        """Say whether the catalogue lists an exercise, without reading its facts."""
        return name in self._topic_of

    def __iter__(self) -> Iterator[str]:
        """Yield the names in teaching order."""
        return iter(self._topic_of)

    def __len__(self) -> int:
        """Return the number of exercises."""
        return len(self._topic_of)


def load(root: Path) -> Catalogue:
    """Return the catalogue of the repository.

    Raises:
        UsageError: catalogue.toml cannot be read, or lists something wrong; the message says what.
    """
    return Catalogue(root)


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


def find(exercises: Mapping[str, Exercise], name: str, holder: str = "") -> Exercise:
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


def _topics(root: Path) -> dict[str, list[str]]:
    shown = CATALOGUE.as_posix()
    topics = convert(read_toml(root / CATALOGUE, shown), dict[str, list[str]], shown)
    names = [name for listed in topics.values() for name in listed]
    for name in names:
        _check_name(name, f"{shown}: {printable(name, 80)}", "an exercise")
    if twice := {name for name in names if names.count(name) > 1}:
        raise UsageError(f"{shown}: {one_of(sorted(twice))} is listed twice.")
    return topics


def _exercise(root: Path, name: str, topic: str) -> Exercise:
    path = root / "exercises" / name / FACTS
    shown = path.relative_to(root).as_posix()
    entry = convert(read_toml(path, shown), _Entry, shown)
    if not entry.functions or entry.minutes < 1 or not entry.levels:
        raise UsageError(f"{shown}: functions, minutes and levels must not be empty.")
    for key, levels in (("levels", entry.levels), ("bonus", entry.bonus)):
        if min(map(_points, levels.values()), default=0) < 0:
            raise UsageError(f"{shown} {key}: points are whole numbers from 0 up.")
    if twice := entry.levels.keys() & entry.bonus.keys():
        raise UsageError(f"{shown} bonus: {one_of(sorted(twice))} is a required level already.")
    for variant in entry.variants:
        _check_name(variant, f"{shown} variants: [{printable(variant, 80)}]", "a variant")
    facts = msgspec.structs.asdict(entry)
    both = {**entry.levels, **entry.bonus}
    facts |= {key: {level: _points(entry) for level, entry in facts[key].items()} for key in ("levels", "bonus")}
    asks = {level: entry.asks for level, entry in both.items() if isinstance(entry, _Level)}
    return Exercise(name=name, topic=topic, root=root, hidden=root, asks=asks, **facts)


def _points(entry: int | _Level) -> int:
    return entry if isinstance(entry, int) else entry.points


def _check_name(name: str, place: str, what: str) -> None:
    if not _NAME.fullmatch(name):
        raise UsageError(f"{place}: {what}'s name is lower case letters, digits and underscores.")


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
