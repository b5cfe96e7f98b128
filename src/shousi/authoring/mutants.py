"""Mutation testing of graders: change the solution in one place, and see whether a check notices."""

from __future__ import annotations

import ast
import builtins
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

import msgspec

from shousi import catalogue
from shousi.authoring.judges import Job, Judges
from shousi.catalogue import Exercise
from shousi.errors import JudgeError, printable
from shousi.grading import submission
from shousi.grading.results import OnProgress, no_progress
from shousi.report import Report, Verdict
from shousi.sandbox.messages import Limits

ENOUGH = 98  # percent to be rejected of those that are not equivalent
_LIMITS = Limits(cpu=1.0, wall=5.0)  # for calls of milliseconds; hundreds of mutants wait their turn
_SWAPS = """+ to -, *; - to +, *; * to /, +; / to *, //; // to /, *; % to *, //; ** to *, /; @ to *; & to |; | to &;
    and to or; or to and; < to <=, >=; <= to <, >; > to >=, <=; >= to >, <; == to !=, <=, >=; != to ==, <, >;
    in to not in; not in to in; is to is not; is not to is"""
_ALIKE = """minimum maximum; fmin fmax; min max; amin amax; argmin argmax; nanmin nanmax; any all; vstack hstack;
    floor ceil rint; sum mean prod; cumsum cumprod; zeros ones; zeros_like ones_like; float32 float64; sin cos;
    exp expm1; log log1p; sqrt square; std var; logical_and logical_or; add subtract; multiply divide; abs sign;
    isnan isinf isfinite; normal_ uniform_; fan_in fan_out"""
_OPERATORS = dict(row.strip().split(" to ") for row in _SWAPS.split(";"))
_FAMILIES = {name: row.split() for row in _ALIKE.split(";") for name in row.split()}
_SYMMETRIC = {"minimum", "maximum", "fmin", "fmax", "min", "max", "add", "multiply", "logical_and", "logical_or"}
# Code that does not run, and text for people.
_LEFT_ALONE = {"Raise.exc", "Assert.msg", "arg.annotation", "AnnAssign.annotation", "FunctionDef.returns"}
_KEPT = ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom | ast.Pass | ast.Global | ast.Nonlocal


class Mutant(msgspec.Struct, frozen=True):
    """A solution with one change: its line number, the line as it was, the change in words, and the whole source."""

    line: int
    text: str
    change: str
    source: str


class Result(msgspec.Struct, frozen=True):
    """A graded mutant. `declared` is its table in equivalent.toml, or empty."""

    mutant: Mutant
    verdict: Verdict
    seconds: float
    declared: str

    @property
    def rejected(self) -> bool:
        """Whether a check noticed the change; a judge that broke noticed nothing."""
        return self.verdict not in (Verdict.ACCEPTED, Verdict.JUDGE_ERROR)

    @property
    def survives(self) -> bool:
        """Whether no check noticed the change, and equivalent.toml does not declare it."""
        return not self.rejected and not self.declared


