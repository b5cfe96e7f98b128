"""Pictures of failed calls on a terminal."""

import io
import re

import msgspec
import numpy as np
import pytest
from matplotlib.text import Text
from rich.console import Console

from conftest import HAS_TORCH, ROOT, TOY, run
from shousi import catalogue
from shousi.grading import mistakes, submission
from shousi.grading.failed_calls import Density, FailedCall
from shousi.grading.grading import grade
from shousi.grading.results import GradingResult, Options
from shousi.report import Verdict
from shousi.show import cells, figures, pictures, planes
from test_html import CASES
from test_report import a_report, check

WRONG = Verdict.WRONG_ANSWER


def shown(kind, case, *, colours=True, width=80):
    """What `--pictures` writes of a failing call, line by line."""
    exercise = msgspec.structs.replace(catalogue.load(TOY)["double"], picture=kind)
    file = io.StringIO()
    console = Console(file=file, width=width, force_terminal=colours, color_system="truecolor" if colours else None)
    pictures.show_picture(exercise, GradingResult(report=a_report(WRONG), failed_calls=(case,)), console)
    return file.getvalue()


def test_an_image_is_shown_as_three_panels_of_half_blocks_within_the_screen():
    text = shown("image", CASES["image"])
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines()
    assert re.fullmatch(r" expected +got +got - expected", plain[0])
    assert "▀" in text
    assert "38;2;255;0;0" in text, "where one too many came, the difference is red"
    assert max(map(len, plain)) <= 80
    assert len(plain) <= 24


@pytest.mark.parametrize("kind", CASES)
@pytest.mark.parametrize("colours", [True, False], ids=["colours", "plain"])
def test_picture_and_verdict_fit_on_one_screen_and_the_verdict_is_seen_last(kind, colours):
    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown(kind, CASES[kind], colours=colours)).splitlines()
    assert lines[-1] == " nms wrong answer  4 of 10 points"
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 80


def test_without_colours_the_panels_are_characters_and_the_difference_is_told():
    text = shown("image", CASES["image"], colours=False)
    assert "\x1b" not in text
    assert "The difference is largest in row" in text


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_table_has_what_should_be_below_each_wrong_cell_and_no_number_is_cut(width):
    case = CASES["table"]
    lines = shown("table", case, colours=False, width=width).splitlines()
    assert "9 of 108 cells are wrong" in " ".join(line.strip() for line in lines)
    assert f"{case.got[0, 0]:.5g}" in " ".join(lines)
    assert f"({case.expected[0, 0]:.5g})" in " ".join(lines)
    assert "…" not in "".join(lines)
    assert max(map(len, lines)) <= width


def test_half_blocks_show_no_text_which_nobody_could_read():
    for kind in ("boxes", "density", "points", "curves"):
        exercise = msgspec.structs.replace(catalogue.load(TOY)["double"], picture=kind)
        figure = figures._figure_of(exercise, CASES[kind])[0]
        figures._simplify(figure)
        assert not [text.get_text() for text in figure.findobj(Text) if text.get_text()]
        drawn = figures.draw_failed_call(exercise, CASES[kind], for_terminal=True)
        assert drawn.colors or kind in {"points", "curves"}
        assert all(word in drawn.alt for word, _ in drawn.colors)


@pytest.mark.parametrize("kind", ["boxes", "density"])
def test_other_pictures_are_told_in_words_where_nobody_sees_them(kind):
    text = shown(kind, CASES[kind], colours=False)
    assert {"boxes": "wrongly dropped: 2; wrongly kept: 1", "density": "standard deviation"}[kind] in " ".join(
        text.split()
    )


@pytest.mark.parametrize("density", [Density("normal", 0.05), Density("uniform", 0.3)])
def test_draws_are_held_against_the_density_of_the_formula_and_not_against_other_draws(density):
    drawn, told = (
        figures._density(msgspec.structs.replace(CASES["density"], density=density, expected=expected))
        for expected in (np.zeros(5000), np.arange(5000.0))
    )
    axes = drawn[0].axes[0]
    assert drawn[1] == told[1]
    values, heights = axes.lines[0].get_data()
    inside = np.linspace(-1, 1, 10_001)
    density_at = np.interp(inside, values, heights, left=0, right=0)
    spread = {"normal": density.scale, "uniform": density.scale / 3**0.5}[density.family]
    assert np.trapezoid(density_at, inside) == pytest.approx(1, rel=1e-3)
    assert np.trapezoid(density_at * inside**2, inside) ** 0.5 == pytest.approx(spread, rel=1e-2)
    assert f"expected {spread:.4g}" in told[1]
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("value", "density")
    assert density.family in axes.get_legend().get_texts()[1].get_text()


