"""The checks of `multilabel`: the standard ones of each function, and what is special about it."""

import numpy as np

from shousi.compare import as_array
from shousi.grading import (
    Fast,
    assert_close,
    assert_index_array,
    assert_inputs_unchanged,
    assert_precise,
    comparison,
    level,
    standard,
)

# The worked example of the statement, of the stub and of the picture: two images, four labels.
LOGITS = np.array([[2.0, 0.5, -1.0, 0.5], [-2.0, -1.5, -3.0, -0.5]])
ON = np.array([[True, True, False, True], [False, False, False, False]])
POWERS = np.exp(LOGITS)  # logits this small need no shift
NOTHING = np.zeros((0, 3))
WITH_NAN = [np.where(np.arange(8).reshape(2, 4) == place, np.nan, LOGITS) for place in (0, 7)]
BAD = [*WITH_NAN, LOGITS[0], LOGITS[None], np.zeros((2, 2, 2))]
SHAPES = [(1, 1), (1, 6), (6, 1), (3, 3), (8, 5), (4, 12), (12, 30)]

# Probabilities are at most 1, and a right formula may round near 1 whatever its result: (1 + tanh(x / 2)) / 2 and
# 1 - sigmoid(-x) err by 1e-16, exp(x - log sum exp) by 1e-13 at logits of 1,000. Where nine digits are asked for, that
# is the bound; elsewhere float32 arithmetic passes, which errs by 1e-7.
ATOL, PRECISE = 1e-5, 1e-15

# Each limit lies between the slowest vectorized way and the fastest Python loop.
LIMIT = 8  # a logarithm or a mask for every number costs 2 to 4 times the solution; loops 14 (labels), 18, 30 and more
LIMIT_OF_ARGMAX = 4  # a full sort costs 3.3 times; row.argmax() in a loop 5.3 times, np.argmax(row) 21
LIMIT_OF_TOPK = 5  # ranks from all C x C comparisons cost 4 times; sorted() for each row 10 times, np.argsort(row) 11


@comparison
def assert_probabilities(got, expected):
    """Check that probabilities are these."""
    assert_close(got, expected, atol=ATOL)


@comparison
def assert_precise_probabilities(got, expected):
    """Check that probabilities are these to nine digits, in float64."""
    assert_precise(got, expected, atol=PRECISE)


@comparison
def assert_labels(got, expected):
    """Check that class labels are these, whatever holds them."""
    assert_close(got, np.asarray(expected, dtype=np.int64), rtol=0, atol=0)


@comparison
def assert_topk(got, expected, logits=LOGITS):
    """Check that indices are these, or others of equal logits: which of them comes first is a matter of the bonus."""
    found = as_array(got)
    if found is not None and found.dtype.kind in "iu" and found.shape == np.shape(expected):
        inside = found.size == 0 or (found.min() >= 0 and found.max() < logits.shape[1])
        if inside and all(len(set(row)) == len(row) for row in found.tolist()):
            here, there = (np.take_along_axis(logits, np.asarray(one, np.int64), 1) for one in (found, expected))
            if np.array_equal(here, there):
                return
    assert_labels(got, expected)


def draw_any(rng):
    """Return logits of one to three axes."""
    shape = [(5,), (3, 4), (4, 4), (2, 3, 4)][rng.integers(4)]
    return (rng.normal(0, 4, shape),)


def draw_with_axis(rng):
    """Return logits of one to three axes, mostly with one of them."""
    (logits,) = draw_any(rng)
    return (logits,) if rng.random() < 0.2 else (logits, int(rng.integers(-logits.ndim, logits.ndim)))


def draw(rng):
    """Return a table of logits without ties."""
    return (rng.normal(0, 3, SHAPES[rng.integers(len(SHAPES))]),)


def draw_with_threshold(rng):
    """Return logits and a threshold, or one for each label.

    That a random sigmoid lies within 1e-15 of a threshold happens once in 10**12 runs; within 1e-7, where float32 may
    decide otherwise, once in 10**4 of the few who compute so.
    """
    (logits,) = draw(rng)
    one = rng.random() < 0.4
    return logits, float(rng.uniform(0.1, 0.9)) if one else rng.uniform(0.1, 0.9, logits.shape[1])


