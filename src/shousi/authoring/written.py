"""What the engine writes: the stub of an exercise, the facts in its statement, and the table of all in README.md."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from shousi import stubs
from shousi.catalogue import LISTS, Exercise

_BEGIN = "<!-- The lines from here are written by `nox -s check -- --write {task}`. -->"
_END = "<!-- To here. -->"
_TABLE = re.compile(r"(<!-- This table is written by `nox -s check -- --write`. -->\n)(?:\|.*\n)*")
_BLOCK = re.compile(r"<!-- The lines from here .*?-->.*?<!-- To here\. -->", re.DOTALL)
_PACKAGES = {"base": "NumPy", "torch": "PyTorch"}
_POINTS = """These {points} points decide the verdict. They ask for the right numbers: a list or a tuple, any integer or
float dtype and float32 arithmetic pass."""
_KEEP = "Keep the names of functions and arguments. Then run at the top of the repository"
_NO_REJECTION = "The bonus never decides the verdict: it is for what an interviewer would not reject you for."
_IMPORTS = {
    "base": "NumPy and the standard library; any other raises `ModuleNotFoundError`.",
    "torch": "PyTorch, NumPy and the standard library.",
}


def texts(exercise: Exercise) -> dict[Path, str]:
    """Return the stub and the statement as they should be, by path."""
    solution = exercise.solution.read_text(encoding="utf-8")
    statement = exercise.statement.read_text(encoding="utf-8") if exercise.statement.is_file() else ""
    return {
        exercise.stub: stubs.make(solution, exercise.functions, exercise.title, exercise.task),
        exercise.statement: with_facts(statement, exercise, solution),
    }


def with_table(readme: str, exercises: Iterable[Exercise]) -> str:
    """Return a page with its table of all exercises made anew, a row for each topic; without one, the page as it is."""
    rows = [f"| topic | exercises, and in how many of {LISTS} lists of interview questions they are |", "|---|---|"]
    for topic, group in itertools.groupby(exercises, key=lambda exercise: exercise.topic):
        rows.append(f"| {headline(topic)} | {', '.join(map(_linked, group))} |")
    table = "".join(f"{row}\n" for row in rows)
    return _TABLE.sub(lambda found: found[1] + table, readme)


def _linked(exercise: Exercise) -> str:
    page = exercise.statement.relative_to(exercise.root).as_posix()
    return f"[`{exercise.name}`]({page})" + (f" {exercise.asked}" if exercise.asked else "")


def with_facts(statement: str, exercise: Exercise, solution: str) -> str:
    """Return a statement with its block of facts made anew; without a block it gets one after its first paragraph."""
    block = "\n".join([_BEGIN.format(task=exercise.task), *_facts(exercise, solution), _END])
    if _BLOCK.search(statement):
        return _BLOCK.sub(lambda _: block, statement, count=1)
    title, _, rest = statement.partition("\n\n")
    first, _, rest = rest.partition("\n\n")
    return (
        "\n\n".join(filter(None, [title or f"# {exercise.title} (`{exercise.task}`)", first, block, rest])).rstrip()
        + "\n"
    )


def _facts(exercise: Exercise, solution: str) -> list[str]:
    """Return the lines of the block. A variant has its exercise's points, forbidden names and imports."""
    asked = [f"asked in {exercise.asked} of {LISTS} lists"] if exercise.asked else []
    package = _PACKAGES[exercise.needs]
    head = [headline(exercise.topic), exercise.difficulty, f"{exercise.minutes} minutes", package, *asked]
    name = exercise.stub.name
    lines = [
        *(" · ".join(head), "", f"Edit [`{name}`]({name}) in this folder. {_KEEP}", ""),
        *("```", f"nox -s grade -- {exercise.task}", "```", ""),
        *("```python", *signatures(solution, exercise.functions), "```"),
    ]
    if exercise.variant:
        return lines
    bonus = _table("bonus", exercise.bonus, exercise.asks)
    said = [_POINTS.format(points=exercise.points), *([_NO_REJECTION] if bonus else [])]
    forbidden = [name for name in exercise.forbidden if not name.startswith("!")]
    allowed = [name.removeprefix("!") for name in exercise.forbidden if name.startswith("!")]
    lines += ["", *_table("level", exercise.levels, exercise.asks), "", *said, *bonus, ""]
    lines += [f"**Imports:** {_IMPORTS[exercise.needs]}"]
    if forbidden:
        but = f", but not {_listed(allowed)}" if allowed else ""
        lines += [f"**Forbidden:** {_listed(forbidden)}{but}."]
    return lines


def headline(topic: str) -> str:
    """Return a topic as it begins a line: a short one, such as llm, is an abbreviation."""
    return topic.upper() if len(topic) <= 3 else topic.capitalize()


def _table(what: str, levels: Mapping[str, int], asks: Mapping[str, str]) -> list[str]:
    if not levels:
        return []
    rows = [f"| {name} | {points} | {asks.get(name, '')} |" for name, points in levels.items()]
    return [*([""] if what == "bonus" else []), f"| {what} | points | what it asks |", "|---|---|---|", *rows]


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def signatures(solution: str, names: tuple[str, ...]) -> list[str]:
    """Return the signatures of functions, a line each; those of a class's public methods follow the class."""
    text = stubs.make(solution, names, "", "")
    found = {node.name: node for node in ast.parse(text).body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    lines = text.splitlines()
    return [line for name in names if name in found for line in _signature(found[name], lines)]


def _signature(node: ast.FunctionDef | ast.ClassDef, lines: list[str]) -> list[str]:
    if isinstance(node, ast.ClassDef):
        methods = [method for method in node.body if isinstance(method, ast.FunctionDef)]
        return [lines[node.lineno - 1].rstrip(":"), *(line for one in methods for line in _signature(one, lines))]
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    own = lines[first - 1 : node.body[0].lineno - 1]
    return [*own[:-1], own[-1].rstrip(":")]
