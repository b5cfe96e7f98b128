"""The checks of `multilabel`. Each is a promise that the statement makes; its first line is what the learner reads."""

import numpy as np

from shousi.compare import as_array
from shousi.grading import (
    assert_close,
    assert_index_array,
    assert_inputs_unchanged,
    assert_precise,
    assert_refuses,
    comparison,
    level,
)

# The worked example of the statement, of the stub and of the picture: two images, four labels.
LOGITS = np.array([[2.0, 0.5, -1.0, 0.5], [-2.0, -1.5, -3.0, -0.5]])
ON = np.array([[True, True, False, True], [False, False, False, False]])

# Probabilities are at most 1, and a right formula may round near 1 whatever its result: (1 + tanh(x / 2)) / 2 and
# 1 - sigmoid(-x) err by 1e-16, exp(x - log sum exp) by 1e-13 at logits of 1,000. Where nine digits are asked for, that
# is the bound; elsewhere float32 arithmetic passes, which errs by 1e-7.
ATOL, PRECISE = 1e-5, 1e-15

SIZES = (5_000, 10_000, 20_000)  # rows; the race is run at the last

# Each limit lies between the slowest vectorised way and the fastest Python loop.
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
def assert_topk(got, expected, logits):
    """Check that indices are these, or others of equal logits: which of them comes first is a matter of the bonus."""
    found = as_array(got)
    if found is not None and found.dtype.kind in "iu" and found.shape == np.shape(expected):
        inside = found.size == 0 or (found.min() >= 0 and found.max() < logits.shape[1])
        distinct = all(len(set(row)) == len(row) for row in found.tolist())
        if inside and distinct:
            here, there = (np.take_along_axis(logits, np.asarray(one, np.int64), 1) for one in (found, expected))
            if np.array_equal(here, there):
                return
    assert_labels(got, expected)


# Probabilities.


@level("probabilities")
def test_softmax_gives_the_worked_example(softmax):
    """softmax: the worked example, its arguments passed by name.

    Catches: renamed-arguments-of-softmax.
    """
    powers = np.exp(LOGITS)  # logits this small need no shift
    assert_probabilities(softmax(logits=LOGITS, axis=1), powers / powers.sum(axis=1, keepdims=True))


@level("probabilities")
def test_sigmoid_gives_the_worked_example(sigmoid):
    """sigmoid: the worked example, its argument passed by name.

    Catches: renamed-argument-of-sigmoid.
    """
    assert_probabilities(sigmoid(logits=LOGITS), 1 / (1 + np.exp(-LOGITS)))


@level("precision")
def test_probabilities_of_any_real_dtype(softmax, sigmoid, solution, rng):
    """Logits of integers and of short floats give float64 probabilities.

    Catches: softmax-keeps-the-dtype, sigmoid-keeps-the-dtype, sigmoid-computes-in-the-dtype.
    """
    for logits in (LOGITS, *_of_every_dtype(rng)):
        assert_precise_probabilities(softmax(logits), solution.softmax(logits))
        assert_precise_probabilities(sigmoid(logits), solution.sigmoid(logits))


@level("probabilities")
def test_probabilities_of_any_memory_layout(softmax, sigmoid, solution):
    """softmax and sigmoid read transposed, sliced and reversed arrays.

    Catches: softmax-reads-raw-memory, sigmoid-reads-raw-memory.
    """
    for logits in _laid_out():
        assert_probabilities(softmax(logits), solution.softmax(LOGITS))
        assert_probabilities(sigmoid(logits), solution.sigmoid(LOGITS))


@level("probabilities")
def test_probabilities_of_no_rows(softmax, sigmoid):
    """No rows give no probabilities, in the shape of the logits.

    Catches: softmax-refuses-no-rows, sigmoid-loses-the-shape-of-no-rows.
    """
    assert_probabilities(softmax(np.zeros((0, 3))), np.zeros((0, 3)))
    assert_probabilities(sigmoid(np.zeros((0, 3))), np.zeros((0, 3)))


@level("probabilities")
def test_softmax_keeps_rows_far_apart_from_each_other(softmax):
    """softmax: rows around +1000 and around -1000 in one batch.

    Catches: no-max-shift, shift-by-the-maximum-of-all, shift-by-the-mean, shift-by-the-largest-magnitude.
    """
    row = np.array([2.0, 0.5, -1.0, 0.5])
    powers = np.exp(row) / np.exp(row).sum()
    logits = np.stack([row + 1000, row - 1000, row, [1000, -1000, 0, -1000]])
    assert_probabilities(softmax(logits), np.stack([powers, powers, powers, [1.0, 0, 0, 0]]))


