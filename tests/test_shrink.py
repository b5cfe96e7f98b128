"""The smallest counterexample: it fails in the same way, is legal, and no right answer gets it wrong."""

import time

import msgspec
import numpy as np
import pytest

from conftest import ROOT
from shousi import catalogue, compare
from shousi.compare import Difference
from shousi.grading import shrink
from shousi.grading.failures import Mismatch
from shousi.grading.grading import grade
from shousi.grading.results import Options
from shousi.grading.runners import Runner, Source
from shousi.sandbox.judge.calls import Call, Ended
from shousi.sandbox.messages import Limits
from shousi.wire import Built, Tensor
from shousi.wording import main_failure


class InProcess:
    """A party whose function runs here, so that a test costs no process."""

    def __init__(self, function):
        self.function = function
        self.calls = []
        self.asked = []

    def call(self, name, args, kwargs, seed=None):
        self.asked.append(args)
        question = {"function": name, "args": args, "kwargs": kwargs, "seed": seed}
        try:
            call = Call(**question, ended=Ended.RETURNED, value=self.function(*args, **kwargs))
        except (ValueError, IndexError):
            call = Call(**question, ended=Ended.RAISED)
        except TimeoutError:
            call = Call(**question, ended=Ended.TIMED_OUT)
        self.calls.append(call)
        return call

    def close(self):
        self.asked.append("closed")


def patient():
    """Return a budget whose time does not end."""
    return shrink.EffortLeft(shrink.Effort(seconds=120.0))


def again(got, expected):
    difference = compare.close(got, np.asarray(expected))
    return Mismatch(difference) if difference else None


def again_ranks(got, expected):
    difference = compare.indices(got, expected)
    return Mismatch(difference) if difference else None


def shrunk(wrong, right, *args, again=again, legal=None, **kwargs):
    """What is left of the arguments of a failing call."""
    call = Call(function="f", args=args, kwargs=kwargs, ended=Ended.RETURNED)
    found = shrink.smaller(call, again, InProcess(wrong), InProcess(right), legal, patient())
    return found and found[0]


def rng():
    return np.random.default_rng(7)


def test_rows_that_do_not_matter_are_dropped_and_numbers_become_short():
    found = shrunk(lambda x: np.where(x < -5, x, x * 2), lambda x: x * 2, rng().normal(size=300) - 4)
    assert found.args[0].tolist() == [-5.3]


def test_rows_of_arrays_that_belong_together_are_dropped_together():
    def right(points, weights):
        if len(points) != len(weights) or points.shape[1] != 4:
            raise ValueError
        return points * weights[:, None]

    points, weights = rng().normal(size=(4, 4)), rng().normal(size=4)  # as many rows as columns
    found = shrunk(lambda points, weights: right(points, np.abs(weights)), right, points, weights)
    assert [argument.shape for argument in found.args] == [(1, 4), (1,)]
    assert found.args[1][0] == -1.0


def test_numbers_and_pairs_and_named_arguments_shrink_too():
    def right(x, size, scale):
        return np.full(size, x * scale)

    found = shrunk(lambda x, size, scale: right(x, size[::-1], scale), right, 1.2345, size=(7, 9), scale=3)
    assert found.args == (1.0,)
    assert sorted(found.kwargs["size"]) == [0, 1]
    assert found.kwargs["scale"] == 0


def test_the_whole_call_keeps_its_types():
    x = np.arange(5, dtype=np.uint8) + 200
    found = shrunk(lambda x, _: x * 2, lambda x, _: (x.astype(float) * 2) % 300, Tensor(x).array, np.float32(1.5))
    assert (found.args[0].dtype, type(found.args[1])) == (np.uint8, np.float32)


def test_a_tensor_shrinks_as_a_tensor():
    found = shrunk(lambda x: x.array * 2, lambda x: x.array * 3, Tensor(rng().normal(size=(5, 3)), requires_grad=True))
    assert found.args[0].array.shape == (1, 1)
    assert found.args[0].requires_grad


def test_what_the_solution_refuses_is_not_tried_on_the_submission():
    def right(x):
        if len(x) < 3:
            raise ValueError
        return x * 2

    wrong = InProcess(lambda x: x * 3)
    call = Call(function="f", args=(rng().normal(size=20),), ended=Ended.RETURNED)
    found, _ = shrink.smaller(call, again, wrong, InProcess(right), None, patient())
    assert len(found.args[0]) == 3
    assert min(len(args[0]) for args in wrong.asked if args != "closed") == 3


def test_what_the_grader_calls_illegal_is_not_shown():
    def legal(function, x, y):
        return function == "f" and len(x) % 2 == 0 and y >= 2.5

    found = shrunk(lambda x, y: x + y, lambda x, y: x - y, rng().normal(size=20), 3.75, legal=legal)
    assert (len(found.args[0]), found.args[1]) == (2, 4.0)


def test_numbers_keep_their_order_unless_the_grader_says_what_is_legal():
    spans = np.array([[0.31, 0.36], [0.52, 0.58]])  # from, to
    asked = (lambda x: x[:, 0], lambda x: x[:, 1], spans)
    low, high = shrunk(*asked).args[0][0]
    assert low < high
    assert shrunk(*asked, legal=lambda _, x: (x[:, 1] > x[:, 0] + 0.02).all()).args[0].size == 2


