"""An odd answer is a wrong answer: never accepted, and never a judge error that would take other exercises with it.

Here each function of each exercise returns every odd value, and does every odd thing to its arguments, until a check
fails. `nox -s attacks` tries a third of these pairs, each value with every third function, `nox -s attacks -- --all`
all of them, `nox -s tests` a sample. Every ninth goes through a whole grading, which also makes its input smaller.
"""

import pytest

from conftest import HAS_TORCH, ROOT
from shousi import catalogue
from shousi.grading.grading import grade as grade_source
from shousi.grading.results import Options
from shousi.grading.shrink import NO_EFFORT, Effort
from shousi.grading.submission import source_of
from shousi.report import Verdict
from shousi.sandbox.judge.launch import launcher
from shousi.show import html

# Expressions of what the function returns: `right` is the solution's answer, `np` is NumPy.
ANSWERS = {
    "None": "None",
    "True": "True",
    "NaN": "float('nan')",
    "minus infinity": "-np.inf",
    "an integer of 5000 digits": "1 << 16000",
    "a complex number": "1j",
    "text": r"'a\x1b[0m\ud800'",
    "bytes": "b'x'",
    "an empty list": "[]",
    "a ragged list": "[[1], [1, 2]]",
    "a deep list": "[[[[[[[[[[[[]]]]]]]]]]]]",
    "the largest integers": "[2**63 - 1, -2**63]",
    "a list of huge integers": "[2**64, 10**400]",
    "a generator": "(i for i in range(3))",
    "an object": "object()",
    "a class": "int",
    "a function": "len",
    "an empty dict": "{}",
    "a dict of odd keys": "{1: 1, None: 2, float('nan'): 3}",
    "0-d": "np.array(1.5)",
    "an empty array": "np.zeros((0, 3, 0))",
    "sixteen axes": "np.zeros((1,) * 16)",
    "seventeen axes": "np.zeros((1,) * 17)",
    "a view of a terabyte": "np.broadcast_to(np.float64(1), (1 << 37,))",
    "dates": "np.array(['2020-01-01'], dtype='datetime64[s]')",
    "text in an array": "np.array(['a', 'b'])",
    "records": "np.zeros(3, dtype=[('a', 'f8')])",
    "objects": "np.array([object(), None])",
    "long doubles": "np.zeros(3, dtype=np.longdouble)",
    "a masked array": "np.ma.masked_all(3)",
    "a matrix": "np.matrix([[1, 2]])",
    "all NaN": "like(right, lambda a: a * np.nan)",
    "all infinite": "like(right, lambda a: a * 0 + np.inf)",
    "both ends": "like(right, lambda a: np.resize([1e308, -1e308], a.shape))",
    "int8": "like(right, lambda a: (a * 0 - 128).astype(np.int8))",
    "a tiny half": "like(right, lambda a: (a * 0 + 6e-8).astype(np.float16))",
    "imaginary": "like(right, lambda a: a * 1j + 1j)",
    "short and complex": "like(right, lambda a: (a + 7j).astype(np.complex64))",
    "booleans": "like(right, lambda a: a * 0 != 0)",
    "as objects": "like(right, lambda a: a.astype(object))",
    "a subclass": "like(right, lambda a: a.view(type('Mine', (np.ndarray,), {'__eq__': lambda *_: True})))",
    "one axis more": "like(right, lambda a: (a + 1)[None])",
    "no axis": "like(right, lambda a: a.ravel()[:1].sum() + 1)",
    "cut": "like(right, lambda a: a[:0])",
    "one more": "like(right, lambda a: np.append(a.ravel(), 1))",
    "wrapped in an object": "type('Box', (), {'value': right, '__array__': lambda s, *_, **__: s.value})()",
    "a tuple of two": "(right, right, 1)",
}
# What the function does to its first argument; the answer is right.
DEEDS = {
    "half": "x.data = x.data.half()",
    "bfloat16": "x.data = x.data.bfloat16()",
    "complex": "x.data = x.data.to(torch.complex64)",
    "whole numbers": "x.data = x.data.to(torch.int8)",
    "truth values": "x.data = x.data.bool()",
    "filled with NaN": "x.data.fill_(float('nan'))",
    "infinite": "x.data.fill_(float('inf'))",
    "empty": "x.data = x.data[:0]",
    "an axis put in front": "x.data = x.data[None]",
    "on no device": "x.data = x.data.to('meta')",
    "sparse": "x.data = x.data.to_sparse()",
    "elsewhere": "x.set_(torch.zeros(3))",
}
MODEL_DEEDS = {
    "a model turned to bfloat16": "x.bfloat16()",
    "a model turned to complex": "x.to(torch.complex64)",
    "a model of NaN": "[p.data.fill_(float('nan')) for p in x.parameters()]",
    "a parameter deleted": "del next(m for m in x.modules() if m._parameters)._parameters["
    "next(k for m in x.modules() for k in m._parameters)]",
    "all modules deleted": "x._modules.clear()",
    "a state of its own": "x.state_dict = lambda: {1: object(), 'a': [None]}",
    "no state": "x.state_dict = lambda: 5",
    "a state that raises": "x.state_dict = lambda: 1 / 0",
}
# Neither has a factor in common with the number of oddities, so each meets several functions, and their whole gradings.
THIRD = 3
WHOLE = 9 * THIRD
# Answers that may be right for a function whose own answer is that; the others are never accepted.
MAY_BE_RIGHT = {"as objects", "a dict of odd keys", *(("a subclass",) if HAS_TORCH else ())}  # a tensor has no such one