class Equivalent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One table of equivalent.toml: a change that no check can notice, and the reason."""

    line: str
    change: str
    reason: Annotated[str, msgspec.Meta(min_length=1)]


class Tally(msgspec.Struct, frozen=True):
    """The result of a run. `percent` leaves out equivalent mutants; `stale` tables are declared but not needed."""

    rejected: int
    equivalent: int
    survivors: int
    seconds: float
    stale: tuple[str, ...]
    percent: float


def load(exercise: Exercise) -> dict[str, Equivalent]:
    """Return the declared equivalents of an exercise by the names of their tables.

    Raises:
        UsageError: a key or a type is wrong; the message names file, table and key.
    """
    path = exercise.grader.with_name("equivalent.toml")
    shown = path.relative_to(exercise.hidden).as_posix()
    tables = catalogue.read_toml(path, shown) if path.is_file() else {}
    return {
        name: catalogue.convert(table, Equivalent, f"{shown}: [{printable(name, 80)}]")
        for name, table in tables.items()
    }


def grade_all(
    judges: Judges, exercise: Exercise, declared: Mapping[str, Equivalent], progress: OnProgress = no_progress
) -> Iterator[Result]:
    """Grade every mutant of the solution until a check notices it, and yield the results in the order of lines.

    Time and memory are measured where no answer is wrong, one mutant after the other.

    Raises:
        JudgeError: the solution itself is rejected, so its mutants would show nothing.
    """
    solution = exercise.solution.read_text(encoding="utf-8")
    names = {(entry.line, entry.change): name for name, entry in declared.items()}
    begun = itertools.count(1)

    def measured(job: Job, answers: Report) -> Report:
        limits = msgspec.structs.replace(job, limits=True)
        return next(judges.reports([limits], lambda _: None, alone=True)) if _lacks_limits(answers) else answers

    def begin(_: Job) -> None:
        progress(f"{exercise.task}, answers", next(begun), len(jobs))

    whole = job_of(exercise, solution)
    (answers,) = judges.reports([whole], lambda _: None)
    for report in (answers, measured(whole, answers)):
        if report.verdict not in (Verdict.ACCEPTED, Verdict.NOT_MEASURED):
            raise JudgeError(f"the solution of {exercise.name} is itself {report.verdict.value}: {report.summary}")
    made = list(mutants_of(solution))
    jobs = [job_of(exercise, mutant.source) for mutant in made]
    reports = list(judges.reports(jobs, begin))
    for number, (mutant, job, answers) in enumerate(zip(made, jobs, reports, strict=True), 1):
        progress(f"{exercise.task}, line {mutant.line}", number, len(made))
        report = measured(job, answers)
        seconds = answers.seconds + (report.seconds if report is not answers else 0.0)
        declaration = names.get((mutant.text, mutant.change), "")
        yield Result(mutant, _verdict_of(report), seconds, declaration)


def job_of(exercise: Exercise, text: str) -> Job:
    """Return the job that grades a mutant: its workers have little patience."""
    source = submission.source_of(exercise, text, exercise.solution.name)
    return Job(exercise=exercise, source=source, patience=_LIMITS, until_failure=True)


def _verdict_of(report: Report) -> Verdict:
    """Return what the first failed check says, be it of a bonus level."""
    found = [check.verdict for check in report.checks if check.verdict not in (None, Verdict.JUDGE_ERROR)]
    return (found[0] if found else None) or report.verdict


def _lacks_limits(report: Report) -> bool:
    """Say whether time and memory were left out, and no answer was wrong."""
    verdicts = {check.verdict for check in report.checks if check.verdict is not None}
    return verdicts == {Verdict.NOT_MEASURED}


def tally(results: Sequence[Result], declared: Mapping[str, Equivalent]) -> Tally:
    """Count results."""
    needed = {result.declared for result in results if not result.rejected}
    stale = tuple(name for name in declared if name not in needed)
    rejected, survivors = sum(result.rejected for result in results), sum(result.survives for result in results)
    percent, seconds = 100 * rejected / max(1, rejected + survivors), sum(result.seconds for result in results)
    return Tally(rejected, len(results) - rejected - survivors, survivors, seconds, stale, percent)


def mutants_of(solution: str) -> list[Mutant]:
    """Return the solution with each change that this module knows, in the order of lines, each source once."""
    tree, lines, made = ast.parse(solution), solution.splitlines(), []
    seen, met = {ast.unparse(tree)}, Counter[tuple[str, str]]()
    for line, change in _changed(tree, 1):
        if (source := ast.unparse(tree)) not in seen:
            seen.add(source)
            text = lines[line - 1].strip()
            met[text, change] += 1
            nth = met[text, change]
            made.append(Mutant(line, text, change if nth == 1 else f"{change} (place {nth})", source))
    return made


def _changed(owner: ast.AST, line: int) -> Iterator[tuple[int, str]]:
    """Change everything below a node, one thing at a time. While a change is made, yield its line and its words."""
    for field, value in ast.iter_fields(owner):
        for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            prose = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            if not isinstance(node, ast.AST) or prose or f"{type(owner).__name__}.{field}" in _LEFT_ALONE:
                continue
            here = getattr(node, "lineno", line)
            for new, words in _changes(field, node):
                setattr(owner, field, new if index is None else [*value[:index], new, *value[index + 1 :]])
                yield here, words
            setattr(owner, field, value)
            yield from _changed(node, here)


def _changes(field: str, node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Yield what a node becomes, and the change in words."""
    symbol = _SYMBOLS.get(type(node), "")
    for other in _OPERATORS[symbol].split(", ") if symbol else []:
        yield _operator(other), f"{symbol} became {other}"
    if isinstance(node, ast.stmt) and not isinstance(node, _KEPT):
        yield ast.Pass(), "the statement was dropped"
    if field in {"test", "ifs"} and isinstance(node, ast.expr) and not isinstance(node, ast.UnaryOp | ast.Compare):
        yield ast.UnaryOp(ast.Not(), node), "the condition was negated"
    for new in (*_others(node), *_elsewhere(node)):
        yield new, f"{ast.unparse(node)} became {ast.unparse(new)}"


