"""Pictures on a terminal: half blocks where it shows no images, the right bytes where it does."""

import base64
import io
import re

import msgspec
import numpy as np
import pytest
from matplotlib.text import Text
from PIL import Image
from rich.console import Console

from conftest import TOY, run
from shousi import catalogue
from shousi.grading.failed_calls import Density, FailedCall
from shousi.grading.results import GradingResult
from shousi.report import Verdict
from shousi.show import cells, figures, graphics, pictures, planes
from shousi.show.graphics import Way
from test_html import CASES
from test_report import a_report, check

WRONG = Verdict.WRONG_ANSWER


def shown(kind, case, *, colours=True, width=80):
    """What `--pictures` writes of a failing call, line by line."""
    exercise = msgspec.structs.replace(catalogue.load(TOY)["double"], picture=kind)
    file = io.StringIO()
    console = Console(file=file, width=width, force_terminal=colours, color_system="truecolor" if colours else None)
    pictures.show(exercise, GradingResult(a_report(WRONG), (case,)), console)
    return file.getvalue()


def test_an_image_is_shown_as_three_panels_of_half_blocks_within_the_screen(monkeypatch):
    monkeypatch.setattr(graphics, "way_of", lambda _: None)
    text = shown("image", CASES["image"])
    plain = re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines()
    assert re.fullmatch(r" expected +got +got - expected", plain[0])
    assert "▀" in text
    assert "38;2;255;0;0" in text, "where one too many came, the difference is red"
    assert max(map(len, plain)) <= 80
    assert len(plain) <= 24


@pytest.mark.parametrize("kind", CASES)
@pytest.mark.parametrize("colours", [True, False], ids=["colours", "plain"])
def test_picture_and_verdict_fit_on_one_screen_and_the_verdict_is_seen_last(monkeypatch, kind, colours):
    monkeypatch.setattr(graphics, "way_of", lambda _: None)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown(kind, CASES[kind], colours=colours)).splitlines()
    assert lines[-1] == " nms wrong answer  4 of 10 points"
    assert len(lines) <= 40
    assert max(map(len, lines)) <= 80


def test_without_colours_the_panels_are_characters_and_the_difference_is_told(monkeypatch):
    monkeypatch.setattr(graphics, "way_of", lambda _: None)
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
    for kind in ("boxes", "density"):
        exercise = msgspec.structs.replace(catalogue.load(TOY)["double"], picture=kind)
        figure = {"boxes": figures._boxes, "density": figures._density}[kind](CASES[kind])[0]
        figures._strip(figure)
        assert not [text.get_text() for text in figure.findobj(Text) if text.get_text()]
        drawn = figures.of_case(exercise, CASES[kind], "png", bare=True)
        assert drawn.colours
        assert all(word in drawn.alt for word, _ in drawn.colours)


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


def test_what_is_no_number_is_magenta_and_the_scale_says_so(monkeypatch):
    monkeypatch.setattr(graphics, "way_of", lambda _: None)
    whole = np.eye(4)
    torn = np.where(whole > 0, np.nan, whole)
    text = shown("image", msgspec.structs.replace(CASES["image"], expected=whole, got=torn), width=200)
    assert "38;2;255;0;255" in text
    assert "expected and got: black 0 to white 1; magenta: NaN or infinite" in text
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
        drawn = figures.of_case(exercise, case)
        assert drawn is None or drawn.alt
        cells.of_case(case)


def test_of_many_planes_the_one_that_differs_most_is_shown():
    expected = np.zeros((2, 3, 5, 5))
    got = expected.copy()
    got[1, 2, 4, 4] = 7
    found = planes.triple(got, expected)
    assert found.place == "[1, 2]"
    assert found.difference[4, 4] == 7
    colours = np.zeros((9, 9, 3))
    assert planes.triple(colours + np.array([0, 0, 1]), colours).place == "[:, :, 2]"


def test_answers_of_two_shapes_are_shown_without_a_difference():
    assert planes.triple(np.ones((3, 4)), np.ones((4, 3))).difference is None


@pytest.fixture
def png():
    rng = np.random.default_rng(1)
    file = io.BytesIO()
    Image.fromarray(rng.integers(0, 255, (13, 20, 3), dtype=np.uint8)).save(file, "PNG")
    return file.getvalue()