TEMPLATE = """
{solution}

import numpy as np
_right = {function}
def like(value, change):
    if isinstance(value, dict):
        return {{key: like(item, change) for key, item in value.items()}}
    if type(value) in (list, tuple):
        return type(value)(like(item, change) for item in value)
    if isinstance(value, str | None):
        return value
    if hasattr(value, "detach"):
        import torch
        return torch.from_numpy(np.ascontiguousarray(change(value.detach().numpy())))
    return change(np.asarray(value))
def {function}(*args, **kwargs):
    right = _right(*args, **kwargs)
    x = args[0] if args else next(iter(kwargs.values()))
    {deed}
    return {answer}
"""


def functions():
    """Return each exercise, a function of it, and what can be done to the arguments of this one."""
    for name, exercise in catalogue.load(ROOT).items():
        for function in exercise.functions:
            if (exercise.needs == "torch") == HAS_TORCH:  # `nox -s attacks` runs this in both environments
                yield name, function


def table():
    """Return exercise, function, the name of an oddity, a deed, an answer, and whether to run a whole grading."""
    rows = []
    for name, function in functions():
        if function not in ("init_resnet_", "adamw_step"):  # what these return is not looked at, say the statements
            # Text has no dtype or shape that could be odd.
            answers = {odd: answer for odd, answer in ANSWERS.items() if name != "bpe" or "like(" not in answer}
            rows += [(name, function, odd, "pass", answer) for odd, answer in answers.items()]
        if name in ("kaiming_init", "model_info"):
            deeds = MODEL_DEEDS if function in ("init_resnet_", "model_info") else DEEDS
            rows += [(name, function, odd, f"import torch; {deed}", "right") for odd, deed in deeds.items()]
    return [(*row, number % WHOLE == 0) for number, row in enumerate(rows)]


def pytest_generate_tests(metafunc):
    if "oddity" in metafunc.fixturenames:
        reduced = metafunc.config.getoption("--matrix", default="reduced") == "reduced"
        step = 1 if metafunc.config.getoption("--all-odd", default=False) else THIRD
        step *= metafunc.config.getoption("--one-in", default=1)
        rows = table()[:: 29 if reduced else step]
        metafunc.parametrize("oddity", rows, ids=["-".join(row[:3]) for row in rows])