def _others(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.UnaryOp(op=ast.USub() | ast.Not() | ast.Invert()):
            yield node.operand
        case ast.BinOp():
            yield from (node.left, node.right)
        case ast.BoolOp(values=values):
            yield from (_with(node, values=[*values[:i], *values[i + 1 :]]) for i in range(len(values)))
        case ast.Constant(value=bool() as truth):
            yield ast.Constant(not truth)
        case ast.Constant(value=(int() | float()) as number):
            yield from (_number(other) for other in (number + 1, number - 1, number * 2))
        case ast.Name(id=name):
            yield from (_with(node, id=other) for other in _FAMILIES.get(name, []) if hasattr(builtins, other))
        case ast.Attribute(attr=name):
            yield from (_with(node, attr=other) for other in _FAMILIES.get(name, []))


def _elsewhere(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what is off by one, a slice without a bound, a call's first argument, a call with fewer or swapped ones."""
    match node:
        case ast.Subscript(slice=ast.Tuple(elts=parts)):
            moved = [(i, new) for i, part in enumerate(parts) for new in _shifted(part)]
            yield from (_with(node, slice=ast.Tuple([*parts[:i], new, *parts[i + 1 :]])) for i, new in moved)
        case ast.Subscript():
            yield from (_with(node, slice=new) for new in _shifted(node.slice))
        case ast.Slice():
            yield from (_with(node, **{bound: None}) for bound in ("lower", "upper", "step"))
            yield from (_with(node, lower=new) for new in (_shifted(node.lower) if node.lower else [_number(1)]))
            yield from (_with(node, upper=new) for new in (_shifted(node.upper) if node.upper else [_number(-1)]))
        case ast.Call(args=args, keywords=keywords):
            yield from (argument for argument in args[:1] if not isinstance(argument, ast.Starred))
            ordered = ast.unparse(node.func).rpartition(".")[2] not in _SYMMETRIC
            for i in range(1, len(args) if ordered else 0):
                yield _with(node, args=[*args[: i - 1], args[i], args[i - 1], *args[i + 1 :]])
            yield from (_with(node, keywords=[*keywords[:i], *keywords[i + 1 :]]) for i in range(len(keywords)))


def _shifted(index: ast.expr) -> Iterator[ast.expr]:
    if isinstance(index, ast.Name | ast.BinOp | ast.Call):  # numbers are changed as numbers
        yield from (ast.BinOp(index, operator, ast.Constant(1)) for operator in (ast.Add(), ast.Sub()))


def _number(value: float) -> ast.expr:
    return ast.UnaryOp(ast.USub(), ast.Constant(-value)) if value < 0 else ast.Constant(value)


def _operator(symbol: str) -> ast.AST:
    expression: Any = ast.parse(f"a {symbol} b", mode="eval").body
    return expression.ops[0] if isinstance(expression, ast.Compare) else expression.op


def _with(node: ast.AST, **fields: object) -> ast.AST:
    return type(node)(**(dict(ast.iter_fields(node)) | fields))


_SYMBOLS = {type(_operator(symbol)): symbol for symbol in _OPERATORS}