def test_an_answer_that_hangs_on_the_last_digits_is_not_shown():
    def right(x, threshold):
        return np.flatnonzero(x > threshold)

    # Rounded, both would be 0.5, and then right formulas differ.
    found = shrunk(lambda x, threshold: np.flatnonzero(x < threshold), right, np.array([0.51]), 0.49, again=again_ranks)
    x, threshold = found.args
    assert abs(x[0] - threshold) > 1e-5 * x[0]


def test_ties_that_were_in_the_input_stay_ties_and_no_new_ones_appear():
    def ranked(scores):
        return np.argsort(-scores, kind="stable")

    ties = np.array([0.25, 0.75, 0.25, 0.5, 0.75])
    found = shrunk(lambda scores: np.argsort(scores, kind="stable")[::-1], ranked, ties, again=again_ranks)
    assert found.args[0].tolist() == [0.25, 0.25]
    found = shrunk(np.argsort, ranked, rng().random(9), again=again_ranks)
    assert len(set(found.args[0].tolist())) == len(found.args[0]) == 2


def test_another_mistake_of_the_same_submission_is_not_slipped_to():
    def wrong(x):
        return np.zeros((1, 2)) if len(x) < 4 else x * 3  # another shape, on short inputs

    assert len(shrunk(wrong, lambda x: x * 2, rng().normal(size=9)).args[0]) == 4
    missing = shrunk(lambda x: np.full(len(x), np.nan if len(x) < 4 else 1.0), lambda x: x * 2, rng().normal(size=9))
    assert len(missing.args[0]) == 4


def test_the_tolerance_of_the_check_decides():
    def loose(got, expected):
        difference = compare.close(got, expected, atol=1.0)
        return Mismatch(difference) if difference else None

    found = shrunk(lambda x: x * 1.01, lambda x: x, rng().normal(500, 30, size=8), again=loose)
    assert found.args[0].size == 1
    assert loose(found.args[0] * 1.01, found.args[0])


def test_what_is_small_already_stays():
    assert shrunk(lambda x: x * 3, lambda x: x * 2, np.array([1.0])) is None


def test_an_input_that_does_not_fail_again_stays():
    assert shrunk(lambda x: x * 2, lambda x: x * 2, rng().normal(size=9)) is None


def test_what_fails_only_after_other_calls_is_not_shown():
    runner = InProcess(lambda x: x * (2 if "closed" in runner.asked else 3))  # closed: a fresh worker
    call = Call(function="f", args=(rng().normal(size=9),), ended=Ended.RETURNED)
    assert shrink.smaller(call, again, runner, InProcess(lambda x: x * 2), None, patient()) is None


def test_a_hang_ends_the_search_and_what_was_found_is_shown():
    def wrong(x):
        if len(x) < 5:
            raise TimeoutError
        return x * 3

    runner = InProcess(wrong)
    call = Call(function="f", args=(rng().normal(size=40),), ended=Ended.RETURNED)
    found, _ = shrink.smaller(call, again, runner, InProcess(lambda x: x * 2), None, patient())
    assert len(found.args[0]) == 5
    assert sum(len(args[0]) < 5 for args in runner.asked if args != "closed") == 1


def test_the_same_input_shrinks_to_the_same_one():
    def found():
        return shrunk(lambda x: np.cumsum(np.abs(x)), np.cumsum, rng().normal(size=(6, 6)))

    assert found().args[0].tolist() == found().args[0].tolist()


def test_a_busy_machine_comes_to_the_same_input():
    def late(x):
        time.sleep(0.002)
        return np.cumsum(np.abs(x))

    call = Call(function="f", args=(rng().normal(size=(4, 4)),), ended=Ended.RETURNED)
    quick, _ = shrink.smaller(call, again, InProcess(lambda x: np.cumsum(np.abs(x))), InProcess(np.cumsum))
    slow, _ = shrink.smaller(call, again, InProcess(late), InProcess(np.cumsum))
    assert slow.args[0].tolist() == quick.args[0].tolist()


def test_a_budget_holds_for_all_inputs_of_a_grading():
    budget = shrink.EffortLeft(shrink.Effort(calls=100, seconds=120.0))
    call = Call(function="f", args=(rng().normal(size=(30, 30)),), ended=Ended.RETURNED)
    runner = InProcess(lambda x: x * 3)
    for _ in range(20):
        shrink.smaller(call, again, runner, InProcess(lambda x: x * 2), None, budget)
    assert 0 <= budget.calls < 5
    assert budget.seconds < 120.0


def test_calls_are_bounded():
    runner = InProcess(lambda x: x + (x.sum() > 0.1234567))
    call = Call(function="f", args=(rng().random((20, 20)),), ended=Ended.RETURNED)
    shrink.smaller(call, again, runner, InProcess(lambda x: x), None, patient())
    assert len(runner.asked) <= shrink.CALLS + 2