@level("probabilities")
def test_softmax_of_minus_infinity(softmax):
    """softmax: a logit of -inf gets the probability 0.

    Catches: softmax-refuses-minus-infinity.
    """
    logits = np.array([[-np.inf, 0.0, np.log(3)], [5.0, -np.inf, -np.inf]])
    assert_probabilities(softmax(logits), np.array([[0.0, 0.25, 0.75], [1.0, 0.0, 0.0]]))


@level("probabilities")
def test_sigmoid_far_from_zero(sigmoid):
    """sigmoid: logits of +800, -800 and -inf give 1, 0 and 0.

    Catches: exp-over-one-plus-exp, sigmoid-clips-its-logits, sigmoid-refuses-minus-infinity.
    """
    logits = np.array([[800.0, -800, 0], [-np.inf, 30, -30]])
    expected = np.array([[1.0, 0, 0.5], [0, 1 / (1 + np.exp(-30.0)), 1 / (1 + np.exp(30.0))]])
    assert_probabilities(sigmoid(logits), expected)


@level("probabilities")
def test_softmax_along_any_axis(softmax, solution, rng):
    """softmax: random logits of one, two and three axes, along each axis.

    Catches: axis-is-ignored.
    """
    for shape in [(5,), (3, 4), (4, 4), (2, 3, 4)]:
        logits = rng.normal(0, 4, shape)
        assert_probabilities(softmax(logits), solution.softmax(logits))
        for axis in range(-len(shape), len(shape)):
            assert_probabilities(softmax(logits, axis), solution.softmax(logits, axis))


@level("probabilities")
def test_sigmoid_of_any_shape(sigmoid, solution, rng):
    """sigmoid: random logits of one, two and three axes.

    Catches: sigmoid-of-tables-only.
    """
    for shape in [(7,), (1,), (5, 4), (2, 3, 4), (20, 20)]:
        logits = rng.normal(0, 6, shape)
        assert_probabilities(sigmoid(logits), solution.sigmoid(logits))


@level("probabilities")
def test_probabilities_leave_the_logits_as_they_were(softmax, sigmoid, solution):
    """The logits are the same after softmax and sigmoid as before.

    Catches: softmax-shifts-in-place, sigmoid-negates-in-place.
    """
    assert_probabilities(assert_inputs_unchanged(softmax, LOGITS.copy()), solution.softmax(LOGITS))
    assert_probabilities(assert_inputs_unchanged(sigmoid, LOGITS.copy()), solution.sigmoid(LOGITS))


@level("probabilities")
def test_probabilities_of_a_second_call(softmax, sigmoid, solution):
    """A second call, alike in shape and sum, gets its own probabilities.

    Catches: remembers_probabilities.py.
    """
    for logits in (LOGITS, LOGITS[::-1].copy(), LOGITS[:, ::-1].copy()):
        assert_probabilities(softmax(logits), solution.softmax(logits))
        assert_probabilities(sigmoid(logits), solution.sigmoid(logits))


# Decisions.


@level("decisions")
def test_multiclass_gives_the_worked_example(predict_multiclass):
    """predict_multiclass: the worked example, its argument passed by name.

    Catches: renamed-argument-of-multiclass.
    """
    assert_labels(predict_multiclass(logits=LOGITS), [0, 3])


@level("decisions")
def test_multilabel_gives_the_worked_example(predict_multilabel):
    """predict_multilabel: the worked example, passed by name. A row may be empty.

    Catches: renamed-arguments-of-multilabel.
    """
    assert_close(predict_multilabel(logits=LOGITS), ON)
    assert_close(predict_multilabel(logits=LOGITS, threshold=0.5), ON)


@level("decisions")
def test_topk_gives_the_worked_example(predict_topk):
    """predict_topk: the worked example, its arguments passed by name.

    Catches: renamed-arguments-of-topk.
    """
    assert_topk(predict_topk(logits=LOGITS, k=2), [[0, 1], [3, 1]], LOGITS)


@level("precision")
def test_decisions_on_any_real_dtype(predict_multiclass, predict_multilabel, predict_topk, solution, rng):
    """Decisions on integers, unsigned ones too, and on short floats.

    Catches: topk-negates-in-the-dtype.
    """
    for logits in _of_every_dtype(rng):
        assert_labels(predict_multiclass(logits), solution.predict_multiclass(logits))
        assert_close(predict_multilabel(logits, 0.4), solution.predict_multilabel(logits, 0.4))
        assert_labels(predict_topk(logits, 3), solution.predict_topk(logits, 3))


