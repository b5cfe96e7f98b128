"""Changed solutions: what a grader misses is found, what is declared is left out, and nothing takes for ever."""

import ast
import shutil

import pytest

from conftest import TOY, run
from shousi import catalogue
from shousi.authoring import gate, mutants
from shousi.authoring.judges import Judge
from shousi.authoring.mutants import Mutant, Result
from shousi.errors import JudgeError, UsageError
from shousi.report import Verdict
from shousi.sandbox.messages import Limits

PLACE = "graders/double/equivalent.toml: [same]"
# Few mutants, quickly graded: the toy's own solution and grader would take ten times as long. At 0 and 2 the only
# check takes x * x for x + x.
SOLUTION = "import numpy as np\n\n\ndef double(x):\n    return x + x\n"
LOOPING = SOLUTION.replace("    return", "    while x is None:\n        pass\n    return")
GRADER = '''"""One check."""

import numpy as np

from shousi.grading import assert_close, level


@level("basic")
def test_doubles(double):
    """Doubles."""
    x = np.array([0.0, 2.0])
    assert_close(double(x), 2 * x)
'''


@pytest.fixture(scope="module")
def exercise(tmp_path_factory):
    """The toy exercise with a single level; each run has a solution and a grader of its own."""
    exercise = catalogue.load(shutil.copytree(TOY, tmp_path_factory.mktemp("mutants") / "toy"))["double"]
    listed = exercise.root / "exercises" / "double" / "exercise.toml"
    listed.write_text(listed.read_text().replace("errors = 2\nspeed = 3\n", ""))
    return exercise


@pytest.fixture(scope="module")
def ran(exercise):
    """One run that meets a gap in the checks, an equivalent, a stale declaration and a mutant that hangs."""
    declare(exercise, entry("while x is None:", "the statement was dropped") + entry(name="gone"))
    exercise.solution.write_text(LOOPING)
    exercise.grader.write_text(GRADER)
    ran = run("check", "double", "--mutants", cwd=exercise.root)
    assert not ran.err
    return ran


def declare(exercise, text):
    (exercise.grader.parent / "equivalent.toml").write_text(text, encoding="utf-8")


def entry(line="return x * 2", change="+ became *", name="same"):
    return f'[{name}]\nline = "{line}"\nchange = "{change}"\nreason = "Told."\n'


def changes(source):
    return [mutant.change for mutant in mutants.mutants_of(source)]


def changed(source):
    """What a function of one line returns in each of its mutants, or the mutant that returns nothing."""
    return [mutant.source.partition("return ")[2] or mutant.source for mutant in mutants.mutants_of(source)]


# grading them --------------------------------------------------------------------------------------------------------


def test_a_gap_in_the_checks_is_found_as_a_survivor_with_its_line_and_change(ran):
    survivor, *_ = ran.out.splitlines()
    assert survivor == "solutions/double/double.py:7: + became *: accepted: return x + x"


def test_a_declaration_that_no_survivor_needs_is_reported(ran):
    _, stale, *_ = ran.out.splitlines()
    assert stale == "graders/double/equivalent.toml: [gone] is no survivor."


def test_a_declared_equivalent_is_not_counted_and_a_mutant_that_hangs_is_rejected(ran):
    counts = "double: 6 mutants, 4 rejected, 1 declared equivalent, 1 survivors: 80.0 % rejected in "
    assert ran.out.splitlines()[2].startswith(counts)
    assert ran.status == 1


def test_hundreds_of_mutants_get_less_patience_than_a_submission(toy):
    given = []

    class NoWorkers:
        def start_worker(self, limits=None):
            given.append(limits)
            raise JudgeError("no worker.")

        def tier(self):
            return "D"

        def cpu_seconds(self):
            return None

    with pytest.raises(JudgeError, match="no worker"):
        next(mutants.grade_all(Judge(NoWorkers()), catalogue.load(toy)["double"], {}))
    assert given[0].cpu <= Limits().cpu / 3
    assert given[0].wall <= Limits().wall / 3


def test_a_right_solution_whose_mutants_are_all_noticed_passes(exercise):
    (exercise.grader.parent / "equivalent.toml").unlink(missing_ok=True)
    exercise.solution.write_text(SOLUTION)
    exercise.grader.write_text(GRADER.replace("2.0]", "3.0]"))
    ran = run("check", "double", "--mutants", cwd=exercise.root)
    assert ran.status == 0
    assert ran.out.startswith("double: 4 mutants, 4 rejected, 0 declared equivalent, 0 survivors: 100.0 % rejected in ")


def test_a_solution_that_is_rejected_itself_has_no_mutants(exercise):
    exercise.solution.write_text(SOLUTION.replace("x + x", "x"))
    exercise.grader.write_text(GRADER)
    ran = run("check", "double", "--mutants", cwd=exercise.root)
    assert (ran.status, ran.out) == (3, "")
    assert "the solution of double is itself wrong answer" in ran.err


def test_the_gate_knows_the_declarations(toy):
    exercise = catalogue.load(toy)["double"]
    declare(exercise, entry())
    exercise.statement.unlink()  # the gate goes no further than the missing part
    (finding,) = gate.check(None, exercise)
    assert finding.problem == "is missing"


# counting them -------------------------------------------------------------------------------------------------------


