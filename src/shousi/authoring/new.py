"""Lay out a new exercise: every file that it needs, with a toy in each that the author replaces."""

from __future__ import annotations

import re
from pathlib import Path

from shousi import catalogue, stubs
from shousi.authoring import written
from shousi.errors import UsageError, printable

_TEMPLATES = Path(__file__).with_name("templates")
_TOPIC = "new"  # of catalogue.toml; the author moves the line to where it belongs


def lay_out(root: Path, name: str) -> list[Path]:
    """Write the files of a new exercise and its line in catalogue.toml, and return their paths.

    Raises:
        UsageError: the name is taken or is no name of an exercise. Nothing was written then.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise UsageError(f"{printable(name, 80)}: an exercise's name is lower case letters, digits and underscores.")
    folders = [root / part / name for part in ("exercises", "solutions", "graders")]
    if taken := [folder for folder in folders if folder.exists()]:
        raise UsageError(f"{taken[0].relative_to(root).as_posix()} exists already. Choose another name.")
    made = [_write(root, template, name) for template in sorted(_TEMPLATES.rglob("*.txt"))]
    listed = root / catalogue.CATALOGUE
    listed.write_text(_with_line(listed.read_text(encoding="utf-8"), name), encoding="utf-8")
    exercise = catalogue.load(root)[name]
    solution = exercise.solution.read_text(encoding="utf-8")
    exercise.stub.write_text(stubs.make(solution, exercise.functions, exercise.title, name), encoding="utf-8")
    exercise.statement.write_text(written.texts(exercise)[exercise.statement], encoding="utf-8")
    return [*made, exercise.stub, listed]


def _write(root: Path, template: Path, name: str) -> Path:
    path = root / template.relative_to(_TEMPLATES).as_posix().replace("NAME", name).removesuffix(".txt")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(template.read_text(encoding="utf-8").replace("NAME", name), encoding="utf-8")
    return path


def _with_line(text: str, name: str) -> str:
    """Return catalogue.toml with one more exercise, under the topic "new"."""
    opening = f"{_TOPIC} = [\n"
    if opening not in text:
        text = f"{text.rstrip()}\n{opening}]\n"
    return text.replace(opening, f'{opening}  "{name}",\n', 1)