@level("decisions")
def test_decisions_on_any_memory_layout(predict_multiclass, predict_multilabel, predict_topk):
    """Decisions on transposed, sliced and reversed arrays.

    Catches: decisions-read-raw-memory.
    """
    for logits in _laid_out():
        assert_labels(predict_multiclass(logits), [0, 3])
        assert_close(predict_multilabel(logits), ON)
        assert_topk(predict_topk(logits, 2), [[0, 1], [3, 1]], LOGITS)


@level("decisions")
def test_decisions_on_no_rows(predict_multiclass, predict_multilabel, predict_topk):
    """No rows give no decisions: shapes (0,), (0, C) and (0, k).

    Catches: multiclass-gives-floats-for-no-rows, multilabel-gives-nothing-for-no-rows, topk-gives-nothing-for-no-rows.
    """
    nothing = np.zeros((0, 3))
    assert_labels(predict_multiclass(nothing), np.zeros(0))
    assert_close(predict_multilabel(nothing), np.zeros((0, 3), dtype=bool))
    assert_labels(predict_topk(nothing, 2), np.zeros((0, 2)))


@level("precision")
def test_multiclass_ranks_the_logits_themselves(predict_multiclass):
    """predict_multiclass: logits whose probabilities round to a tie.

    Catches: multiclass-ranks-probabilities, multiclass-ranks-sigmoids, multiclass-ranks-in-float32.
    """
    logits = np.array([[0.0, 1e-17, -np.inf], [40.0, 41, 50], [-800.0, -900, -750], [3.0, 3 + 1e-12, -3]])
    assert_labels(predict_multiclass(logits), [1, 2, 2, 1])


@level("ties")
def test_multiclass_takes_the_first_of_equal_logits(predict_multiclass):
    """predict_multiclass: of equal logits the lower index wins.

    Catches: multiclass-takes-the-last-of-equals.
    """
    assert_labels(predict_multiclass(np.array([[2.0, 2, 1], [0, 3, 3], [5, 5, 5], [4, 1, 4]])), [0, 1, 0, 0])


@level("decisions")
def test_multilabel_turns_on_a_label_at_its_threshold(predict_multilabel):
    """predict_multilabel: a sigmoid that equals the threshold is on.

    Catches: off-at-the-threshold.
    """
    logits = np.array([[0.0, 3, -3], [0, -np.inf, 0]])
    assert_close(predict_multilabel(logits, 0.5), np.array([[True, True, False], [True, False, True]]))
    assert_close(predict_multilabel(logits, 0.0), np.ones((2, 3), dtype=bool))  # the sigmoid of -inf is exactly 0


@level("decisions")
def test_multilabel_reads_one_threshold_for_each_label(predict_multilabel, solution, rng):
    """predict_multilabel: a threshold for each label, also when N = C.

    Catches: thresholds-along-the-rows, first-threshold-for-all, thresholds-as-numbers-only.
    """
    thresholds = np.array([0.9, 0.6, 0.2, 0.5])  # the sigmoids of the first row are 0.88, 0.62, 0.27 and 0.62
    first = [False, True, True, True]
    none = [False, False, False, False]
    assert_close(predict_multilabel(np.repeat(LOGITS, 2, axis=0), thresholds), np.array([first, first, none, none]))
    assert_close(predict_multilabel(LOGITS, thresholds), np.array([first, none]))
    for dtype in (np.float64, np.float32):
        logits = rng.normal(0, 3, (8, 5))
        thresholds = rng.uniform(0.1, 0.9, 5).astype(dtype)
        assert_close(predict_multilabel(logits, thresholds), solution.predict_multilabel(logits, thresholds))


@level("decisions")
def test_multilabel_takes_thresholds_of_zero_and_one(predict_multilabel):
    """predict_multilabel: a threshold of 0 turns all labels on, 1 none.

    Catches: excludes-a-threshold-of-one.
    """
    for logits in (LOGITS, 5 * LOGITS):  # up to 10: in float32 the sigmoid of 17 rounds to 1
        assert_close(predict_multilabel(logits, 0), np.ones((2, 4), dtype=bool))
        assert_close(predict_multilabel(logits, 1), np.zeros((2, 4), dtype=bool))
        assert_close(predict_multilabel(logits, np.array([0, 0, 0, 0])), np.ones((2, 4), dtype=bool))


