"""A failed call, pasted into a Python prompt as it is shown, gives the same wrong answer. tests/pasting.py has more."""

from collections import Counter

import numpy as np
import pytest

import pasting
from conftest import HAS_TORCH
from shousi import expressions
from shousi.wire import Built, Opaque, Tensor, layout_of

WIDE = np.arange(48.0).reshape(4, 12)
ARRAYS = {
    "uint8": np.array([[0, 0, 4, 4]], dtype=np.uint8),
    "float32": np.random.default_rng(1).random((3, 4), dtype=np.float32),
    "float16": np.array([0.1, 65504, 6e-8], dtype=np.float16),
    "long floats": np.random.default_rng(2).random((9, 4)),
    "cube": np.arange(24).reshape(2, 3, 4),
    "bools": np.array([True, False]),
    "complex": np.array([1 + 2j, -0.5j], dtype=np.complex64),
    "large integers": np.array([2**64 - 1, 0], dtype=np.uint64),
    "not finite": np.array([np.nan, np.inf, -np.inf, -0.0]),
    "single": np.array(0.1, dtype=np.float32),
    "no rows": np.zeros((0, 4)),
    "no integers": np.zeros(0, dtype=np.int64),
    "nothing": np.zeros(0),
    "Fortran order": np.asfortranarray(WIDE[:, :5]),
    "reversed": WIDE[::-1, :3][:3],
    "strided": WIDE[:, ::3],
    "short and strided": np.arange(12, dtype=np.int16)[::2],
}
VALUES = [
    np.float32(0.1),
    np.uint8(20),
    np.bool_(True),
    np.float64(1e300),
    0.1 + 0.2,
    -0.0,
    float("-inf"),
    10**18,
    True,
    None,
    'it\'s "so"\n',
    (1,),
    [],
    {"a": (1, [2.5]), 3: None},
]


def made(text, **more):
    """Return what a prompt makes of a text."""
    return eval(text, {"np": np, **more})  # our own text


@pytest.mark.parametrize("array", ARRAYS.values(), ids=ARRAYS)
@pytest.mark.parametrize("width", [66, 40])
def test_an_array_is_made_again_with_its_dtype_its_bits_and_its_layout(array, width):
    again = made(expressions.expression_of(array, width))
    assert (again.dtype, again.shape, layout_of(again)) == (array.dtype, array.shape, layout_of(array))
    assert again.tobytes() == array.tobytes()


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_any_other_value_is_made_again_with_its_type(value):
    again = made(expressions.expression_of(value))
    assert (type(again), repr(again)) == (type(value), repr(value))


def test_arrays_within_lists_are_made_again():
    value = [WIDE[:2, :3], (WIDE[0, :2], {"w": [np.float32(2)]})]
    text = expressions.expression_of(value)
    assert repr(made(text)) == repr(value)
    assert max(map(len, text.splitlines())) <= expressions.WIDTH


def test_the_default_dtype_is_not_written():
    assert expressions.expression_of(np.array([[1, 2]])) == "np.array([[1, 2]])"
    assert expressions.expression_of(np.array([1.0, 0.5])) == "np.array([1., 0.5])"
    assert expressions.expression_of(np.zeros((0, 4))) == "np.zeros((0, 4))"
    assert expressions.expression_of(np.array([[0, 4]], dtype=np.uint8)) == "np.array([[0, 4]], dtype=np.uint8)"


def test_a_tensor_is_written_with_its_dtype_and_its_gradient():
    assert expressions.expression_of(Tensor(np.array([1.0, 0.5], dtype=np.float32))) == "torch.tensor([1., 0.5])"
    shown = expressions.expression_of(Tensor(np.array([2.0]), requires_grad=True))
    assert shown == "torch.tensor([2.], dtype=torch.float64, requires_grad=True)"
    assert expressions.expression_of(Tensor(np.zeros((0, 3)))) == "torch.zeros((0, 3), dtype=torch.float64)"
    assert expressions.expression_of(Tensor(np.zeros(0, dtype=int))) == "torch.tensor([], dtype=torch.int64)"


@pytest.mark.skipif(not HAS_TORCH, reason="needs PyTorch")
@pytest.mark.parametrize("array", [array for array in ARRAYS.values() if array.dtype != np.uint64])
def test_a_tensor_is_made_again(array):
    import torch

    again = made(expressions.expression_of(Tensor(np.ascontiguousarray(array))), torch=torch)
    assert again.dtype == torch.from_numpy(array.copy()).dtype
    assert again.numpy().tobytes() == array.tobytes()