def test_the_density_that_a_grader_tells_is_drawn(toy):
    picture_of(toy, "density")
    grader = toy / "graders" / "double" / "test_double.py"
    told = "def density(function, x):\n    return Density('uniform', 7.0)\n"
    source = grader.read_text(encoding="utf-8")
    grader.write_text(f"{source}\n\nfrom shousi.grading import Density\n\n\n{told}", encoding="utf-8")
    stub = toy / "exercises" / "double" / "double.py"
    stub.write_text("import numpy as np\ndef double(x):\n    return np.arange(99.0)\n", encoding="utf-8")
    ran = run("grade", "double", "--pictures", "--no-speed", cwd=toy)
    assert "Expected: uniform, from -7 to 7." in " ".join(ran.out.split())


def test_where_nothing_can_be_drawn_that_is_said():
    assert "No picture: what came cannot be drawn" in shown(
        "image", msgspec.structs.replace(CASES["image"], got="text")
    )
    assert "double has no pictures" in shown("", CASES["image"])


def test_what_is_no_number_is_magenta_and_the_scale_says_so():
    whole = np.eye(4)
    torn = np.where(whole > 0, np.nan, whole)
    text = shown("image", msgspec.structs.replace(CASES["image"], expected=whole, got=torn), width=200)
    assert "38;2;255;0;255" in text
    assert "expected and got: black 0 to white 1; magenta: NaN, infinite or beyond 1e+100" in text
    text = shown("image", msgspec.structs.replace(CASES["image"], expected=whole, got=2 * whole), width=200)
    assert "difference: blue -1, white 0, red 1" in text
    assert "magenta" not in text


@pytest.mark.parametrize("kind", ["image", "boxes", "density"])
@pytest.mark.parametrize(
    "got", [np.array([]), np.array([np.nan]), np.array([[np.inf]]), np.zeros((2, 0, 3)), np.arange(3), "text", None]
)
def test_no_answer_is_too_strange_to_be_drawn(kind, got):
    exercise = msgspec.structs.replace(catalogue.load(TOY)["double"], picture=kind)
    for expected in (CASES[kind].expected, got):
        case = msgspec.structs.replace(CASES[kind], got=got, expected=expected)
        drawn = figures.draw_failed_call(exercise, case)
        assert drawn is None or drawn.alt
        cells.cells_of(case)


def test_of_many_planes_the_one_that_differs_most_is_shown():
    expected = np.zeros((2, 3, 5, 5))
    got = expected.copy()
    got[1, 2, 4, 4] = 7
    found = planes.triple_of(got, expected)
    assert found.place == "[1, 2]"
    assert found.difference[4, 4] == 7
    colours = np.zeros((9, 9, 3))
    assert planes.triple_of(colours + np.array([0, 0, 1]), colours).place == "[:, :, 2]"


def test_answers_of_two_shapes_are_shown_without_a_difference():
    assert planes.triple_of(np.ones((3, 4)), np.ones((4, 3))).difference is None


def test_the_picture_is_of_the_failure_that_is_told_and_of_no_other():
    raised = FailedCall(check="test_3", function="f", args=(), kwargs={}, raised=True)
    other = msgspec.structs.replace(CASES["image"], check="test_5")
    checks = tuple(check(number, verdict=WRONG) for number in (3, 5))
    exercise = msgspec.structs.replace(catalogue.load(TOY)["double"], picture="image")
    for told, drawn in (((raised, other), raised), ((other, CASES["image"]), CASES["image"])):
        result = GradingResult(report=a_report(WRONG, checks=checks), failed_calls=told)
        assert pictures.call_to_draw(exercise, result) is drawn


def picture_of(toy, kind):
    path = toy / "exercises" / "double" / "exercise.toml"
    text = path.read_text(encoding="utf-8").replace("minutes = 1", f'minutes = 1\npicture = "{kind}"')
    path.write_text(text, encoding="utf-8")


def test_pictures_are_drawn_by_the_command(toy):
    picture_of(toy, "image")
    (toy / "exercises" / "double" / "double.py").write_text("def double(x):\n    return 3 * x\n", encoding="utf-8")
    ran = run("grade", "double", "--pictures", cwd=toy)
    assert ran.status == 1, ran.err
    assert "got - expected" in ran.out


def test_a_case_before_it_was_made_smaller_makes_the_picture():
    large = CASES["image"]
    small = FailedCall(check="test_3", function="f", args=(), kwargs={}, larger=large)
    assert small.seen("image") is large
    assert small.seen("boxes") is small


