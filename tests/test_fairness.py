"""What "accepted" means: the right numbers, whatever holds them; everything else is a bonus that decides nothing."""

import html
import json

import numpy as np
import pytest

from conftest import ROOT, run
from shousi import catalogue, compare
from shousi.classroom import markdown
from shousi.classroom.sealed import SealedAssignment
from shousi.errors import UsageError
from shousi.feedback import Bonus, apply_bonus
from shousi.grading import assert_all_close, verdicts
from shousi.grading.failures import Mismatch
from shousi.report import CheckResult, Outcome, Verdict, from_json
from shousi.wire import Opaque, Tensor

EXPECTED = np.array([[1.0, 2.0], [3.0, 4.0]])


@pytest.mark.parametrize(
    "got",
    [
        EXPECTED,
        EXPECTED.tolist(),
        tuple(map(tuple, EXPECTED)),
        [np.array([1.0, 2.0]), [3, np.float32(4)]],
        EXPECTED.astype(np.float32),
        EXPECTED.astype(np.uint8),
        EXPECTED + 1e-6,
        EXPECTED * (1 + 1e-6),
        EXPECTED[::-1].copy()[::-1],
    ],
)
def test_the_right_numbers_are_right_whatever_holds_them(got):
    assert compare.values(got, EXPECTED) is None


@pytest.mark.parametrize("kind", [np.asarray, Tensor])
def test_several_answers_may_be_stacked(kind):
    """`k1, k2 = estimate()` takes a tuple and an array of two rows alike."""
    got, (first, second) = kind(EXPECTED), map(kind, EXPECTED)
    assert_all_close(got, [first, second], ("k1", "k2"))
    with pytest.raises(Mismatch, match="k2: "):
        assert_all_close(got, [first, first], ("k1", "k2"))
    with pytest.raises(Mismatch, match="expected a tuple of 3"):
        assert_all_close(got, [first, second, first], ("k1", "k2", "k3"))


@pytest.mark.parametrize(
    "got",
    [
        None,
        [],
        EXPECTED[0],
        EXPECTED[None],
        EXPECTED.ravel(),
        [[1.0, 2.0], [3.0]],
        EXPECTED + 1e-3,
        EXPECTED * np.array([[1, 1], [1, np.nan]]),
        EXPECTED.astype(complex),
        [[1.0, 2.0], [3.0, "4"]],
        {0: [1.0, 2.0], 1: [3.0, 4.0]},
        Opaque("generator"),
        10**400,
        [[10**400, 2], [3, 4]],
        np.full((2, 2), np.inf),
        Tensor(EXPECTED),
    ],
)
def test_other_numbers_and_what_holds_none_are_wrong(got):
    assert compare.values(got, EXPECTED).summary


@pytest.mark.parametrize("got", [3.0, np.array(3.0), np.float32(3), 3, Tensor(np.array(3.0))])
def test_a_single_number_is_right_whatever_holds_it(got):
    assert compare.values(got, Tensor(np.array(3.0))) is None


def test_zeros_and_ones_are_as_good_as_truth_values():
    expected = np.array([True, False])
    for got in ([1, 0], np.array([1.0, 0.0]), [True, False], np.array([1, 0], np.uint8)):
        assert compare.values(got, expected) is None
    assert compare.values([0.9, 0], expected).summary.startswith("1 of 2 truth values")


def test_float16_is_too_coarse_and_float32_is_not():
    expected = np.linspace(0.1, 1.0, 50)
    assert compare.values(expected.astype(np.float32), expected) is None
    assert compare.values(expected.astype(np.float16), expected) is not None


@pytest.mark.parametrize(
    "got", [[2, 0], (2, 0), np.array([2, 0], np.int8), [np.int64(2), 0], np.array([2, 0], np.uint64)]
)
def test_indices_may_come_in_an_array_a_list_or_a_tuple(got):
    assert compare.index_values(got, np.array([2, 0])) is None


@pytest.mark.parametrize("got", [[], (), np.zeros(0), np.zeros(0, bool), np.zeros(0, np.int64)])
def test_no_indices_are_right_in_any_dtype(got):
    assert compare.index_values(got, np.zeros(0, np.int64)) is None


