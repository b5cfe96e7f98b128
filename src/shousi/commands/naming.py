"""Find the exercises that people name: by name, or by the path of a folder or file of theirs, from any folder."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from shousi import catalogue, invocation
from shousi.catalogue import Exercise
from shousi.errors import UsageError, printable

# What a file manager, a browser or a person adds to the name of a copy: "nms (1)", "nms 2", "nms copy", "nms-1".
_COPY = re.compile(r"[ _-]*(\(\d+\)|copy( \d+)?|[ _-]\d+)$", re.IGNORECASE)
_SOURCES = (".py", ".ipynb")


class _Task(NamedTuple):
    exercise: str
    variant: str


def root() -> Path:
    """Return the root of the repository that the command was started in, else that of the noxfile that started it.

    Raises:
        UsageError: this is inside none.
    """
    try:
        return catalogue.find_root(Path.cwd())
    except UsageError:
        started = os.environ.get(invocation.ROOT)
        if not started:
            raise
        return catalogue.find_root(Path(started))


def find(word: str) -> Exercise:
    """Return the exercise, or the variant of one, that a word means.

    Args:
        word: "nms"; "nms/per_class"; a path of anything in its folder; or a file that is called like it, such as
            "NMS.py" or "nms (1).py".

    Raises:
        UsageError: there is none.
    """
    path = _path(word)
    is_file = os.path.isfile(path)  # noqa: PTH113 - Path.is_file raises where a name is too long
    if (is_file or set(word) & {"/", "\\", "."}) and (found := at(path)):
        return found
    exercises = catalogue.load(root())
    exercise, variant = _parts(word)
    if exercise not in exercises and called_like(word) in exercises and (is_file or path.name == word):
        exercise, variant = called_like(word), ""
    if exercise not in exercises and is_file:
        command = invocation.command("grade", "NAME", "--submission", printable(word, 80))
        raise UsageError(f"{printable(path.name, 80)}: no exercise is called that. `{command}` grades it as NAME.")
    holder = "" if exercise in exercises else _holder()
    return catalogue.variant_of(catalogue.find(exercises, exercise, holder), variant)


def at(path: Path) -> Exercise | None:
    """Return the exercise or variant in whose folder a path is, or None."""
    try:
        place = catalogue.find_root(path)
        parts = path.relative_to(place / "exercises").parts
    except (UsageError, ValueError):
        return None
    exercises = catalogue.load(place)
    if not parts or parts[0] not in exercises:
        return None
    exercise, rest = exercises[parts[0]], parts[1:]
    if rest[:1] == ("variants",):
        rest = rest[1:]
    return catalogue.variant_of(exercise, rest[0]) if rest and rest[0] in exercise.variants else exercise


def here() -> list[str]:
    """Return the name of the exercise in whose folder the command was started; none elsewhere."""
    found = at(_path("."))
    return [found.task] if found else []


def copies(words: Sequence[str], exercises: Sequence[Exercise]) -> list[Path]:
    """Return the files among these words that are meant themselves: files of source, but not the learner's own file.

    Args:
        words: as they were typed.
        exercises: what each of them means.
    """
    paths = [_path(word) for word in words]
    return [
        path
        for path, exercise in zip(paths, exercises, strict=True)
        if path.suffix.lower() in _SOURCES and path.is_file() and not _is_same(path, exercise.stub)
    ]


def called_like(word: str) -> str:
    """Return the name of the exercise that a file is called like, in whatever case and with the marks of a copy."""
    name = PurePath(word.replace("\\", "/")).name
    stem = name.rpartition(".")[0] if name.lower().endswith(_SOURCES) else name
    return re.sub("[- ]", "_", _COPY.sub("", stem.strip()).lower())


def _parts(word: str) -> _Task:
    """Return the exercise and the variant that a name or a path in exercises/ means; the variant may be empty."""
    parts = [part for part in word.replace("\\", "/").split("/") if part not in ("", ".")]
    if parts[:1] == ["exercises"]:
        del parts[0]
    exercise, *rest = parts or [""]
    own = [part for part in rest if part not in ("variants", f"{exercise}.py")]
    return _Task(exercise, "/".join(own))


def _path(word: str) -> Path:
    """Return a word as an absolute path without "..", links in it as they are."""
    return Path(os.path.abspath(word.replace("\\", "/") if os.name != "nt" else word))  # noqa: PTH100 - resolves no links


def _is_same(path: Path, other: Path) -> bool:
    return other.exists() and path.samefile(other)


def _holder() -> str:
    """Return what to call the repository if it may lack exercises, as a starter does; else nothing."""
    from shousi.publishing import hidden  # only a wrong name pays for it

    return "this starter" if hidden.is_sealed(root()) else ""