CLASSIC = """
import numpy as np

def nms(boxes, scores, iou_threshold):
    x1, y1, x2, y2 = boxes.T
    areas, order, keep = (x2 - x1 + 1) * (y2 - y1 + 1), scores.argsort()[::-1], []
    while order.size:
        best, rest = order[0], order[1:]
        keep.append(best)
        w = np.minimum(x2[best], x2[rest]) - np.maximum(x1[best], x1[rest]) + 1
        h = np.minimum(y2[best], y2[rest]) - np.maximum(y1[best], y1[rest]) + 1
        inter = np.maximum(0, w) * np.maximum(0, h)
        order = rest[inter / (areas[best] + areas[rest] - inter) <= iou_threshold]
    return np.array(keep, dtype=np.int64)
"""
SAMPLES = ("classic", "worst-score-first", "drop-at-threshold", "plus-one-pixel", "returns-boxes")


def numbers_after(label, words):
    found = re.search(rf"{label}: (none|[\d, ]+)(?= and \d+ more|;|\.)", words)
    return set() if found[1] == "none" else {int(number) for number in found[1].split(", ")}


@pytest.mark.skipif(HAS_TORCH, reason="nms runs without torch")
@pytest.mark.parametrize("sample", SAMPLES)
def test_the_words_of_every_picture_of_nms_hold_for_its_own_data(started, sample):
    exercise = catalogue.load(ROOT)["nms"]
    known = {mistake.name: mistake.source for mistake in mistakes.load(exercise)} | {"classic": CLASSIC}
    source = submission.source_of(exercise, known[sample], "nms.py")
    found = grade(started, exercise, source, 1, options=Options(speed=False)).failed_calls
    drawn = [(call, figures.draw_failed_call(exercise, call)) for call in found]
    assert bool([picture for _, picture in drawn if picture]) == (sample != "returns-boxes")
    for call, picture in drawn:
        if picture is None:
            continue
        boxes = call.args[0] if call.args else call.kwargs["boxes"]
        got, expected, every = set(np.ravel(call.got)), set(np.ravel(call.expected)), set(range(len(boxes)))
        assert picture.alt.startswith(f"{len(every)} boxes.")
        for label, members in (
            ("rightly kept", got & expected),
            ("wrongly kept", (got & every) - expected),
            ("wrongly dropped", expected - got),
            ("rightly dropped", every - got - expected),
        ):
            told = numbers_after(label, picture.alt)
            assert told == set(sorted(members)[:20]), (call.check, label, picture.alt)


def test_the_first_picture_of_the_classic_plus_one_shows_the_box_that_was_dropped():
    call = msgspec.structs.replace(CASES["boxes"], got=np.array([2, 1, 0]), expected=[2, 1, 0, 3], args=(np.eye(4),))
    exercise = msgspec.structs.replace(catalogue.load(TOY)["double"], picture="boxes")
    assert figures.draw_failed_call(exercise, call).alt == (
        "4 boxes. wrongly dropped: 3; wrongly kept: none; rightly kept: 0, 1, 2; rightly dropped: none."
    )


@pytest.mark.parametrize("pair", [tuple, list])
def test_of_a_pair_of_indices_and_scores_the_boxes_of_the_indices_are_drawn(pair):
    call = msgspec.structs.replace(CASES["boxes"], args=(np.eye(4),))
    call = msgspec.structs.replace(call, got=pair(([2, 1, 0], [0.9] * 3)), expected=(np.array([2, 1, 3]), np.ones(3)))
    exercise = msgspec.structs.replace(catalogue.load(TOY)["double"], picture="boxes")
    assert figures.draw_failed_call(exercise, call).alt == (
        "4 boxes. wrongly dropped: 3; wrongly kept: 0; rightly kept: 1, 2; rightly dropped: none;"
        " other scores: box 2: got 0.9, expected 1; box 1: got 0.9, expected 1."
    )


@pytest.mark.parametrize(
    ("got", "words"),
    [
        ([0, 2, 7], "; no box has the index 7."),
        ([2, 0], "; the order differs: got [2, 0], expected [0, 2]."),
        ([0, 2, 2], "; an index comes more than once: got [0, 2, 2], expected [0, 2]."),
    ],
)
def test_what_is_wrong_beside_the_sets_of_boxes_is_told_too(got, words):
    call = msgspec.structs.replace(CASES["boxes"], got=np.array(got), expected=[0, 2])
    exercise = msgspec.structs.replace(catalogue.load(TOY)["double"], picture="boxes")
    assert figures.draw_failed_call(exercise, call).alt.endswith(words)


@pytest.mark.parametrize("got", [np.array([True, False, True]), np.eye(3), np.array([0.5, 1.5]), None, "text"])
def test_what_is_no_list_of_indices_has_no_picture_of_boxes(got):
    call = msgspec.structs.replace(CASES["boxes"], got=got)
    exercise = msgspec.structs.replace(catalogue.load(TOY)["double"], picture="boxes")
    assert figures.draw_failed_call(exercise, call) is None
