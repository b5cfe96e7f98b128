"""A grading as a page, in a real browser: it renders, asks for nothing, and hostile text stays text."""

import base64
import io
from datetime import UTC, datetime, timedelta

import msgspec
import numpy as np
import pytest
from PIL import Image
from rich.console import Console

pytest.importorskip("fcntl", reason="the browser is driven over inherited descriptors")
from browser import Browser, found
from conftest import ROOT, TOY
from shousi import catalogue
from shousi.errors import printable
from shousi.grading.drawings import Curve, Points
from shousi.grading.failed_calls import Density, FailedCall
from shousi.grading.results import GradingResult
from shousi.history.rows import Task
from shousi.practice.progress import Line
from shousi.report import Failure, Growth, MemoryResult, Verdict
from shousi.show import html, plots, progress_page, terminal
from shousi.timing import Pair
from test_report import HOSTILE, a_report, check

RNG = np.random.default_rng(6)
IMAGE = RNG.normal(size=(9, 12))
POINTS = np.array([[0.0, 0], [1, 2], [3, 2], [4, 0]])
BOXES = np.array([[0.0, 0, 4, 4], [1, 1, 5, 5], [8, 8, 12, 12]])


def case(got, expected, *args):
    values = {"got": got, "expected": expected, "args": args, "kwargs": {}}
    return FailedCall(check="test_3", function="f", returned=True, solved=True, **values)


CASES = {
    "image": case(IMAGE + np.eye(9, 12), IMAGE),
    "boxes": case(np.array([0, 1]), np.array([0, 2]), BOXES),
    "table": case(IMAGE + np.eye(9, 12), IMAGE),
    "points": msgspec.structs.replace(
        case((POINTS, [0, 1, 1, 1], POINTS[:2]), (POINTS, [0, 0, 1, 1], POINTS[1:3])),
        picture=lambda function, answer: Points(points=answer[0], labels=answer[1], centers=answer[2]),
    ),
    "curves": msgspec.structs.replace(
        case([0, 0.5, 0.5, 1], [0, 0.5, 1, 1]),
        picture=lambda function, answer: Curve(x=[0, 0, 0.5, 1], y=answer, names=("recall", "precision")),
    ),
    "density": msgspec.structs.replace(
        case(RNG.normal(size=5000), RNG.normal(size=5000)), density=Density("normal", 2.0)
    ),
}
PAIRS = tuple(Pair(0.004 + 0.0001 * n, 0.002, 0.004, 0.002) for n in range(6))


SQUARE = Growth(
    of="boxes", sizes=(500, 1000, 2000), milliseconds=(1, 4, 16), solution_milliseconds=(1, 2, 4), slope=1.0
)


def grown(verdict=Verdict.ACCEPTED, **changes):
    """A report of a grading that measured time over size."""
    report = a_report(verdict)
    growth = msgspec.structs.replace(SQUARE, **changes)
    return msgspec.structs.replace(report, speed=msgspec.structs.replace(report.speed, growth=growth))


@pytest.fixture(scope="module")
def browser():
    path = found()
    if path is None:
        pytest.skip("no Chromium here")
    browser = Browser(path)
    yield browser
    browser.close()


@pytest.fixture
def opened(browser, tmp_path):
    """Write a page, open it in the browser, and return the browser."""

    def opened(report, kind="", cases=()):
        exercise = msgspec.structs.replace(catalogue.load(TOY)["double"], picture=kind)
        page = html.to_html(exercise, GradingResult(report=report, failed_calls=tuple(cases), pairs=PAIRS))
        assert len(page) < 1_000_000
        path = tmp_path / "page.html"
        path.write_bytes(page)
        browser.open(path.as_uri())
        return browser

    return opened


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_renders_without_a_complaint_and_without_a_request(opened, verdict):
    page = opened(a_report(verdict))
    assert verdict.value in page.value("document.querySelector('h1').innerText")
    assert not page.complaints()
    assert [url for url in page.requests() if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in page.requests() if url.startswith("file:")]) == 1