@pytest.mark.parametrize(
    "got",
    [[0, 2], [2], [2.0, 0.0], [True, False, True], np.zeros((2, 4)), None, np.zeros((0, 4)), (np.array([2, 0]),), "20"],
)
def test_boxes_masks_floats_and_other_indices_are_no_indices(got):
    assert compare.index_values(got, np.array([2, 0])).summary


def check(verdict=None, *, bonus=False, level="basic", outcome=None):
    outcome = outcome or (Outcome.FAILED if verdict else Outcome.PASSED)
    return CheckResult(name="test_it", title="It.", level=level, bonus=bonus, outcome=outcome, verdict=verdict)


@pytest.mark.parametrize("verdict", [verdict for verdict in Verdict if verdict is not Verdict.ACCEPTED])
def test_a_bonus_check_never_decides_the_verdict(verdict):
    assert verdicts.verdict_of([check(), check(verdict, bonus=True)]) is Verdict.ACCEPTED


@pytest.mark.parametrize("other", [Verdict.WRONG_ANSWER, Verdict.TOO_SLOW, Verdict.CRASHED, Verdict.OUT_OF_MEMORY])
def test_what_could_not_be_decided_outranks_nothing(other):
    undecided = check(Verdict.UNDECIDED, outcome=Outcome.NOT_RUN)
    assert verdicts.verdict_of([undecided, check(other)]) is other
    assert verdicts.verdict_of([check(), undecided]) is Verdict.UNDECIDED


@pytest.fixture
def bonus(toy):
    """The toy repository with its errors as a bonus level."""
    path = toy / "exercises" / "double" / "exercise.toml"
    text = path.read_text(encoding="utf-8").replace("errors = 2\nspeed = 3\n", "speed = 5\n[bonus]\nerrors = 2\n")
    path.write_text(text, encoding="utf-8")
    return toy


def graded(repository, tmp_path, source, *options):
    path, out = tmp_path / "double.py", tmp_path / "report.json"
    path.write_text(source, encoding="utf-8")
    ran = run("grade", "double", "--submission", path, "--json", out, *options, cwd=repository)
    return ran, json.loads(out.read_text(encoding="utf-8"))


BARE = "def double(x):\n    return [2 * number for number in x]\n"  # a list, and no look at the argument
WHOLE = """
import numpy as np
def double(x):
    if np.isnan(x).any():
        raise ValueError('X: no NaN')
    return 2 * x
"""


def test_an_answer_without_argument_checks_is_accepted_and_told_what_it_missed(bonus, tmp_path):
    ran, report = graded(bonus, tmp_path, BARE, "--no-speed")
    assert report["verdict"] == "speed not measured"
    ran, report = graded(bonus, tmp_path, "def double(x):\n    return x + x\n")
    assert (ran.status, report["verdict"]) == (0, "accepted")
    assert (report["points"], report["max_points"], report["bonus_points"], report["max_bonus_points"]) == (
        10,
        10,
        0,
        2,
    )
    assert "double accepted  10 of 10 points, bonus 0 of 2" in ran.out
    assert "Bonus missed" in ran.out
    assert "errors: A NaN raises a ValueError naming x: " in ran.out
    assert [level["bonus"] for level in report["levels"]] == [False, False, True]


def test_every_view_tells_the_diagnosis_of_a_missed_bonus(tmp_path):
    submission = ROOT / "graders" / "nms" / "accepted" / "ties_last_first.py"
    command = ["grade", "nms", "--submission", submission, "--seed", "8"]
    pages = ["--html", tmp_path / "report.html", "--json", tmp_path / "report.json"]
    short, everything = (run(*command, *more, cwd=ROOT).out for more in ([], ["--verbose", *pages]))
    report = from_json((tmp_path / "report.json").read_bytes())
    summary = markdown.page(SealedAssignment(name="x", title="x", exercises=()), [report])
    for view in (short, everything, (tmp_path / "report.html").read_text(encoding="utf-8"), html.unescape(summary)):
        assert "Equal scores come out with the last index first: an ascending sort, reversed," in view


