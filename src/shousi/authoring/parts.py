"""The parts of an exercise, before anything is graded: are they all there, do they agree, do their examples hold?"""

from __future__ import annotations

import ast
import contextlib
import doctest
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType

import msgspec

from shousi.authoring import written
from shousi.catalogue import Exercise
from shousi.errors import UsageError, printable
from shousi.practice import plans

_SECTIONS = ("The task", "Worked example", "The exact rules", "What interviewers ask next", "Sources")
_ANSWERS = "Short answers are beside the solution."
_BONUS = re.compile(r"# bonus: (none|misses ([a-z ]+(?:, [a-z ]+)*))")


class Finding(msgspec.Struct, frozen=True):
    """A problem for the author: where it is, and what is wrong."""

    place: str
    problem: str


def findings(exercise: Exercise) -> Iterator[Finding]:
    """Yield what is wrong with the parts of an exercise or of a variant; nothing is graded."""
    yield from _missing_parts(exercise)
    if not can_be_graded(exercise):
        return
    undefined = [name for name in exercise.functions if name not in _definitions(exercise.solution)]
    for name in undefined:
        yield Finding(shown(exercise, exercise.solution), f'defines no function "{name}"')
    for line in _lets_nan_pass(exercise.grader):
        place = f"{shown(exercise, exercise.grader)}, line {line}"
        yield Finding(place, "lets NaN pass, which is not greater than any tolerance; ask `if not abs(…) <= …:`")
    if not exercise.variant:  # its page says only what is different
        yield from sections(exercise)
    if not undefined:
        yield from _written(exercise)
        yield from _examples(exercise)


def sections(exercise: Exercise) -> Iterator[Finding]:
    """Every statement has the same sections in the same order, and so do the last paragraphs of its rules."""
    text = exercise.statement.read_text(encoding="utf-8")
    place = shown(exercise, exercise.statement)
    if not text.startswith(f"# {exercise.title} (`{exercise.name}`)\n"):
        yield Finding(place, f"should begin with the line # {exercise.title} (`{exercise.name}`)")
    if tuple(re.findall(r"^## (.*)$", text, re.MULTILINE)) != _SECTIONS:
        yield Finding(place, f"should have the sections {', '.join(_SECTIONS)}, in this order")
    asked = {**exercise.levels, **exercise.bonus}
    labels = ["Bad arguments", "Not tested:", *(name for name in ("Speed:", "Memory:") if name[:-1].lower() in asked)]
    wanted = labels if "errors" in asked else labels[1:]
    if re.findall(r"^\*\*(Bad arguments|Not tested:|Speed:|Memory:)\*\*", text, re.MULTILINE) != wanted:
        yield Finding(place, f"should end its rules with the paragraphs {', '.join(wanted)}, each label in bold")
    if _ANSWERS not in text:
        yield Finding(place, f'should say after its questions: "{_ANSWERS}"')


def _lets_nan_pass(grader: Path) -> Iterator[int]:
    """Yield the lines where `abs(…)` being greater than something raises."""
    for node in ast.walk(ast.parse(grader.read_text(encoding="utf-8"))):
        if isinstance(node, ast.If) and any(isinstance(inner, ast.Raise) for inner in node.body):
            denied = [
                inner for part in ast.walk(node.test) if isinstance(part, ast.UnaryOp) for inner in ast.walk(part)
            ]
            asked = [part for part in ast.walk(node.test) if isinstance(part, ast.Compare) and part not in denied]
            if any(isinstance(part.ops[0], ast.Gt | ast.GtE) and _is_abs(part.left) for part in asked):
                yield node.lineno