@level("precision")
def test_multilabel_decides_in_float64(predict_multilabel):
    """predict_multilabel: sigmoids 1e-9 over and under the threshold.

    Catches: multilabel-in-float32, multilabel-keeps-the-dtype, on-when-close-to-the-threshold.
    """
    log_odds = np.log(0.7 / 0.3)  # where the sigmoid is 0.7; its slope there is 0.21
    logits = log_odds + np.array([[5e-9, -5e-9], [-5e-9, 5e-9]])  # right formulas err by 1e-16
    assert_close(predict_multilabel(logits, 0.7), np.array([[True, False], [False, True]]))
    short = np.array([[30, 18], [18, 30]], dtype=np.float32)  # sigmoids 1 - 1e-13 and 1 - 1.5e-8, in float32 both 1
    assert_close(predict_multilabel(short, 1 - 1e-8), np.array([[True, False], [False, True]]))


@level("precision")
def test_topk_ranks_the_logits_themselves(predict_topk):
    """predict_topk: logits whose probabilities round to a tie.

    Catches: topk-ranks-probabilities, topk-ranks-sigmoids, topk-ranks-in-float32.
    """
    logits = np.array([[0.0, -900, -800], [40.0, 41, 50], [3.0, 3 + 1e-12, -3]])
    assert_labels(predict_topk(logits, 3), [[0, 2, 1], [2, 1, 0], [1, 0, 2]])


@level("ties")
def test_topk_puts_the_lower_index_first_among_equals(predict_topk, solution, rng):
    """predict_topk: of equal logits the lower index comes first.

    Catches: selects-by-swapping, topk-turns-ties-round.
    """
    # Sorting routines often happen to be stable on a few elements and are not on a hundred.
    for classes in (2, 3, 4, 6, 12, 40, 100):
        logits = rng.integers(0, 3, (4, classes)) / 2
        logits[0] = 1
        k = int(rng.integers(2, classes + 1))
        assert_labels(predict_topk(logits, k), solution.predict_topk(logits, k))


@level("decisions")
def test_topk_stops_at_the_number_of_classes(predict_topk):
    """predict_topk: a k above C gives C columns.

    Catches: refuses-a-k-above-the-classes, fills-up-to-k.
    """
    for k in (4, 5, 100):
        assert_topk(predict_topk(LOGITS, k), [[0, 1, 3, 2], [3, 1, 0, 2]], LOGITS)


@level("decisions")
def test_topk_of_one_keeps_its_column(predict_topk):
    """predict_topk: a k of 1 gives the shape (N, 1).

    Catches: topk-squeezes-a-k-of-one.
    """
    assert_labels(predict_topk(LOGITS, 1), [[0], [3]])


@level("decisions")
def test_topk_names_each_class_once(predict_topk):
    """predict_topk: logits of -inf come last, each class once.

    Catches: strikes-out-with-minus-infinity.
    """
    logits = np.array([[1.0, 3.0, -np.inf, 2.0], [2.0, -np.inf, 0.0, 1.0]])
    assert_labels(predict_topk(logits, 4), [[1, 3, 0, 2], [0, 3, 2, 1]])


@level("decisions")
def test_decisions_agree_on_random_logits(predict_multiclass, predict_multilabel, predict_topk, solution, rng):
    """Random tables of logits, of one row and one class up.

    Catches: squeezes-a-single-row.
    """
    # That a random sigmoid lies within 1e-15 of a random threshold happens once in 10**12 runs; within 1e-7, where
    # float32 may decide otherwise, once in 10**4 of the few who compute so.
    for shape in [(1, 1), (1, 6), (6, 1), (3, 3), (8, 5), (4, 12), (12, 30)]:
        logits, threshold = rng.normal(0, 3, shape), float(rng.uniform(0.1, 0.9))
        assert_labels(predict_multiclass(logits), solution.predict_multiclass(logits))
        assert_close(predict_multilabel(logits), solution.predict_multilabel(logits))
        assert_close(predict_multilabel(logits, threshold), solution.predict_multilabel(logits, threshold))
        for k in {min(2, shape[1]), shape[1]} - {1}:
            assert_labels(predict_topk(logits, k), solution.predict_topk(logits, k))


