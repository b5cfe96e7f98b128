"""Whatever a submission returns can be compared, explained and drawn: nothing raises, not even a warning."""

import io
import itertools

import msgspec
import numpy as np
import pytest
from rich.console import Console

from conftest import TOY
from shousi import catalogue, compare
from shousi.grading.checks import assert_close, assert_index_array, assert_indices, assert_precise
from shousi.grading.drawings import Boxes, Curve, Points, Regions
from shousi.grading.failed_calls import Density, FailedCall
from shousi.grading.failures import Mismatch
from shousi.grading.results import GradingResult
from shousi.likeness import likeness
from shousi.report import Verdict
from shousi.show import blocks, cells, figures, html, pictures, planes
from shousi.wire import Built, Opaque, Tensor
from test_report import a_report

pytestmark = pytest.mark.filterwarnings("error")


def rows(*numbers, dtype=None):
    return np.array([numbers] * 4, dtype=dtype)


def tensor(array):
    return Tensor(array, False, False)


def nested(depth):
    return [nested(depth - 1)] if depth else []


ODD = {
    "None": None,
    "bool": True,
    "float": 1.5,
    "float nan": float("nan"),
    "float inf": float("inf"),
    "huge integer": 10**5000,
    "complex": 1j,
    "text": "a\x1b[0m\ud800",
    "bytes": b"x",
    "empty list": [],
    "list of indices": [2, 1, 0],
    "list of floats": [1.5, 2.0],
    "list with a huge integer": [10**400, 1],
    "ragged list": [[1], [1, 2]],
    "list of lists": [[1, 2], [3, 4]],
    "list of text": ["a", "b"],
    "tuple": (1, 2),
    "deep list": nested(16),
    "dict": {1: None, (1, 2): float("nan"), "a": np.array([1.0])},
    "opaque": Opaque("generator", "x\x1b"),
    "built": Built("Model", [1, np.arange(3.0), None]),
    "scalar nan": np.float64("nan"),
    "scalar float16": np.float16(6e-8),
    "scalar int8": np.int8(-128),
    "scalar complex": np.complex64(1j),
    "scalar bool": np.bool_(True),
    "0-d": np.array(1.5),
    "empty": np.array([]),
    "empty 2-d": np.zeros((0, 4)),
    "empty 3-d": np.zeros((2, 0, 3)),
    "one nan": np.array([np.nan]),
    "all nan": np.full((4, 4), np.nan),
    "all inf": np.full((4, 4), np.inf),
    "all -inf": np.full(3, -np.inf),
    "mixed": rows(np.nan, np.inf, -np.inf, 0.0),
    "all 1e308": np.full((4, 4), 1e308),
    "both ends": rows(1e308, -1e308, 1e308, -1e308),
    "both ends, 1-d": np.array([1e308, -1e308, 0]),
    "ramp to 1e301": np.arange(16.0).reshape(4, 4) * 1e300,
    "1e100": rows(1e100, -1e100, 1e99, 0),
    "subnormal": rows(5e-324, 0, 1e-310, 2e-320),
    "equal and large": np.full((4, 4), 1e17),
    "nearly equal": rows(1, 1 + 2e-16, 1, 1),
    "float16": rows(65504, -65504, 1, 6e-8, dtype=np.float16),
    "float32": rows(3.4e38, -3.4e38, 1e-45, 0, dtype=np.float32),
    "complex128": rows(1 + 1j, complex(np.nan, np.inf), 1e308 + 1e308j, 0),
    "complex64": np.ones((4, 4), np.complex64),
    "bools": np.eye(4, dtype=bool),
    "mask": np.array([True, False, True]),
    "int8": rows(-128, 127, 0, 1, dtype=np.int8),
    "uint64": np.full((4, 4), 2**64 - 1, np.uint64),
    "int64": np.array([-(2**63), 2**63 - 1, 0]),
    "indices": np.array([2, 1, 0]),
    "indices of nothing": np.array([-1, 99, 2**62]),
    "five axes": np.zeros((2, 2, 2, 2, 2)),
    "sixteen axes": np.zeros((1,) * 16),
    "color image": np.zeros((9, 9, 3)),
    "wide": np.arange(1000.0).reshape(1, -1),
    "tall": np.arange(1000.0).reshape(-1, 1),
    "large": np.arange(300.0 * 300).reshape(300, 300),
    "tensor": tensor(np.arange(4.0)),
    "tensor of nan": tensor(np.full((4, 4), np.nan)),
    "0-d tensor": tensor(np.array(1.0)),
}
KINDS = ("image", "boxes", "table", "density")
EXERCISES = {kind: msgspec.structs.replace(catalogue.load(TOY)["double"], picture=kind) for kind in KINDS}


def failed(got, expected, *args):
    return FailedCall(
        check="test_3",
        function="f",
        args=args,
        kwargs={},
        returned=True,
        got=got,
        solved=True,
        expected=expected,
        density=Density("normal", 0.1),
    )


def show_planes(got, expected, *, color):
    """Draw two answers in half blocks with or without color, or for None only describe them."""
    shown = planes.triple_of(got, expected)
    if shown and color is None:
        assert planes.describe(shown)
    elif shown:
        console = Console(file=io.StringIO(), width=80, color_system="truecolor" if color else None)
        blocks.show_planes(shown, console, 26)
        assert console.file.getvalue()


def comparison_of(expected):
    """What a check compares with; only an array or tensor can be expected by `close`, only indices by `indices`."""
    if isinstance(expected, np.ndarray | Tensor):
        yield compare.close
    if isinstance(expected, np.ndarray) and expected.ndim == 1 and expected.dtype.kind in "iu":
        yield compare.indices