def test_an_answer_with_every_bonus_point_is_perfect(bonus, tmp_path):
    ran, report = graded(bonus, tmp_path, WHOLE)
    assert (ran.status, report["verdict"], report["bonus_points"]) == (0, "accepted", 2)
    assert "double perfect  10 of 10 points, bonus 2 of 2" in ran.out  # the message may say X for x


def test_a_class_may_count_bonus_levels_or_leave_them_out(bonus, tmp_path):
    graded(bonus, tmp_path, WHOLE)
    report = from_json((tmp_path / "report.json").read_bytes())
    counted, off = apply_bonus(report, Bonus.COUNT), apply_bonus(report, Bonus.OFF)
    assert (counted.points, counted.max_points, counted.max_bonus_points) == (12, 12, 0)
    assert [level.name for level in off.levels] == ["basic", "speed"]
    assert (off.points, off.max_points, off.max_bonus_points) == (10, 10, 0)
    assert not any(check.bonus for check in off.checks)
    assert apply_bonus(report, Bonus.SHOW) is report
    assert {one.verdict for one in (report, counted, off)} == {Verdict.ACCEPTED}


def test_points_within_a_level_go_by_the_share_of_its_checks(bonus, tmp_path):
    _, report = graded(bonus, tmp_path, "def double(x):\n    return x + x + (x == 4)\n")
    basic = report["levels"][0]
    assert (basic["passed"], basic["checks"], basic["points"], basic["max_points"]) == (
        2,
        3,
        3,
        5,
    )  # 5 * 2/3, rounded down


def test_a_level_cannot_be_required_and_bonus(bonus):
    path = bonus / "exercises" / "double" / "exercise.toml"
    path.write_text(path.read_text(encoding="utf-8") + "basic = 1\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r'exercise.toml bonus: "basic" is a required level already'):
        catalogue.load(bonus)["double"]


REFUSED = {
    "open('made', 'w')": "the sandbox lets no submission write a file",
    "open('/etc/passwd')": "the sandbox opens no files but those of Python",
    "__import__('socket').socket()": "opens no sockets",
    "__import__('subprocess').run(['ls'])": "starts no processes",
    "__import__('threading').Thread(target=print).start()": "the sandbox starts no threads",
    "__import__('tempfile').TemporaryFile()": "the sandbox lets no submission write a file",
    "__import__('urllib.request').request.urlopen('http://a.example')": "the sandbox has no network",
    "breakpoint()": "grade with --debug",
    "input()": "the judge gives no input",
}


@pytest.mark.parametrize("attempt", REFUSED)
def test_what_the_sandbox_refuses_is_told_as_that(grade, attempt):
    ran = grade(f"def double(x):\n    {attempt}\n    return x * 2\n", "--no-speed")
    assert (ran.status, ran.report["verdict"]) == (1, "crashed")
    assert REFUSED[attempt] in ran.report["summary"]


FOREIGN = [
    "import torch",
    "import msgspec",
    "from rich import print",
    "import shousi.wire",
    "import importlib; importlib.import_module('rich')",
]


@pytest.mark.parametrize("statement", FOREIGN)
def test_a_numpy_exercise_offers_numpy_and_the_standard_library_alone(grade, statement):
    ran = grade(f"{statement}\ndef double(x):\n    return x * 2\n")
    assert (ran.status, ran.report["verdict"]) == (1, "crashed")
    assert "is not available in this exercise; NumPy and the standard library are" in ran.report["summary"]


def test_an_import_that_is_guarded_does_no_harm(grade):
    source = "try:\n    import torch\nexcept ImportError:\n    torch = None\n"
    body = "import numpy.linalg, json, functools\ndef double(x):\n    assert torch is None\n    return x * 2\n"
    ran = grade(source + body, "--no-speed")
    assert ran.report["verdict"] == "wrong answer"  # for the toy's own check of NaN, and nothing else
    assert [c["verdict"] for c in ran.report["checks"]] == [None, None, None, "wrong answer", "speed not measured"]
