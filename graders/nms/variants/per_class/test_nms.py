"""The checks of `nms`, each class for itself: those of nms with all boxes in one class, and what classes change."""

from types import SimpleNamespace

import numpy as np
import pytest

from shousi.grading import assert_indices, assert_refuses, checks_of, grader_above, level

above = grader_above(__file__)

BOXES = np.array([[0.0, 0, 10, 10], [1, 1, 11, 11], [0, 0, 10, 10], [20, 20, 30, 30]])
SCORES = np.array([0.7, 0.8, 0.9, 0.6])
CLASSES = np.array([5, 5, 2, 2])


def legal(function, boxes, scores, classes, iou_threshold):
    """Say whether a shrunk input is one that every right submission answers alike."""
    return len(classes) == len(boxes) and above.legal(function, boxes, scores, iou_threshold)


def _in_one_class(boxes, scores, iou_threshold):
    return (boxes, scores, np.full(len(boxes), 7), iou_threshold), {}


@level("basic")
def test_gives_the_answer_of_the_worked_example_of_the_variant(nms):
    """The worked example of the variant, its arguments passed by name.

    Catches: ignores-classes, class-by-class.
    """
    assert_indices(nms(boxes=BOXES, scores=SCORES, classes=CLASSES, iou_threshold=0.5), [2, 1, 3])


@level("basic")
def test_agrees_with_the_solution_on_random_classes(nms, solution, rng):
    """Random boxes of two to five classes."""
    for round_ in range(20):
        boxes, scores, threshold = above.draw_in(rng, n=3 + round_ // 2, frame=100.0)
        boxes = boxes - 50
        classes = rng.integers(0, 2 + round_ % 4, len(boxes))
        assert_indices(nms(boxes, scores, classes, threshold), solution.nms(boxes, scores, classes, threshold))


@level("edge cases")
def test_takes_classes_for_labels_and_nothing_else(nms):
    """Classes may be negative, far apart, or as large as their dtype allows.

    Catches: shifts-by-class, short-classes.
    """
    scores = np.array([0.9, 0.8, 0.7, 0.6])
    boxes = np.array([[-9.0, -9, 0, 0], [-9, -9, 0, 0], [0, 0, 9, 9], [0, 0, 9, 8]])
    for dtype in (np.int8, np.uint8, np.int16, np.uint16, np.int64, np.uint64):
        info = np.iinfo(dtype)
        apart = np.array([info.min, info.max, info.max - 1, info.max], dtype=dtype)
        assert_indices(nms(boxes, scores, apart, 0.5), [0, 1, 2, 3])
        assert_indices(nms(boxes, scores, np.array([info.max] * 4, dtype=dtype), 0.5), [0, 2])
    assert_indices(nms(boxes, scores, np.array([0, 256, 1, 257]), 0.5), [0, 1, 2, 3])


@level("errors")
def test_refuses_classes_of_another_shape(nms):
    """Classes that are not of shape (N,) raise a ValueError naming classes.

    Catches: accepts-classes-of-any-shape.
    """
    for classes in (CLASSES[:3], np.r_[CLASSES, 1], CLASSES[:, None], np.array(2)):
        assert_refuses(nms, BOXES, SCORES, classes, 0.5, naming="classes")


class TestInOneClass(checks_of(above)):
    """All boxes in one class: then everything is as in nms."""

    @pytest.fixture
    def nms(self, nms):
        return nms.asking(_in_one_class)

    @pytest.fixture
    def solution(self, solution):
        return SimpleNamespace(nms=lambda *args: solution.nms(*_in_one_class(*args)[0]))
