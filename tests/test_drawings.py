"""What graders have drawn of answers: points, curves, boxes of one place, and bins on a feature map."""

import msgspec
import numpy as np
import pytest

from conftest import HAS_TORCH, ROOT, TOY
from shousi import catalogue
from shousi.grading import mistakes, submission
from shousi.grading.drawings import Boxes, Curve, Points, Regions
from shousi.grading.failed_calls import FailedCall
from shousi.grading.grading import grade
from shousi.grading.results import Options
from shousi.grading.shrink import Effort
from shousi.show import figures

EXERCISE = catalogue.load(TOY)["double"]
X = np.array([[0.0, 0], [2, 0], [6, 1], [8, 1]])


def call_of(picture, got, expected, *args, **changes):
    values = {"check": "test_3", "function": "f", "args": args, "kwargs": {}, "returned": True, "solved": True}
    return FailedCall(**values | {"got": got, "expected": expected, "picture": picture} | changes)


def words_of(picture, got, expected):
    drawn = figures.draw_failed_call(EXERCISE, call_of(picture, got, expected))
    return drawn and drawn.alt


def axes_of(picture, got, expected):
    return figures._figure_of(EXERCISE, call_of(picture, got, expected))[0].axes


def by_label(function, answer):
    return Points(points=X, labels=answer)


def test_points_with_another_label_are_ringed_and_named():
    assert words_of(by_label, [0, 1, 1, 2], np.array([0, 0, 1, 1])) == (
        "4 points, expected on the left, got on the right. Ringed, 2 with another label than expected: 1, 3."
    )
    left, right = axes_of(by_label, [0, 1, 1, 2], np.array([0, 0, 1, 1]))
    assert (left.get_title(), right.get_title()) == ("expected", "got")
    rings = next(line for line in right.lines if line.get_label() == "differs")
    assert rings.get_xydata().tolist() == [[2, 0], [8, 1]]
    assert (left.get_xlim(), left.get_ylim()) == (right.get_xlim(), right.get_ylim())


def test_labels_are_told_apart_by_shape_as_well():
    lines = [line for line in axes_of(by_label, [0, 1, 2, 3], [3, 2, 1, 0])[0].lines if len(line.get_xdata())]
    assert len({line.get_marker() for line in lines}) == len({line.get_color() for line in lines}) == 4


def test_centers_that_lie_elsewhere_are_told_with_both_places():
    words = words_of(lambda function, answer: Points(points=X, centers=answer), [[1, 0], [7, 1]], [[1, 0], [6.5, 0.75]])
    assert words.endswith("Center 1: got (7, 1), expected (6.5, 0.75).")
    words = words_of(lambda function, answer: Points(points=X, centers=answer), [[1, 0]], [[1, 0], [6.5, 0.75]])
    assert words.endswith("Number of centers: got 1, expected 2.")


def test_of_an_axis_neither_end_comes_first():
    def picture(function, answer):
        return Points(points=X, axes=[answer])

    assert words_of(picture, [[4, 2], [0, 0]], [[0, 0], [4, 2]]) is None
    assert words_of(picture, [[0, 0], [2, 4]], [[0, 0], [4, 2]]).endswith(
        "Axis 0: got (0, 0) to (2, 4), expected (0, 0) to (4, 2)."
    )


def test_regions_tell_on_which_side_points_fall():
    def picture(function, answer):
        return Points(points=X, labels=[0, 0, 1, 1], predict=lambda points: points[:, 0] > answer)

    assert "Ringed, 1 with another label than expected: 2." in words_of(picture, 7, 4)
    assert "of what is drawn" in words_of(picture, 5, 4)
    assert "Ringed" not in words_of(picture, 5, 4)


def test_points_of_one_feature_lie_on_a_line_and_those_of_three_have_no_picture():
    def picture(function, answer):
        return Points(points=np.arange(12.0).reshape(-1, answer[0]), centers=[answer[1]])

    assert words_of(picture, (1, [3]), (1, [4])).endswith("Center 0: got 3, expected 4.")
    assert words_of(picture, (3, [3, 0, 0]), (3, [4, 0, 0])) is None


@pytest.mark.parametrize(("got", "expected"), [((X, 1.0), (X, 2.0)), ((X[:2], 1.0), (X[:2] + 1, 1.0))])
def test_where_the_numbers_tell_as_much_there_is_no_picture(got, expected):
    """Nothing that is drawn differs, or there are two points."""
    assert words_of(lambda function, answer: Points(points=answer[0]), got, expected) is None


def test_thousands_of_points_make_a_small_picture():
    points = np.random.default_rng(3).normal(size=(9000, 2))

    def picture(function, answer):
        return Points(points=points, labels=answer, near=(points, answer))

    call = call_of(picture, np.arange(9000), np.zeros(9000, int))
    drawn = figures.draw_failed_call(EXERCISE, call)
    assert len(drawn.data) < 200_000
    assert drawn.alt.startswith("9000 points, of which the first 200 are drawn, expected on the left")
    line = np.linspace(0, 1, 200_000)
    call = call_of(lambda function, answer: Curve(x=line, y=answer, names=("x", "y")), line**2, line)
    assert len(figures.draw_failed_call(EXERCISE, call).data) < 200_000