FUNCTIONS = {
    "close and indices": lambda got, expected: [each(got, expected) for each in comparison_of(expected)],
    "same": compare.same,
    "kind_of": lambda got, _: compare.kind_of(got),
    "text_of": lambda got, _: compare.text_of(got).encode(),
    "likeness, loose": lambda got, expected: likeness(got, expected, compare.same),
    "likeness, strict": lambda got, expected: likeness(got, expected, lambda *both: compare.close(*both) is None),
    "cells": lambda got, expected: cells.cells_of(failed(got, expected)),
    "planes": lambda got, expected: show_planes(got, expected, color=None),
}
PARTNERS = ("float16", "indices", "mixed", "None")  # drawing is slow, so each value is drawn beside itself and these


@pytest.mark.parametrize("name", FUNCTIONS)
def test_no_two_values_are_too_odd_to_be_compared(name):
    for got, expected in itertools.product(ODD, ODD):
        try:
            FUNCTIONS[name](ODD[got], ODD[expected])
        except Exception as error:
            raise AssertionError(f"{name}: got {got}, expected {expected}") from error


@pytest.mark.parametrize("odd", ODD)
def test_a_value_is_the_same_as_itself(odd):
    assert compare.same(ODD[odd], ODD[odd])


@pytest.mark.parametrize("odd", ODD)
def test_no_value_is_too_odd_to_be_drawn(odd):
    for partner in (odd, *PARTNERS):
        for got, expected in ((ODD[odd], ODD[partner]), (ODD[partner], ODD[odd])):
            show_planes(got, expected, color=False)
    show_planes(ODD[odd], ODD[odd], color=True)
    show_planes(ODD[odd], ODD["float16"], color=True)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("odd", ODD)
def test_no_value_is_too_odd_for_a_page_or_the_terminal(odd, kind):
    call = failed(ODD[odd], ODD[odd], ODD[odd])
    result = GradingResult(report=a_report(Verdict.WRONG_ANSWER), failed_calls=(call,))
    assert b"</html>" in html.to_html(EXERCISES[kind], result)
    if kind in {"table", "density"}:  # what is left of these is drawn above and below
        pictures.show_picture(EXERCISES[kind], result, Console(file=io.StringIO(), width=80, color_system="truecolor"))


@pytest.mark.parametrize("odd", ODD)
def test_no_boxes_are_too_odd_to_be_drawn(odd):
    for got in (ODD[odd], np.array([0, 3])):
        drawn = figures.draw_failed_call(EXERCISES["boxes"], failed(got, np.array([0, 1]), ODD[odd]))
        assert drawn is None or drawn.alt


def strange(value):
    """Pictures that show nothing but one value, wherever a grader can put an answer."""
    yield Points(points=value, labels=value)
    yield Points(points=CORNERS, labels=value, centers=value, axes=value, near=(value, value))
    yield Points(points=CORNERS, predict=lambda points: value if np.size(value) > 1 else points @ points[:2].T)
    yield Curve(x=value, y=value, names=("x", "y"), area=value)
    yield Curve(x=[0, 1, 2], y=value, names=("x", "y"))
    yield Boxes(boxes=value, group=1, beside=value)
    yield Regions(features=value, corners=value, bins=(2, 2))
    yield Regions(features=np.eye(3)[None], corners=value, bins=(2, 2), samples=2)


def answers_as(shown, right):
    return lambda function, answer: shown if answer == "got" else right


CORNERS = np.array([[0.0, 0], [1, 0], [0, 2]])
EXTREME = ("mixed", "both ends", "both ends, 1-d", "1e100", "subnormal", "equal and large", "int64", "float32")
RIGHT = (  # beside what is strange
    Points(points=CORNERS, labels=[0, 1, 2], centers=CORNERS[:1], predict=lambda points: points[:, 0] > 0),
    Curve(x=[0, 1, 2], y=[0, 1, 1], names=("x", "y"), area=2.5),
    Boxes(boxes=np.arange(12.0).reshape(3, 4), group=2),
    Regions(features=np.eye(3)[None], corners=np.array([[0.0, 0, 2, 2]]), bins=(2, 2), samples=2),
)


def draw(got, expected, picture, *, rendered=False):
    call = msgspec.structs.replace(failed(got, expected), picture=picture, density=None)
    drawn = figures._figure_of(EXERCISES["density"], call)
    assert drawn is None or drawn[1]
    if drawn and rendered:  # which takes longest
        drawn[0].draw_without_rendering()


@pytest.mark.parametrize("odd", ODD)
def test_no_answer_is_too_odd_for_what_a_grader_draws(odd):
    for shown in strange(ODD[odd]):
        right = next(one for one in RIGHT if type(one) is type(shown))
        draw("got", "expected", answers_as(shown, right), rendered=odd in EXTREME)


@pytest.mark.parametrize("odd", ODD)
def test_no_answer_is_too_odd_for_a_feature_map_with_bins(odd):
    draw(ODD[odd], np.ones((1, 1, 2, 2)), lambda function, answer: RIGHT[3])
    draw(np.ones((1, 1, 2, 2)), ODD[odd], lambda function, answer: RIGHT[3])


NUMBERS = (np.array([[0.25, 1e3], [-2.5, 7.0]]), np.array(0.75))
INDICES = (np.array([5, 0, 3]),)
HELPERS = [
    *((helper, expected) for helper in (assert_close, assert_precise) for expected in NUMBERS),
    *((helper, expected) for helper in (assert_indices, assert_index_array) for expected in INDICES),
]


@pytest.mark.parametrize("odd", ODD)
def test_every_helper_calls_an_odd_value_a_mismatch(odd):
    for helper, expected in HELPERS:
        with pytest.raises(Mismatch):
            helper(ODD[odd], expected)