@pytest.mark.parametrize("kind", CASES)
def test_pictures_are_there_and_told_in_words(opened, kind):
    page = opened(a_report(Verdict.WRONG_ANSWER), kind, [CASES[kind]])
    assert not page.complaints()
    pictures = page.value("[...document.images].map(i => [i.naturalWidth, i.alt])")
    assert len(pictures) == (1 if kind == "table" else 2), "the failing call, and the timings"
    assert all(width > 100 and len(alt) > 40 for width, alt in pictures)
    if kind == "table":
        assert page.value("document.querySelectorAll('td.wrong').length") == 8, "of nine rows the columns that fit"


def test_the_page_says_of_speed_and_memory_what_the_screen_says(opened):
    growth = msgspec.structs.replace(SQUARE, limit=0.35)
    report = a_report(Verdict.TOO_SLOW, functions=("nms", "iou"))
    changes = {"function": "nms", "repeated": True, "official": False, "loop": 140.0, "library": 0.5, "growth": growth}
    memory = MemoryResult(function="iou", mebibytes=None, limit=100, official=False)
    measured = msgspec.structs.replace(report.speed, **changes)
    console = Console(file=io.StringIO(), width=300)
    report = msgspec.structs.replace(report, speed=measured, memory=memory)
    terminal.show_report(report, console)
    screen = console.file.getvalue()
    page = opened(report)
    told = page.value("document.querySelector('main').innerText")
    for line in (
        "nms: 3.2 times the reference, limit 25; 6 alternating pairs, machine busy, and measured again",
        "iou: not",
    ):
        assert line in screen
        assert line in told
    cells = page.value("[...document.querySelectorAll('tr')].map(row => [...row.cells].map(cell => cell.innerText))")
    for row in (["library", "0.50"], ["loop", "140"], ["you", "3.2"], ["2,000", "16 ms", "4 ms", "4.0"]):
        assert row in cells
    assert "yours grows faster than the solution" in screen
    assert "Yours grows faster than the solution." in told
    assert not page.complaints()


def test_time_over_size_is_drawn_told_in_words_and_a_table(opened):
    page = opened(grown())
    assert not page.complaints()
    width, alt = page.value("(i => [i.naturalWidth, i.alt])(document.querySelector('.beside img'))")
    assert width > 100
    assert alt == "Milliseconds of processor time at 500, 1,000, 2,000 boxes. you: 1, 4, 16; solution: 1, 2, 4."
    rows = page.value("[...document.querySelectorAll('.beside tbody tr')].map(row => row.innerText.split('\\t'))")
    assert rows[2] == ["2,000", "16 ms", "4 ms", "4.0"]
    told = page.value("document.querySelector('#growth + p').innerText")
    assert "not judged" in told
    assert "grows" not in told


@pytest.mark.parametrize(("slope", "told"), [(1.0, "Yours grows faster"), (0.1, "Yours grows no faster")])
def test_where_growth_is_judged_the_page_says_how_much_passes_and_draws_it(opened, slope, told):
    report = grown(Verdict.TOO_SLOW, limit=0.35, slope=slope)
    text = opened(report).value("document.querySelector('#growth + p').innerText")
    assert text.startswith(told)
    assert text.endswith("the size. Milliseconds are processor time of one call.")
    assert "solution. Your time over the solution's may grow with the power 0.35 of the size." in text
    assert plots.draw_growth(report.speed.growth).data != plots.draw_growth(SQUARE).data


@pytest.mark.parametrize("count", [0, 1, 2])
def test_sizes_that_took_too_long_are_missing_and_that_is_said(opened, count):
    keys = ("sizes", "milliseconds", "solution_milliseconds")
    page = opened(grown(Verdict.TOO_SLOW, slope=None, **{key: getattr(SQUARE, key)[:count] for key in keys}))
    assert not page.complaints()
    assert "took too long to be measured" in page.value("document.querySelector('#growth + p').innerText")
    assert page.value("document.querySelectorAll('.beside tbody tr').length") == count


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text_stays_text(opened, text):
    shown = printable(text)
    page = opened(a_report(Verdict.WRONG_ANSWER, shown))
    assert not page.complaints()
    assert page.value("document.querySelectorAll('script, iframe, object, link[href^=http]').length") == 0
    lines = page.value("[...document.querySelectorAll('pre')].map(p => p.textContent)")
    assert any(shown in line for line in lines)
    assert not [url for url in page.requests() if not url.startswith(("file:", "data:"))]