def curve(function, answer):
    return Curve(x=[0, 0.5, 1], y=answer, names=("recall", "precision"))


def test_two_curves_are_told_apart_by_line_and_marker_on_axes_with_names():
    axes = axes_of(curve, [1, 0.5, 0.5], [1, 0.8, 0.5])[0]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("recall", "precision")
    styles = [(line.get_label(), line.get_linestyle(), line.get_marker()) for line in axes.lines]
    assert styles == [("expected", "-", "s"), ("got", "--", "o")]
    assert words_of(curve, [1, 0.5, 0.5], [1, 0.8, 0.5]).endswith(
        "They part at point 1, (recall, precision): got (0.5, 0.5), expected (0.5, 0.8)."
    )


def test_a_curve_far_away_does_not_flatten_the_expected_one():
    low, high = axes_of(curve, [1, 1e90, np.nan], [1, 0.8, 0.5])[0].get_ylim()
    assert low < 0.5 < 1 < high < 2


def test_equal_curves_are_drawn_once_with_their_areas_or_not_at_all():
    def picture(function, answer):
        return Curve(x=[0, 0.5, 1], y=[0, 1, 1], names=("a", "b"), area=answer)

    assert words_of(picture, 0.5, np.float64(0.75)).endswith("Expected: area 0.75; got: area 0.5.")
    assert words_of(picture, None, 0.75) is None
    assert words_of(curve, [1, 0.5, 0.5], [1, 0.5, 0.5]) is None


def test_of_many_boxes_the_first_place_with_a_wrong_one_is_drawn():
    boxes = np.arange(24.0).reshape(6, 4) + np.array([0, 0, 9, 9])
    wrong = boxes.copy()
    wrong[3, 0] -= 2
    words = words_of(lambda function, answer: Boxes(boxes=answer, group=2), wrong, boxes)
    assert words == "Boxes 2 to 3 of 6. 1 of these 2 are wrong; box 3: got (10, 13, 23, 24), expected (12, 13, 23, 24)."


def test_a_box_is_drawn_with_its_bins_where_the_answers_differ_most():
    features, expected = np.arange(32.0).reshape(2, 4, 4), np.ones((3, 2, 2, 2))
    got = expected.copy()
    got[1, 0, 1, 0] = 5
    corners = np.array([[0.0, 0, 1, 1], [0.5, 0.5, 2.5, 3.5], [0, 0, 3, 3]])
    regions = Regions(features=features, corners=corners, bins=(2, 2), samples=2)
    assert words_of(lambda function, answer: regions, got, expected) == (
        "Box 1 with its 2 by 2 bins on channel 0 of the feature map, from (0.5, 0.5, 2.5, 3.5) in cells. "
        "The difference is largest in the bin of row 1, column 0, which is marked: got 5, expected 1."
    )
    assert words_of(lambda function, answer: regions, got[:2], expected) is None


def test_a_grader_gets_every_argument_by_name():
    seen = []

    def picture(function, answer, **arguments):
        seen.append((function, arguments))
        return by_label(function, answer)

    call = call_of(picture, [0, 0, 0, 0], [0, 0, 0, 1], X, names=("x", "k"), kwargs={"k": 2})
    assert figures.draw_failed_call(EXERCISE, call)
    assert seen == [("f", {"x": X, "k": 2})] * 2


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("got", [None, "text", 1.0, (1, 2), np.array(np.nan)])
def test_an_answer_that_breaks_the_graders_function_has_no_picture(got):
    def picture(function, answer):
        centers, labels, _ = answer
        return Points(points=X, labels=labels, centers=centers / 0)

    assert call_of(picture, got, (X, [0] * 4, 1.0)).drawings() is None


def test_points_are_drawn_of_the_larger_call_where_a_plane_holds_them():
    def picture(function, answer, x):
        return Points(points=x, labels=answer)

    small = call_of(picture, [0], [1], X[:1], names=("x",))
    for columns, larger in ((2, True), (5, False)):
        large = call_of(picture, [0] * 4, [1] * 4, np.ones((4, columns)), names=("x",))
        assert (msgspec.structs.replace(small, larger=large).seen("points") is large) == larger


NAMES = sorted(
    path.parent.name for path in ROOT.glob("graders/*/test_*.py") if "\ndef picture(" in path.read_text("utf-8")
)


@pytest.mark.parametrize("name", NAMES)
def test_some_mistake_is_drawn_by_its_grader(started, name):
    exercise = catalogue.load(ROOT)[name]
    if (exercise.needs == "torch") != HAS_TORCH:
        pytest.skip("runs in the other environment")
    assert any(is_drawn(started, exercise, mistake) for mistake in mistakes.load(exercise))


def is_drawn(started, exercise, mistake):
    source = submission.source_of(exercise, mistake.source, f"{exercise.name}.py")
    asked = Options(speed=False, shrink=Effort(seconds=0))
    calls = grade(started, exercise, source, 1, options=asked).failed_calls
    return any(call.drawings() and figures.draw_failed_call(exercise, call) for call in calls)