def test_the_picture_is_of_the_failure_that_is_told_and_of_no_other():
    raised = FailedCall(check="test_3", function="f", args=(), kwargs={}, raised=True)
    other = msgspec.structs.replace(CASES["image"], check="test_5")
    checks = tuple(check(number, verdict=WRONG) for number in (3, 5))
    exercise = msgspec.structs.replace(catalogue.load(TOY)["double"], picture="image")
    for told, drawn in (((raised, other), None), ((other, CASES["image"]), CASES["image"])):
        assert pictures.pictured(exercise, GradingResult(a_report(WRONG, checks=checks), told)) is drawn


def test_kitty_gets_the_very_bytes_in_chunks(png):
    big = png * 40
    chunks = re.findall(r"\x1b_G([^;]*);([^\x1b]*)\x1b\\", graphics.kitty(big))
    assert base64.standard_b64decode("".join(data for _, data in chunks)) == big
    assert chunks[0][0] == "a=T,f=100,m=1"
    assert [keys for keys, _ in chunks[1:]] == ["m=1"] * (len(chunks) - 2) + ["m=0"]
    assert max(len(data) for _, data in chunks) <= 4096


def test_iterm_gets_the_very_bytes(png):
    found = re.fullmatch(
        r"\x1b\]1337;File=inline=1;size=(\d+);preserveAspectRatio=1:([^\x07]*)\x07", graphics.iterm(png)
    )
    assert int(found[1]) == len(png)
    assert base64.standard_b64decode(found[2]) == png


def test_a_sixel_picture_is_the_picture_in_its_colours(png):
    with Image.open(io.BytesIO(png)) as image:
        expected = np.asarray(image.convert("RGB").quantize(64).convert("RGB"), dtype=int)
    assert np.abs(decoded(graphics.sixel(png)) - expected).max() <= 2, "a hundredth of a colour"


def decoded(text):
    """Decode sixel, as a terminal does."""
    body = re.fullmatch(r'\x1bPq"1;1;(\d+);(\d+)(.*)\x1b\\', text, re.DOTALL)
    width, height = int(body[1]), int(body[2])
    pixels, palette = np.zeros((height + 6, width, 3), dtype=int), {}
    row = column = colour = 0
    for token in re.findall(r"#\d+(?:;\d+){4}|#\d+|!\d+.|[$-]|[?-~]", body[3]):
        if token.startswith("#") and ";" in token:
            number, _, *parts = map(int, token[1:].split(";"))
            palette[number] = [round(part * 255 / 100) for part in parts]
        elif token.startswith("#"):
            colour = int(token[1:])
        elif token in "$-":
            column, row = 0, row + 6 * (token == "-")
        else:
            count = int(token[1:-1]) if token.startswith("!") else 1
            for bit in range(6):
                if (ord(token[-1]) - 63) >> bit & 1:
                    pixels[row + bit, column : column + count] = palette[colour]
            column += count
    return pixels[:height]


@pytest.mark.parametrize(
    ("setting", "way"),
    [
        ({"TERM": "xterm-kitty"}, Way.KITTY),
        ({"TERM_PROGRAM": "iTerm.app"}, Way.ITERM),
        ({"TERM_PROGRAM": "WezTerm"}, Way.ITERM),
        ({"TERM": "xterm-kitty", "TMUX": "/tmp/tmux"}, None),
        ({"TERM": "xterm-256color"}, None),
    ],
)
def test_a_terminal_is_known_by_what_it_says_of_itself(monkeypatch, setting, way):
    for name in ("TERM", "TERM_PROGRAM", "TMUX", "KITTY_WINDOW_ID"):
        monkeypatch.delenv(name, raising=False)
    for name, value in setting.items():
        monkeypatch.setenv(name, value)
    console = Console(file=io.StringIO(), force_terminal=True, color_system="truecolor")
    assert graphics.way_of(console) is way
    assert graphics.way_of(Console(file=io.StringIO())) is None, "nothing of this in a pipe"


def picture_of(toy, kind):
    path = toy / "exercises" / "catalogue.toml"
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