@level("decisions")
def test_decisions_leave_their_inputs_as_they_were(predict_multiclass, predict_multilabel, predict_topk):
    """Logits and thresholds are the same after the call as before.

    Catches: topk-negates-in-place, multiclass-shifts-in-place, multilabel-writes-into-its-logits, thresholds-in-place.
    """
    assert_labels(assert_inputs_unchanged(predict_multiclass, LOGITS.copy()), [0, 3])
    assert_close(assert_inputs_unchanged(predict_multilabel, LOGITS.copy(), np.full(4, 0.55)), ON)
    assert_topk(assert_inputs_unchanged(predict_topk, LOGITS.copy(), 3), [[0, 1, 3], [3, 1, 0]], LOGITS)


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


@level("types")
def test_decisions_are_arrays_of_integers_and_truth_values(predict_multiclass, predict_multilabel, predict_topk):
    """Classes are NumPy arrays of integers, labels of bools, also without rows.

    Catches: multiclass-gives-floats, multiclass-gives-a-list, multiclass-gives-floats-for-no-rows, labels-as-numbers,
    topk-gives-floats.
    """
    assert_index_array(predict_multiclass(LOGITS), [0, 3])
    assert_index_array(predict_multiclass(np.zeros((0, 3))), [])
    assert_precise(predict_multilabel(LOGITS), ON)
    got = predict_topk(LOGITS, 2)
    if not isinstance(got, np.ndarray) or got.dtype.kind not in "iu":
        assert_precise(got, np.array([[0, 1], [3, 1]]))


# Bad arguments.


@level("errors")
def test_softmax_refuses_nan(softmax):
    """softmax: a NaN in logits raises a ValueError naming logits.

    Catches: nan-passes-softmax.
    """
    for logits in _with_nan():
        assert_refuses(softmax, logits, naming="logits")


@level("errors")
def test_sigmoid_refuses_nan(sigmoid):
    """sigmoid: a NaN in logits raises a ValueError naming logits.

    Catches: nan-passes-sigmoid.
    """
    for logits in _with_nan():
        assert_refuses(sigmoid, logits, naming="logits")


@level("errors")
def test_decisions_refuse_nan(predict_multiclass, predict_multilabel, predict_topk):
    """predict_…: a NaN in logits raises a ValueError naming logits.

    Catches: nan-passes-decisions.
    """
    for logits in _with_nan():
        assert_refuses(predict_multiclass, logits, naming="logits")
        assert_refuses(predict_multilabel, logits, naming="logits")
        assert_refuses(predict_topk, logits, 2, naming="logits")


@level("errors")
def test_refuses_an_axis_without_elements(softmax):
    """softmax: an empty axis raises a ValueError naming axis or logits.

    Catches: accepts-an-empty-axis, looks-at-the-last-axis-only.
    """
    for shape, axis in [((0,), -1), ((3, 0), 1), ((0, 3), 0), ((0, 0), 1)]:
        assert_refuses(softmax, np.zeros(shape), axis, naming=("axis", "logits"))


@level("errors")
def test_refuses_logits_of_another_rank(predict_multiclass, predict_multilabel, predict_topk):
    """predict_…: logits not of shape (N, C): a ValueError naming logits.

    Catches: accepts-any-rank, takes-a-flat-array-for-one-row.
    """
    for logits in (LOGITS[0], LOGITS[None], np.zeros((2, 2, 2))):
        assert_refuses(predict_multiclass, logits, naming="logits")
        assert_refuses(predict_multilabel, logits, naming="logits")
        assert_refuses(predict_topk, logits, 2, naming="logits")


@level("errors")
def test_refuses_a_k_below_one(predict_topk):
    """predict_topk: a k below 1 raises a ValueError naming k.

    Catches: accepts-a-k-below-one, accepts-a-negative-k, raises-k-to-one.
    """
    for k in (0, -1, -3):
        assert_refuses(predict_topk, LOGITS, k, naming="k")


@level("errors")
def test_refuses_a_threshold_outside_its_range(predict_multilabel):
    """A threshold outside [0, 1] raises a ValueError naming threshold.

    Catches: accepts-a-threshold-outside, looks-for-all-outside.
    """
    for threshold in (-0.1, 1.1, np.inf, -np.inf):
        assert_refuses(predict_multilabel, LOGITS, float(threshold), naming="threshold")
    for bad in (-0.1, 1.1):
        for place in (0, 3):
            thresholds = np.full(4, 0.5)
            thresholds[place] = bad
            assert_refuses(predict_multilabel, LOGITS, thresholds, naming="threshold")