def draw_with_k(rng):
    """Return logits and a k from 1 to beyond the number of classes."""
    (logits,) = draw(rng)
    return logits, int(rng.integers(1, logits.shape[1] + 3))


def fast(limit, *more):
    """Return a limit for rows of 10 logits."""
    what = "20,000 rows of 10 classes"

    def rows(rng, count):
        return rng.uniform(-8, 8, (count, 10)), *(make(rng) for make in more)

    return Fast(limit, what, rows, (5_000, 10_000, 20_000), "rows")


THRESHOLDS = [
    -0.1,
    1.1,
    np.inf,
    -np.inf,
    np.nan,
    *(np.full(n, 0.5) for n in [3, 5, 2, (4, 1), 1, (1, 4), (2, 1), (2, 4)]),
]
THRESHOLDS += [np.where(np.arange(4) == place, bad, 0.5) for bad in (-0.1, 1.1, np.nan) for place in (0, 2, 3)]
EMPTY_AXES = [((0,), -1), ((3, 0), 1), ((0, 3), 0), ((0, 0), 1)]

globals().update(
    standard(
        "softmax",
        example=({"logits": LOGITS, "axis": 1}, POWERS / POWERS.sum(axis=1, keepdims=True)),
        draw=draw_with_axis,
        basic="probabilities",
        edge="probabilities",
        compare=assert_probabilities,
        refuses={
            "logits": WITH_NAN,
            ("axis", "logits"): [{"logits": np.zeros(shape), "axis": axis} for shape, axis in EMPTY_AXES],
        },
        speed=fast(LIMIT),
    )
    | standard(
        "sigmoid",
        example=({"logits": LOGITS}, 1 / (1 + 1 / POWERS)),
        draw=draw_any,
        basic="probabilities",
        edge="probabilities",
        compare=assert_probabilities,
        refuses={"logits": WITH_NAN},
        speed=fast(LIMIT),
    )
    | standard(
        "predict_multiclass",
        example=({"logits": LOGITS}, np.array([0, 3])),
        draw=draw,
        basic="decisions",
        edge="decisions",
        compare=assert_labels,
        refuses={"logits": BAD},
        speed=fast(LIMIT_OF_ARGMAX),
    )
    | standard(
        "predict_multilabel",
        example=({"logits": LOGITS, "threshold": 0.5}, ON),
        draw=draw_with_threshold,
        basic="decisions",
        edge="decisions",
        refuses={"logits": BAD, "threshold": THRESHOLDS},
        # That any of 200,000 sigmoids lies within 1e-15 of the threshold happens once in 10**10 draws.
        speed=fast(LIMIT, lambda rng: float(rng.uniform(0.2, 0.8))),
    )
    | standard(
        "predict_topk",
        example=({"logits": LOGITS, "k": 1}, np.array([[0], [3]])),  # k = 2 has a tie
        draw=draw_with_k,
        basic="decisions",
        edge="decisions",
        compare=assert_labels,
        refuses={"logits": BAD, "k": [0, -1, -3]},
        speed=fast(LIMIT_OF_TOPK, lambda rng: 5),
    )
)


@level("probabilities")
def test_probabilities_of_no_rows(softmax, sigmoid):
    """No rows give no probabilities, in the shape of the logits.

    Catches: softmax-refuses-no-rows.
    """
    assert_probabilities(softmax(NOTHING), NOTHING)
    assert_probabilities(sigmoid(NOTHING), NOTHING)


@level("probabilities")
def test_softmax_keeps_rows_far_apart_from_each_other(softmax):
    """softmax: rows around +1000 and around -1000 in one batch; a logit of -inf gets the probability 0.

    Catches: no-max-shift, shift-by-the-maximum-of-all.
    """
    row = np.array([2.0, 0.5, -1.0, 0.5])
    powers = np.exp(row) / np.exp(row).sum()
    logits = np.stack([row + 1000, row - 1000, row, [1000, -1000, 0, -1000]])
    assert_probabilities(softmax(logits), np.stack([powers, powers, powers, [1.0, 0, 0, 0]]))
    logits = np.array([[-np.inf, 0.0, np.log(3)], [5.0, -np.inf, -np.inf]])
    assert_probabilities(softmax(logits), np.array([[0.0, 0.25, 0.75], [1.0, 0.0, 0.0]]))