@pytest.fixture(scope="module")
def judge():
    """Return a function that grades a source, without the checks of time and memory."""
    exercises = catalogue.load(ROOT)
    whole = Options(speed=False, shrink=Effort(calls=60, seconds=1.0))
    launched = launcher(modules=["numpy", "torch"] if HAS_TORCH else ["numpy"])

    def judge(name, text, options=None):
        exercise = exercises[name]
        source = source_of(exercise, text, f"{name}.py")
        return exercise, grade_source(launched, exercise, source, 1, (), options or whole)

    yield judge
    launched.close()


def test_an_odd_answer_is_a_wrong_answer(judge, oddity):
    name, function, odd, deed, answer, whole = oddity
    solution = (ROOT / "solutions" / name / f"{name}.py").read_text(encoding="utf-8")
    text = TEMPLATE.format(solution=solution, function=function, deed=deed, answer=answer)
    _, result = judge(name, text, None if whole else Options(speed=False, shrink=NO_EFFORT, until_failure=True))
    report = result.report
    story = [check.failure and (check.name, check.failure.summary, check.failure.traceback) for check in report.checks]
    assert report.verdict is not Verdict.JUDGE_ERROR, story
    assert not [check.name for check in report.checks if check.verdict is Verdict.JUDGE_ERROR], story
    if odd not in MAY_BE_RIGHT:
        assert report.verdict not in (Verdict.ACCEPTED, Verdict.NOT_MEASURED), story


GRADER = """
import numpy as np
from shousi.grading import assert_close, comparison, level

@level("basic")
def test_basic(double):
    {body}

@level("errors")
def test_errors(double):
    pass

@level("speed")
def test_speed(double):
    pass
"""
RIGHT = "def double(x):\n    return x * 2\n"
WRONG = "def double(x):\n    return {'a': 1}\n"


@pytest.mark.parametrize(
    "body",
    [
        "assert double(np.ones(2)).sum() == 4",
        "double.returned(np.ones(2), echo=True).value[0].item()",
        "comparison(lambda got, expected: got.sum())(double(np.ones(2)), np.ones(2))",
    ],
)
def test_what_only_an_odd_answer_breaks_is_a_wrong_answer(toy, grade, body):
    (toy / "graders" / "double" / "test_double.py").write_text(GRADER.format(body=body), encoding="utf-8")
    assert grade(RIGHT).report["verdict"] == "accepted"
    ran = grade(WRONG)
    assert (ran.status, ran.report["verdict"]) == (1, "wrong answer")
    assert "the answer, a dict of 1, is too odd to be compared (" in ran.failures[0]["summary"]


@pytest.mark.parametrize("body", ["double(np.ones(2)); 1 / 0", "comparison(lambda *_: 1 / 0)(double(np.ones(2)), 5)"])
def test_what_breaks_on_every_answer_is_the_graders_own_fault(toy, grade, body):
    (toy / "graders" / "double" / "test_double.py").write_text(GRADER.format(body=body), encoding="utf-8")
    for text in (RIGHT, WRONG):
        ran = grade(text)
        assert (ran.status, ran.report["verdict"]) == (3, "judge error")


SHRINKING = """
def legal(function, x):
    return x[5] > 0  # few small inputs have so many elements

@level("basic")
def test_random(double, solution, rng):
    x = rng.random(6)
    assert_close(double(x), solution.double(x))
"""


def test_an_explanation_that_breaks_is_told_and_changes_no_verdict(toy, grade):
    text = GRADER.format(body="double(np.ones(6))") + SHRINKING
    (toy / "graders" / "double" / "test_double.py").write_text(text, encoding="utf-8")
    ran = grade("def double(x):\n    return x * 3\n")
    assert (ran.status, ran.report["verdict"]) == (1, "wrong answer")
    said = "double: making a call smaller broke on an odd answer (IndexError); the verdict stands."
    assert said in ran.err
    assert grade(RIGHT).err == ""


HUGE = "import numpy as np\ndef iou(*args, **named):\n    return np.full((3, 2), -1e308)\ngiou = iou\n"


@pytest.mark.slow
def test_an_odd_answer_to_one_exercise_takes_no_page_with_it(judge):
    exercise, result = judge("iou", HUGE)
    assert result.report.verdict is Verdict.WRONG_ANSWER
    assert b"</html>" in html.to_html(exercise, result)