@level("errors")
def test_refuses_a_nan_threshold(predict_multilabel):
    """A threshold of NaN raises a ValueError naming threshold.

    Catches: accepts-a-nan-threshold.
    """
    assert_refuses(predict_multilabel, LOGITS, float("nan"), naming="threshold")
    assert_refuses(predict_multilabel, LOGITS, np.array([0.5, 0.5, np.nan, 0.5]), naming="threshold")


@level("errors")
def test_refuses_thresholds_of_another_shape(predict_multilabel):
    """Thresholds not of shape (C,) raise a ValueError naming threshold.

    Catches: accepts-thresholds-of-any-shape, looks-at-the-length-only, accepts-whatever-broadcasts.
    """
    for shape in [(3,), (5,), (2,), (4, 1), (1,), (1, 4), (2, 1), (2, 4)]:
        assert_refuses(predict_multilabel, LOGITS, np.full(shape, 0.5), naming="threshold")


# Speed: 20,000 rows of 10 classes, each function by itself.


@level("speed")
def test_softmax_is_fast_enough(softmax, speed):
    """softmax: 20,000 rows take at most 8 times as long as the reference.

    Catches: softmax_row_by_row.py.
    """
    speed.at_most(LIMIT, softmax, _rows, compare=assert_probabilities, sizes=SIZES, of="rows")


@level("speed")
def test_sigmoid_is_fast_enough(sigmoid, speed):
    """sigmoid: 20,000 rows take at most 8 times as long as the reference.

    Catches: sigmoid_number_by_number.py.
    """
    speed.at_most(LIMIT, sigmoid, _rows, compare=assert_probabilities, sizes=SIZES, of="rows")


@level("speed")
def test_multiclass_is_fast_enough(predict_multiclass, speed):
    """predict_multiclass: 20,000 rows in at most 4 times the reference's time.

    Catches: multiclass_row_by_row.py.
    """
    speed.at_most(LIMIT_OF_ARGMAX, predict_multiclass, _rows, compare=assert_labels, sizes=SIZES, of="rows")


@level("speed")
def test_multilabel_is_fast_enough(predict_multilabel, speed):
    """predict_multilabel: 20,000 rows in at most 8 times the reference's time.

    Catches: multilabel_row_by_row.py.
    """
    # That any of 200,000 sigmoids lies within 1e-15 of the threshold happens once in 10**10 draws.
    speed.at_most(LIMIT, predict_multilabel, _rows_and_threshold, sizes=SIZES, of="rows")


@level("speed")
def test_topk_is_fast_enough(predict_topk, speed):
    """predict_topk: 20,000 rows in at most 5 times the reference's time.

    Catches: topk_row_by_row.py.
    """
    speed.at_most(LIMIT_OF_TOPK, predict_topk, _rows_and_five, compare=assert_labels, sizes=SIZES, of="rows")


def _of_every_dtype(rng):
    """Yield 3 rows of 5 logits in each dtype, so that differences and signs do not fit into the short ones."""
    ends = {
        np.uint8: (0, 255),
        np.int8: (-128, 127),
        np.uint16: (0, 700),
        np.int32: (-700, 700),
        np.int64: (-700, 700),
        np.float16: (-500, 500),
        np.float32: (-500, 500),
    }
    for dtype, (low, high) in ends.items():
        logits = rng.choice(np.arange(low + 1, high), (3, 5), replace=False)  # no ties at the top
        logits[0, :2] = low, high
        short = logits.astype(dtype)
        yield short / dtype(64) if short.dtype.kind == "f" else short  # exact in float16, and no longer whole


def _laid_out():
    """Return the logits of the worked example, differently laid out in memory."""
    wide = np.full((4, 10), -7.0)
    wide[::2, 1:9:2] = LOGITS
    return np.asfortranarray(LOGITS), wide[::2, 1:9:2], LOGITS[::-1, ::-1].copy()[::-1, ::-1]


def _with_nan():
    """Yield the logits of the worked example with one NaN, in the first place and in the last."""
    for place in [(0, 0), (1, 3)]:
        logits = LOGITS.copy()
        logits[place] = np.nan
        yield logits


def _rows(rng, count):
    """Return rows of 10 logits."""
    return (rng.uniform(-8, 8, (count, 10)),)


def _rows_and_threshold(rng, count):
    return *_rows(rng, count), float(rng.uniform(0.2, 0.8))


def _rows_and_five(rng, count):
    return *_rows(rng, count), 5