@level("probabilities")
def test_sigmoid_far_from_zero(sigmoid):
    """sigmoid: logits of +800, -800 and -inf give 1, 0 and 0.

    Catches: exp-over-one-plus-exp.
    """
    logits = np.array([[800.0, -800, 0], [-np.inf, 30, -30]])
    assert_probabilities(sigmoid(logits), np.array([[1.0, 0, 0.5], [0, 1, 0]]))


@level("probabilities")
def test_probabilities_of_a_second_call(softmax, sigmoid, solution):
    """A second call, alike in shape and sum, gets its own probabilities.

    Catches: remembers_probabilities.py.
    """
    for logits in (LOGITS, LOGITS[::-1].copy(), LOGITS[:, ::-1].copy()):
        assert_probabilities(softmax(logits), solution.softmax(logits))
        assert_probabilities(sigmoid(logits), solution.sigmoid(logits))


@level("decisions")
def test_decisions_on_no_rows(predict_multiclass, predict_multilabel, predict_topk):
    """No rows give no decisions: shapes (0,), (0, C) and (0, k).

    Catches: topk-gives-nothing-for-no-rows.
    """
    assert_labels(predict_multiclass(NOTHING), np.zeros(0))
    assert_close(predict_multilabel(NOTHING), np.zeros((0, 3), dtype=bool))
    assert_labels(predict_topk(NOTHING, 2), np.zeros((0, 2)))


@level("decisions")
def test_multilabel_turns_on_a_label_at_its_threshold(predict_multilabel):
    """predict_multilabel: on where sigmoid and threshold are equal; 0.5 by default; 0 turns all labels on, 1 none.

    Catches: off-at-the-threshold, excludes-the-ends-of-the-range.
    """
    logits = np.array([[0.0, 3, -3], [0, -np.inf, 0]])
    assert_close(predict_multilabel(logits), np.array([[True, True, False], [True, False, True]]))
    assert_close(predict_multilabel(logits, 0.0), np.ones((2, 3), dtype=bool))  # the sigmoid of -inf is exactly 0
    for logits in (LOGITS, 5 * LOGITS):  # up to 10: in float32 the sigmoid of 17 rounds to 1
        assert_close(predict_multilabel(logits, 1), np.zeros((2, 4), dtype=bool))
        assert_close(predict_multilabel(logits, np.array([0, 0, 0, 0])), np.ones((2, 4), dtype=bool))
    assert_close(assert_inputs_unchanged(predict_multilabel, LOGITS, np.full(4, 0.55)), ON)


@level("decisions")
def test_topk_names_each_class_once(predict_topk):
    """predict_topk: the worked example; logits of -inf come last, each class once.

    Catches: strikes-out-with-minus-infinity.
    """
    assert_topk(predict_topk(logits=LOGITS, k=2), [[0, 1], [3, 1]])
    assert_topk(predict_topk(LOGITS, 100), [[0, 1, 3, 2], [3, 1, 0, 2]])
    logits = np.array([[1.0, 3.0, -np.inf, 2.0], [2.0, -np.inf, 0.0, 1.0]])
    assert_labels(predict_topk(logits, 4), [[1, 3, 0, 2], [0, 3, 2, 1]])


@level("decisions")
def test_decisions_of_a_second_call(predict_multiclass, predict_multilabel, predict_topk):
    """A second call, alike in shape and sum, gets its own decisions.

    Catches: remembers_decisions.py.
    """
    for order in (slice(None), slice(None, None, -1)):
        logits = LOGITS[order].copy()
        assert_labels(predict_multiclass(logits), np.array([0, 3])[order])
        assert_close(predict_multilabel(logits, 0.5), ON[order])
        assert_topk(predict_topk(logits, 2), np.array([[0, 1], [3, 1]])[order], logits)