@pytest.mark.parametrize(
    "value",
    [
        np.zeros((300, 4)),
        Tensor(np.zeros((300, 4))),
        [[0.5] * 41],
        list(range(41)),
        [np.zeros(40)] * 39,
        "x" * 300,
        Opaque("generator"),
        {"a": np.zeros(41)},
    ],
    ids=str,
)
def test_what_is_too_large_to_show_is_no_python(value):
    assert not expressions.is_whole(value)
    with pytest.raises(SyntaxError):
        made(expressions.expression_of(value))


def test_a_call_is_laid_out_within_the_width_and_read_as_one():
    arguments = [("boxes", ARRAYS["long floats"]), ("", 0.5), ("scores", ARRAYS["float32"])]
    text = expressions.call_code("f", arguments[1:] + arguments[:1])
    assert max(map(len, text.splitlines())) <= expressions.WIDTH
    args, kwargs = made(text, f=lambda *args, **kwargs: (args, kwargs))
    assert args == (0.5,)
    assert np.array_equal(kwargs["boxes"], ARRAYS["long floats"])


def test_what_an_object_is_built_from_is_among_its_parts():
    value = [Built("model", ((1, "w"),)), {"a": 2.5}]
    assert [part for part in expressions.parts_of(value) if not isinstance(part, list | tuple | dict)] == [
        value[0], 1, "w", 2.5,
    ]  # fmt: skip


# These change their arguments in place: what is shown is the argument afterwards, which no return value repeats.
EXERCISES = {
    exercise.task: exercise
    for exercise in pasting.exercises()
    if not exercise.variant and exercise.name not in ("adamw", "sgd", "clip_grad")
}


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_the_failed_calls_of_wrong_samples_go_wrong_again_when_pasted(started, exercise):
    every, counts = pasting.wrong_sources(exercise), Counter()
    for source in every[-2:]:  # mistakes, which are quicker than some of the rejected samples
        problems, more = pasting.paste_all(started, exercise, source)
        assert not problems, "\n".join(problems)
        counts += more
    assert counts


def test_an_argument_is_not_named_where_its_name_gives_another_answer(grade):
    calls = [failure["call"] for failure in grade("def double(y=0, x=None):\n    return 3 * y\n").failures]
    assert calls[0] == "double(np.array([1., -2., 4.]))"


def test_an_answer_that_hangs_on_earlier_calls_is_told_as_such(grade):
    remembers = "first = []\ndef double(x):\n    first.append(2 * x)\n    return first[0]\n"
    calls = [failure["call"] for failure in grade(remembers, "--no-speed").failures if failure["call"]]
    assert calls
    assert all(call.endswith("# alone, this call gives another answer") for call in calls)


def test_a_call_that_is_too_large_to_show_names_the_way_to_make_it_again(grade, toy):
    grader = toy / "graders" / "double" / "test_double.py"
    text = grader.read_text(encoding="utf-8")
    grader.write_text(text.replace("np.array([1.0, -2.0, 4.0])", "np.arange(50.0)"), encoding="utf-8")
    call = grade("def double(x):\n    return 3 * x\n", "--no-speed").failures[0]["call"]
    assert call.splitlines() == [
        "double(x=<float64 of shape (50,): 0., 1., 2., 3., …>)",
        "# too large to show: --save-call writes it, --debug repeats it",
    ]


def test_a_seeded_call_is_shown_with_its_seeds(grade, toy):
    grader = toy / "graders" / "double" / "test_double.py"
    text = grader.read_text(encoding="utf-8")
    grader.write_text(
        text.replace("double(np.array([1.0, -2.0, 4.0]))", "double.seeded(7)(np.ones(1))"), encoding="utf-8"
    )
    call = grade("def double(x):\n    return 3 * x\n", "--no-speed").failures[0]["call"]
    assert call == "np.random.seed(7)\ndouble(x=np.array([1.]))"


def test_what_stands_for_a_large_array_fits_on_one_line():
    array = np.arange(52.0).reshape(13, 4) + 326.45
    assert expressions.expression_of(array) == "<float64 of shape (13, 4): 326.45, 327.45, 328.45, 329.45, …>"
    call = expressions.call_code("iou", [("boxes2", array)])
    assert call == "iou(boxes2=<float64 of shape (13, 4): 326.45, 327.45, 328.45, …>)"
    assert expressions.expression_of(array, 10) == "<float64 of shape (13, 4)>"