def result(verdict, declared=""):
    return Result(Mutant(1, "", "", ""), verdict, 0.5, declared)


def test_what_a_broken_judge_leaves_open_is_a_survivor():
    assert result(Verdict.JUDGE_ERROR).survives
    assert not result(Verdict.TOO_SLOW).survives


def test_the_share_leaves_out_what_is_declared():
    results = [result(Verdict.WRONG_ANSWER)] * 3 + [result(Verdict.ACCEPTED), result(Verdict.ACCEPTED, "same")]
    assert mutants.tally(results, {}) == mutants.Tally(3, 1, 1, 2.5, (), 75.0)


# declaring them ------------------------------------------------------------------------------------------------------


def test_most_exercises_declare_nothing(toy):
    assert mutants.load(catalogue.load(toy)["double"]) == {}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("reason =", "why =", f"{PLACE}: Object contains unknown field `why`."),
        ('reason = "Told."', "", f"{PLACE}: Object missing required field `reason`."),
        ('"Told."', '""', f"{PLACE} reason: Expected `str` of length >= 1."),
        ('"return x * 2"', "5", f"{PLACE} line: Expected `str`, got `int`."),
        ("[same]", "[same", "graders/double/equivalent.toml: not valid TOML"),
    ],
)
def test_a_wrong_declaration_is_told_with_file_table_and_key(exercise, old, new, told):
    declare(exercise, entry().replace(old, new))
    with pytest.raises(UsageError) as error:
        mutants.load(exercise)
    assert str(error.value).startswith(told)


# making them ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a + b", ["a", "b", "a - b", "a * b"]),
        ("a < b", ["a <= b", "a >= b"]),
        ("a not in b", ["a in b"]),
        ("a and b", ["b", "a", "a or b"]),
        ("not a", ["a"]),
        ("-a", ["a"]),
        ("0", ["1", "-1"]),
        ("0.5", ["1.5", "-0.5", "1.0"]),
        ("True", ["False"]),
        ("'a'", []),
        ("a[i]", ["a[i + 1]", "a[i - 1]"]),
        ("a[i, 0]", ["a[i + 1, 0]", "a[i - 1, 0]", "a[i, 1]", "a[i, -1]"]),
        ("a[:i]", ["a[:]", "a[1:i]", "a[:i + 1]", "a[:i - 1]"]),
        ("a[1:]", ["a[:]", "a[1:-1]", "a[2:]", "a[0:]"]),
        ("a[::2]", ["a[:]", "a[1::2]", "a[:-1:2]", "a[::3]", "a[::1]", "a[::4]"]),
        ("f(a, b, c)", ["a", "f(b, a, c)", "f(a, c, b)"]),
        ("f(k=a)", ["f()"]),
        ("np.minimum(a, b)", ["a", "np.maximum(a, b)"]),
        ("max(a)", ["a", "min(a)"]),
        ("mean(a)", ["a", "sum(a)"]),
        ("np.floor(a)", ["a", "np.ceil(a)", "np.rint(a)"]),
        (
            "np.sum(a, axis=1)",
            ["a", "np.sum(a)", "np.mean(a, axis=1)", "np.prod(a, axis=1)"]
            + [f"np.sum(a, axis={axis})" for axis in (2, 0)],
        ),
        ("b if a else c", ["b if not a else c"]),
        ("[a for a in b if a]", ["[a for a in b if not a]"]),
    ],
)
def test_an_expression_is_changed_in_every_way_that_is_known(source, expected):
    found = changed(f"def f():\n    return {source}\n")
    assert found[0] == "def f():\n    pass"
    assert found[1:] == expected


def test_statements_are_dropped_one_by_one():
    source = "def f(a):\n    b = a\n    if b:\n        return b\n    raise KeyError\n"
    dropped = [m for m in mutants.mutants_of(source) if m.change == "the statement was dropped"]
    assert [(m.line, m.text) for m in dropped] == [(2, "b = a"), (3, "if b:"), (4, "return b"), (5, "raise KeyError")]
    assert dropped[2].source == "def f(a):\n    b = a\n    if b:\n        pass\n    raise KeyError"


def test_what_people_read_is_left_alone():
    assert changes('"""Doc 1."""\nimport a\n') == []
    source = 'def f(a: Literal[1]) -> Literal[2]:\n    """Add 1."""\n    raise ValueError(f"a: {1 + a[0]}, not {2}")\n'
    assert changes(source) == ["the statement was dropped"]


def test_the_same_change_on_one_line_is_numbered():
    found = [change for change in changes("a = b - c - d\n") if "became +" in change]
    assert found == ["- became +", "- became + (place 2)"]


def test_a_change_is_told_with_the_line_as_its_author_wrote_it():
    (first, *_) = mutants.mutants_of("def f(a):\n    return a  # as it is\n")
    assert (first.line, first.text) == (2, "return a  # as it is")


def test_mutants_are_the_same_each_time_and_none_comes_twice(toy):
    solution = catalogue.load(toy)["double"].solution.read_text()
    made = mutants.mutants_of(solution)
    assert made == mutants.mutants_of(solution)
    sources = [mutant.source for mutant in made]
    assert len({*sources, ast.unparse(ast.parse(solution))}) == len(sources) + 1
    assert len({(mutant.text, mutant.change) for mutant in made}) == len(made)