@level("ties")
def test_takes_the_first_of_equal_logits(predict_multiclass, predict_topk, solution, rng):
    """Of equal logits the lower index wins, and comes first.

    Catches: multiclass-takes-the-last-of-equals, topk-turns-ties-round.
    """
    assert_labels(predict_multiclass(np.array([[2.0, 2, 1], [0, 3, 3], [5, 5, 5], [4, 1, 4]])), [0, 1, 0, 0])
    # Sorting routines often happen to be stable on a few elements and are not on a hundred.
    for classes in (2, 3, 4, 6, 12, 40, 100):
        logits = rng.integers(0, 3, (4, classes)) / 2
        logits[0] = 1
        k = int(rng.integers(2, classes + 1))
        assert_labels(predict_topk(logits, k), solution.predict_topk(logits, k))


@level("types")
def test_decisions_are_arrays_of_integers_and_truth_values(predict_multiclass, predict_multilabel, predict_topk):
    """Classes are NumPy arrays of integers, labels of bools, also without rows.

    Catches: gives-lists-and-numbers.
    """
    assert_index_array(predict_multiclass(LOGITS), [0, 3])
    assert_index_array(predict_multiclass(NOTHING), [])
    assert_precise(predict_multilabel(LOGITS), ON)
    got = predict_topk(LOGITS, 2)
    if not isinstance(got, np.ndarray) or got.dtype.kind not in "iu":
        assert_precise(got, np.array([[0, 1], [3, 1]]))


@level("precision")
def test_probabilities_of_any_real_dtype(softmax, sigmoid, solution, rng):
    """Logits of integers and of short floats give float64 probabilities, right to nine digits.

    Catches: softmax-in-float32, sigmoid-keeps-the-dtype.
    """
    for logits in (LOGITS, 10 * LOGITS, *of_every_dtype(rng)):
        assert_precise_probabilities(softmax(logits), solution.softmax(logits))
        assert_precise_probabilities(sigmoid(logits), solution.sigmoid(logits))


@level("precision")
def test_decisions_rank_the_logits_themselves(predict_multiclass, predict_multilabel, predict_topk, solution, rng):
    """Decisions on any dtype, and on logits whose probabilities round to a tie.

    Catches: multiclass-ranks-probabilities, topk-negates-in-the-dtype.
    """
    logits = np.array([[0.0, 1e-17, -np.inf], [40.0, 41, 50], [-800.0, -900, -750], [3.0, 3 + 1e-12, -3]])
    assert_labels(predict_multiclass(logits), [1, 2, 2, 1])
    logits = np.array([[0.0, -900, -800], [40.0, 41, 50], [3.0, 3 + 1e-12, -3]])
    assert_labels(predict_topk(logits, 3), [[0, 2, 1], [2, 1, 0], [1, 0, 2]])
    for logits in of_every_dtype(rng):
        assert_labels(predict_multiclass(logits), solution.predict_multiclass(logits))
        assert_close(predict_multilabel(logits, 0.4), solution.predict_multilabel(logits, 0.4))
        assert_labels(predict_topk(logits, 3), solution.predict_topk(logits, 3))


@level("precision")
def test_multilabel_decides_in_float64(predict_multilabel):
    """predict_multilabel: sigmoids 1e-9 over and under the threshold.

    Catches: multilabel-in-float32.
    """
    log_odds = np.log(0.7 / 0.3)  # where the sigmoid is 0.7; its slope there is 0.21
    logits = log_odds + np.array([[5e-9, -5e-9], [-5e-9, 5e-9]])  # right formulas err by 1e-16
    assert_close(predict_multilabel(logits, 0.7), np.array([[True, False], [False, True]]))
    short = np.array([[30, 18], [18, 30]], dtype=np.float32)  # sigmoids 1 - 1e-13 and 1 - 1.5e-8, in float32 both 1
    assert_close(predict_multilabel(short, 1 - 1e-8), np.array([[True, False], [False, True]]))


def of_every_dtype(rng):
    """Yield 3 rows of 5 logits in each dtype, so that differences and signs do not fit into the short ones."""
    ends = {np.uint8: (0, 255), np.int8: (-128, 127), np.uint16: (0, 700), np.int32: (-700, 700)}
    for dtype, (low, high) in (ends | {np.float16: (-500, 500), np.float32: (-500, 500)}).items():
        logits = rng.choice(np.arange(low + 1, high), (3, 5), replace=False)  # no ties at the top
        logits[0, :2] = low, high
        short = logits.astype(dtype)
        yield short / dtype(64) if short.dtype.kind == "f" else short  # exact in float16, and no longer whole