def test_text_that_would_be_a_script_is_no_script_even_where_it_was_not_made_printable(opened):
    page = opened(
        a_report(Verdict.CRASHED, "</pre></td><script>document.title='taken'</script><img src=x onerror=alert(1)>")
    )
    assert page.value("document.title").startswith("nms: crashed")
    assert page.value("document.images.length") == 1, "the timings alone"


def test_the_page_is_walked_through_by_the_keyboard(opened):
    checks = (check(1), check(2, verdict=Verdict.WRONG_ANSWER), check(3, verdict=Verdict.WRONG_ANSWER))
    page = opened(a_report(Verdict.WRONG_ANSWER, checks=checks))
    seen = []
    for _ in range(4):
        page.press("Tab")
        seen.append(
            page.value("document.activeElement.tagName + getComputedStyle(document.activeElement).outlineStyle")
        )
    assert seen[:2] == ["SUMMARYsolid", "SUMMARYsolid"]
    before = page.value("document.querySelectorAll('details')[0].open")
    page.value("document.querySelectorAll('summary')[0].focus()")
    page.press("Enter")
    assert page.value("document.querySelectorAll('details')[0].open") is not before


def test_a_screen_reader_meets_headings_tables_and_described_pictures(opened):
    page = opened(a_report(Verdict.WRONG_ANSWER), "image", [CASES["image"]])
    nodes = page.ask("Accessibility.getFullAXTree")["nodes"]
    told = [(node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node["ignored"]]
    roles = {role for role, _ in told}
    assert {"main", "heading", "table", "rowheader", "columnheader"} <= roles
    assert any(role in {"image", "img"} and "difference is largest" in name for role, name in told)
    assert page.value("document.documentElement.lang") == "en"


CONTRAST = """
(() => {
  const parts = text => text.match(/[\\d.]+/g).map(Number);
  const light = text => parts(text).slice(0, 3).map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const back = node => {
    for (; node; node = node.parentElement) {
      const colour = getComputedStyle(node).backgroundColor;
      if (parts(colour)[3] !== 0) return colour;
    }
  };
  const isText = node => [...node.childNodes].some(child => child.nodeType === 3 && child.data.trim());
  const texts = [...document.querySelectorAll('main *')].filter(isText);
  return Math.min(...texts.map(n => {
    const pair = [light(getComputedStyle(n).color), light(back(n))].sort((a, b) => b - a);
    return (pair[0] + 0.05) / (pair[1] + 0.05);
  }));
})()
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("verdict", [Verdict.ACCEPTED, Verdict.WRONG_ANSWER, Verdict.TOO_SLOW, Verdict.NOT_STARTED])
def test_all_text_can_be_read_in_light_and_dark(opened, scheme, verdict):
    page = opened(grown(verdict, limit=0.35), "table", [CASES["table"]])
    page.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    assert page.value(CONTRAST) >= 4.5


@pytest.fixture
def phone(browser):
    """The browser with a window as narrow as a phone's."""
    browser.ask("Emulation.setDeviceMetricsOverride", width=390, height=844, deviceScaleFactor=1, mobile=True)
    yield browser
    browser.ask("Emulation.clearDeviceMetricsOverride")


BEYOND = """
[...document.querySelectorAll('main *')].filter(node => !node.parentElement.closest('.scroll, .lines'))
  .filter(node => node.getBoundingClientRect().right > innerWidth).map(node => node.outerHTML.slice(0, 80))
"""
CALL = "nms(\n  boxes=np.array([[ 26.,  18.,  66.,  58.],\n                  [ 80.,  20., 120.,  60., 1.25, 3.75]]),\n)"


def test_on_a_phone_nothing_is_cut_off_and_a_long_call_scrolls_instead_of_breaking(phone, opened):
    failure = Failure(summary="x" * 300, call=CALL, got="y" * 300)
    failed = check(2, verdict=Verdict.WRONG_ANSWER)
    checks = (check(1), msgspec.structs.replace(failed, failure=failure, title="A title " * 20))
    report = msgspec.structs.replace(grown(Verdict.WRONG_ANSWER, limit=0.35), checks=checks)
    page = opened(report, "table", [CASES["table"]])
    assert page.value("innerWidth") == 390
    assert page.value(BEYOND) == []
    assert page.value("document.documentElement.scrollWidth") == 390
    assert page.value("document.querySelector('h1 span').getBoundingClientRect().bottom") < 200
    height, line, wide, room = page.value(
        "(p => [p.clientHeight, parseFloat(getComputedStyle(p).lineHeight), p.scrollWidth, p.clientWidth])"
        "(document.querySelector('pre.lines'))"
    )
    assert round(height / line) == len(CALL.splitlines())
    assert wide > room


def test_the_progress_page_fits_a_phone(phone, tmp_path):
    path = tmp_path / "progress.html"
    task = Task("grouped_query_attention")
    now = datetime(2026, 11, 28, tzinfo=UTC)
    line = Line(
        task=task, state="accepted ★", solved=(), attempts=3, gradings=3, streak=2, due=now + timedelta(days=60)
    )
    path.write_bytes(progress_page.to_html([line], [], {}, 2, now))
    phone.open(path.as_uri())
    assert phone.value("(scroll => scroll.scrollWidth - scroll.clientWidth)(document.querySelector('.scroll'))") == 0
    assert "2027-01-27" in phone.value("document.querySelector('tbody').innerText")


def test_a_missed_bonus_stands_below_what_failed_and_is_not_counted_with_it(opened):
    bonus = msgspec.structs.replace(check(3, verdict=Verdict.WRONG_ANSWER), bonus=True)
    page = opened(a_report(Verdict.WRONG_ANSWER, checks=(bonus, check(1), check(2, verdict=Verdict.WRONG_ANSWER))))
    headings = page.value("[...document.querySelectorAll('h2')].map(heading => heading.innerText)")
    assert headings[:2] == ["What failed (1)", "Bonus missed, which costs no points (1)"]
    assert page.value("[...document.querySelectorAll('details')].map(one => one.open)") == [True, False]


@pytest.mark.parametrize(("scheme", "back"), [("light", (251, 250, 248)), ("dark", (23, 23, 21))])
def test_a_plot_has_the_background_of_its_page(opened, scheme, back):
    page = opened(grown())
    page.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    x, y = page.value(
        "(box => [box.left, box.top + scrollY])(document.querySelector('.beside img').getBoundingClientRect())"
    )
    clip = {"x": x + 4, "y": y + 4, "width": 200, "height": 100, "scale": 1}
    shot = page.ask("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)["data"]
    pixels = Image.open(io.BytesIO(base64.b64decode(shot))).convert("RGB")
    assert pixels.getpixel((0, 0)) == back
    assert (
        pixels.convert("L").getextrema()[scheme == "dark"] in ({"light": range(100), "dark": range(180, 256)}[scheme])
    )


@pytest.mark.slow
def test_the_page_of_a_real_grading_is_whole_and_below_a_megabyte(browser, tmp_path):
    from conftest import run

    path = tmp_path / "page.html"
    wrong = ROOT / "graders" / "bilinear_resize" / "rejected" / "knows_the_example.py"
    ran = run("grade", "bilinear_resize", "--submission", wrong, "--no-speed", "--html", path, cwd=ROOT)
    assert ran.status == 1, ran.err
    assert path.stat().st_size < 1_000_000
    browser.open(path.as_uri())
    assert not browser.complaints()
    assert browser.value("document.querySelectorAll('details').length") >= 1
