"""Every message on every terminal: encodings that lack characters, narrow and dumb terminals, no color, pipes.

Each screen is written in this process, with a stream like that of the terminal, so that the whole matrix takes seconds.
`test_endings.py` runs every command as a user does, in some of these encodings.
"""

import io
import sys
from datetime import UTC, datetime

import msgspec
import pytest
from rich.cells import cell_len

from conftest import ROOT, TOY
from shousi import catalogue
from shousi.__main__ import main
from shousi.commands import endings
from shousi.errors import printable
from shousi.grading.failed_calls import FailedCall
from shousi.grading.own_input import Trial
from shousi.grading.results import GradingResult
from shousi.history.rows import End
from shousi.practice.debrief import Figures
from shousi.report import Failure, Verdict
from shousi.show import beside, pictures, practice, selection, terminal, trial
from test_html import CASES
from test_report import a_report

ENCODINGS = ["ascii", "latin-1", "cp1252", "gbk", "utf-8"]
WIDE = printable("手撕 ≥ … – — “é” 🙂 × ─ •")
# What a terminal is: its width, whether it is one at all, and the variables of its surroundings.
KINDS = {
    "wide": (80, True, {}),
    "narrow": (34, True, {}),
    "very narrow": (8, True, {}),
    "dumb": (80, True, {"TERM": "dumb"}),
    "no color": (80, True, {"NO_COLOR": "1"}),
    "pipe": (80, False, {}),
}
PLAIN = {"dumb", "no color", "pipe"}


class Stream(io.TextIOWrapper):
    """Standard output as a terminal or a pipe gives it: strict, until our own code makes it safe."""

    def __init__(self, encoding, is_terminal):
        super().__init__(io.BytesIO(), encoding=encoding, write_through=True)
        self.is_terminal = is_terminal

    def isatty(self):
        return self.is_terminal


@pytest.fixture(params=ENCODINGS)
def encoding(request):
    return request.param


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def on_terminal(encoding, kind, monkeypatch):
    """Run something that writes to the terminal; return what the terminal gets, read in its encoding."""
    width, is_terminal, variables = KINDS[kind]
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "LINES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in ({"TERM": "xterm-256color", "COLUMNS": str(width)} | variables).items():
        monkeypatch.setenv(name, value)

    def on_terminal(write):
        streams = [Stream(encoding, is_terminal) for _ in range(2)]
        monkeypatch.setattr(sys, "stdout", streams[0])
        monkeypatch.setattr(sys, "stderr", streams[1])
        endings.make_streams_safe()
        write()
        text = "".join(stream.buffer.getvalue().decode(encoding) for stream in streams)
        assert text
        assert kind not in PLAIN or "\x1b" not in text.replace("\x1b[2K", "")  # erases the line of the clock
        return text

    return on_terminal


@pytest.mark.parametrize("show", [terminal.show_report, terminal.show_everything, selection.show_checks])
def test_a_report_reaches_every_terminal(on_terminal, kind, show):
    for verdict in Verdict:
        text = on_terminal(lambda verdict=verdict: show(a_report(verdict, WIDE), terminal.open_console()))
        assert kind == "very narrow" or verdict.value in text or "passed" in text


def test_screens_that_hold_more_than_a_report_reach_every_terminal(on_terminal):
    exercise = msgspec.structs.replace(catalogue.load(TOY)["double"], title=WIDE)
    figures = Figures(
        outcome=End.GIVEN_UP, spent=61.0, first_run=1.0, right=None, accepted=None, gradings=2, hints=1, mistakes=("a",)
    )
    now = datetime.now(UTC)

    def write():
        console = terminal.open_console()
        practice.show_start(exercise, f" {WIDE}", 60.0, "", console)
        line = practice.ClockLine(console, "h hint")
        line.update(WIDE, 59.0)
        line.clear()
        earlier = [(now, figures)]
        practice.show_debrief(exercise, figures, earlier, f"- {WIDE}", accepted=False, due=now, console=console)
        failure = Failure(summary=WIDE, call=f"f({WIDE})", got=WIDE, printed=(WIDE,), traceback=(WIDE,))
        trial.show_trial("double", Trial(mine=failure, solution=WIDE, alike=False, where=WIDE), console)
        source = f"# {WIDE}\nx = 1\n"
        beside.show_side_by_side(source, source.replace("1", "2"), a_report(), console)

    on_terminal(write)


@pytest.mark.parametrize("picture", ["image", "boxes", "table", "density"])
def test_pictures_reach_every_terminal(on_terminal, picture):
    exercise = msgspec.structs.replace(catalogue.load(TOY)["double"], picture=picture)
    failed: FailedCall = CASES[picture]
    result = GradingResult(report=a_report(Verdict.WRONG_ANSWER, WIDE), failed_calls=(failed,))
    on_terminal(lambda: pictures.show_picture(exercise, result, terminal.open_console()))


@pytest.mark.parametrize(
    "words",
    [["list"], ["progress"], ["hint", "nms"], ["--help"], ["grade", "--help"], ["grade", "手撕"], ["try", "nms"]],
    ids=" ".join,
)
def test_commands_that_start_no_worker_reach_every_terminal(on_terminal, kind, words, monkeypatch, own_history):
    monkeypatch.chdir(own_history)
    text = on_terminal(lambda: main(words))
    assert "internal error" not in text
    assert "Traceback" not in text


@pytest.fixture
def own_history(tmp_path):
    """The exercises of this repository, where nothing has been done yet."""
    (tmp_path / "exercises").symlink_to(ROOT / "exercises")
    (tmp_path / "graders").mkdir()
    return tmp_path


@pytest.mark.parametrize(("lacks", "shown"), [("… –", "... -"), ("≥ ×", ">= x"), ("手", "?"), ("“é”", '"?"')])
def test_characters_that_an_encoding_lacks_become_plain_ones(on_terminal, encoding, lacks, shown):
    text = on_terminal(lambda: print(lacks))
    assert text.strip() == "".join(
        char if _has(encoding, char) else {"…": "...", "–": "-", "≥": ">=", "×": "x", "“": '"', "”": '"'}.get(char, "?")
        for char in lacks
    )
    assert encoding != "ascii" or text.strip() == shown


@pytest.mark.parametrize("kind", ["wide", "narrow", "pipe"], indirect=True)
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"], indirect=True)
@pytest.mark.parametrize("show", [terminal.show_report, terminal.show_everything])
def test_no_line_of_a_report_is_wider_than_the_terminal(on_terminal, kind, encoding, show):
    for verdict in Verdict:
        text = on_terminal(lambda verdict=verdict: show(a_report(verdict, WIDE * 5), terminal.open_console(plain=True)))
        assert max(map(cell_len, text.splitlines())) <= KINDS[kind][0]


def _has(encoding, char):
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