def _is_abs(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in ("abs", "fabs", "absolute")


def list_findings(root: Path, exercises: Mapping[str, Exercise]) -> Iterator[Finding]:
    """Yield what is wrong with the lists of exercises: each study plan, and the table in README.md."""
    readme = root / "README.md"
    page = readme.read_text(encoding="utf-8") if readme.is_file() else ""
    if page != written.with_table(page, exercises.values()):
        yield Finding(readme.name, "does not list the exercises as they are; `nox -s check -- --write` does")
    for name in plans.names(root):
        try:
            plans.load(root, name, exercises)
        except UsageError as error:
            place, _, problem = str(error).partition(": ")
            yield Finding(place, problem.removesuffix("."))


def can_be_graded(exercise: Exercise) -> bool:
    """Say whether an exercise has the parts that a grading needs."""
    return all(path.is_file() for path in (exercise.stub, exercise.solution, exercise.grader, exercise.statement))


def _missing_parts(exercise: Exercise) -> Iterator[Finding]:
    for path in (exercise.stub, exercise.statement, exercise.solution, exercise.grader, exercise.mistakes):
        if not path.is_file():
            yield Finding(shown(exercise, path), "is missing")
    if not (exercise.solution.parent / "README.md").is_file():
        yield Finding(shown(exercise, exercise.solution.parent / "README.md"), "is missing")
    for kind in ("accepted", "rejected"):
        if not exercise.variant and not samples(exercise, kind):  # a variant stands on the exercise's own checks
            yield Finding(shown(exercise, exercise.grader.parent / kind), "holds no sample")
    grader = exercise.grader.read_text(encoding="utf-8") if exercise.grader.is_file() else ""
    wanted = {"density": "density", "points": "picture", "curves": "picture"}.get(exercise.picture)
    if wanted and not re.search(rf"^(def )?{wanted}\b", grader, re.MULTILINE):
        yield Finding(shown(exercise, exercise.grader), f"defines no {wanted}, which the picture shows")
    yield from _strays(exercise)


def _strays(exercise: Exercise) -> Iterator[Finding]:
    wanted = {
        exercise.factories,
        exercise.solution,
        exercise.solution.parent / "README.md",
        exercise.grader,
        exercise.mistakes,
        exercise.landmarks,
        exercise.grader.with_name("equivalent.toml"),  # of check --mutants; most exercises need none
    }
    held = {path for kind in ("accepted", "rejected") for path in samples(exercise, kind)}
    for folder in (exercise.solution.parent, exercise.grader.parent):
        for path in sorted(folder.rglob("*")):
            top, *rest = path.relative_to(folder).parts
            if top == "variants" and len(rest) > 1 and rest[0] in exercise.variants:  # held with the variant
                continue
            if path.is_file() and "__pycache__" not in path.parts and path not in wanted | held:
                yield Finding(shown(exercise, path), "is no part of an exercise")


def _written(exercise: Exercise) -> Iterator[Finding]:
    """The stub and the facts in the statement are as `check -- --write` writes them."""
    for path, text in written.texts(exercise).items():
        if text != path.read_text(encoding="utf-8"):
            advice = f"`nox -s check -- --write {exercise.name}` writes it"
            what = "is not the stub of the solution" if path == exercise.stub else "does not state the facts"
            yield Finding(shown(exercise, path), f"{what}; {advice}")


def _examples(exercise: Exercise) -> Iterator[Finding]:
    """The examples of statement and solution are right for the solution, which is ours and so may run here."""
    module = ModuleType("solution")
    with _importable(exercise.root / "exercises" / exercise.name):  # the files that are given along
        exec(exercise.solution.read_text(encoding="utf-8"), module.__dict__)  # noqa: S102
    for path in (exercise.statement, exercise.solution):
        text = _prose(path)
        examples = doctest.DocTestParser().get_doctest(text, dict(module.__dict__), path.name, str(path), 0)
        said: list[str] = []
        failed = doctest.DocTestRunner(verbose=False).run(examples, out=said.append).failed
        if failed:
            yield Finding(shown(exercise, path), f"{failed} examples do not hold: {printable(''.join(said), 600)}")
        if path != exercise.solution and not examples.examples:
            yield Finding(shown(exercise, path), "shows no example that can be run")


@contextlib.contextmanager
def _importable(folder: Path) -> Iterator[None]:
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))


def _prose(path: Path) -> str:
    """Return the text of a page without its code fences, or the docstrings of a source file of ours."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return re.sub(r"^```.*$", "", text, flags=re.MULTILINE)
    return "\n\n".join(ast.get_docstring(function) or "" for function in _definitions(path).values())


def _functions(path: Path) -> dict[str, ast.FunctionDef | ast.ClassDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}


def _definitions(path: Path) -> dict[str, ast.FunctionDef | ast.ClassDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}


def samples(exercise: Exercise, kind: str) -> Sequence[Path]:
    """Return the accepted or the rejected samples of an exercise."""
    return sorted((exercise.grader.parent / kind).glob("*.py"))


def bonus_missed(path: Path) -> list[str] | None:
    """Return the bonus levels that an accepted sample says it misses; None where it says nothing."""
    header = _BONUS.fullmatch(path.read_text(encoding="utf-8").partition("\n")[0].strip())
    if header is None:
        return None
    return header[2].split(", ") if header[2] else []


def shown(exercise: Exercise, path: Path) -> str:
    """Return what to call a file of an exercise: its path from the root of the repository."""
    return path.relative_to(exercise.root).as_posix()