def test_time_that_is_used_up_ends_the_search():
    def slow(x):
        time.sleep(0.02)
        return x * 3

    runner, solution = InProcess(slow), InProcess(lambda x: x * 2)
    call = Call(function="f", args=(rng().normal(size=(30, 30)),), ended=Ended.RETURNED)
    found, _ = shrink.smaller(call, again, runner, solution, None, shrink.EffortLeft(shrink.Effort(seconds=0.6)))
    assert found.args[0].size < 900
    assert len(runner.asked) <= 0.3 / 0.02 + 3
    assert shrink.smaller(call, again, runner, solution, None, shrink.EffortLeft(shrink.Effort(seconds=0.0))) is None


def test_what_is_told_belongs_to_the_smaller_input():
    call = Call(function="f", args=(rng().normal(size=9),), ended=Ended.RETURNED)
    found, mismatch = shrink.smaller(
        call, again, InProcess(lambda x: x * 3), InProcess(lambda x: x * 2), None, patient()
    )
    assert mismatch.difference == Difference(
        summary="the only element is off by 1.",
        expected="[2.]  float64 of shape (1,)",
        got="[3.]  float64 of shape (1,)",
        where="first at 0: expected 2.0, got 3.0",
    )
    assert found.value.tolist() == [3.0]


def test_the_arrays_of_what_is_made_in_the_worker_are_shrunk_too():
    made = Built("model", (("a.weight", rng().normal(size=(8, 5)), "float32"), ("b.weight", np.ones(3), "float32")))
    found = shrunk(lambda model: _sum(model) + 1, _sum, made)
    assert [(name, values.size, dtype) for name, values, dtype in found.args[0].args] == [
        ("a.weight", 1, "float32"),
        ("b.weight", 1, "float32"),
    ]


def _sum(model):
    return np.asarray(sum(values.sum() for _, values, _ in model.args))


@pytest.fixture
def toy_party(toy, started):
    """A party of a source text, and one of the toy's solution, both as `smaller` asks for."""
    parties = []

    def runner(text):
        source = Source(text=text, filename="double.py", functions=("double",))
        parties.append(Runner(started, source, Limits(cpu=0.2, wall=1.0)))  # the machine may be busy
        return parties[-1]

    solution = catalogue.load(toy)["double"].solution.read_text(encoding="utf-8")
    yield lambda text: (runner(text), runner(solution))
    for opened in parties:
        opened.close()


HEAD = "import numpy as np\ndef double(x):\n"


def test_a_toy_submission_is_shrunk_in_workers(toy_party):
    call = Call(function="double", args=(rng().normal(size=50) - 4,), ended=Ended.RETURNED)
    parties = toy_party(f"{HEAD}    return np.where(x < -5, x, x * 2)")
    found, _ = shrink.smaller(call, again, *parties, budget=patient())
    assert found.args[0].tolist() == [-5.3]


@pytest.mark.parametrize("ending", ["while True: pass", "__import__('os')._exit(1)", "__import__('time').sleep(9)"])
def test_a_worker_that_hangs_or_dies_costs_one_limit_at_most(toy_party, ending):
    call = Call(function="double", args=(rng().normal(size=50) - 4,), ended=Ended.RETURNED)
    begin = time.monotonic()
    source = f"{HEAD}    if len(x) < 20:\n        {ending}\n    return x * 3"
    found, _ = shrink.smaller(call, again, *toy_party(source), budget=patient())
    assert 20 <= len(found.args[0]) < 50
    assert time.monotonic() - begin < 6


def test_a_submission_that_hangs_at_import_is_left_alone(toy_party):
    call = Call(function="double", args=(np.ones(9),), ended=Ended.RETURNED)
    assert shrink.smaller(call, again, *toy_party("while True: pass")) is None


WRONG_ON_RANDOM_BOXES = """
_right = nms
def nms(boxes, scores, iou_threshold):
    kept = _right(boxes, scores, iou_threshold)
    return kept[:-1] if 9 < len(boxes) < 300 else kept
"""
WRONG_ON_THE_EXAMPLE_TOO = """
_right = nms
def nms(boxes, scores, iou_threshold):
    return _right(boxes, scores, 0)
"""


@pytest.mark.parametrize(
    ("wrong", "thorough", "quick"), [(WRONG_ON_RANDOM_BOXES, 3, 1), (WRONG_ON_THE_EXAMPLE_TOO, 4, 0)]
)
def test_on_every_save_only_the_failure_that_is_told_whole_is_made_smaller(started, wrong, thorough, quick):
    exercise = catalogue.load(ROOT)["nms"]
    source = Source(text=exercise.solution.read_text() + wrong, filename="nms.py", functions=("nms",))
    patient_one = msgspec.structs.replace(shrink.QUICK, seconds=120.0)
    for effort, count in ((shrink.Effort(seconds=120.0), thorough), (patient_one, quick)):
        found = grade(started, exercise, source, 1, options=Options(speed=False, shrink=effort))
        smaller = [case.check for case in found.failed_calls if case.larger]
        assert len(smaller) == count
        assert count != 1 or smaller == [main_failure(found.report).name]
