"""A report on the terminal: what stands where, in eighty columns, and plain where nobody sees colours."""

import ast
import os
import re
import sys

import msgspec
import numpy as np
import pytest
from rich.cells import cell_len

from conftest import TOY
from shousi import catalogue
from shousi.errors import printable
from shousi.grading.runners import Runner, Source
from shousi.grading.typed_calls import call_texts
from shousi.report import CheckResult, Failure, LevelResult, Outcome, Verdict
from shousi.sandbox.judge.calls import Call, Ended
from shousi.show import terminal
from shousi.show.layout import filled_code
from shousi.wire import Built
from test_report import HOSTILE, a_report, check

WIDE = "手撕" * 60
LONG = "word " * 60 + "x" * 300


@pytest.fixture(autouse=True)
def surroundings(monkeypatch):
    """Eighty columns, and none of the settings of whoever runs these tests."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def shown(capsys):
    """Show a report where the output is no terminal; return the lines."""

    def shown(report, show=terminal.show_report):
        show(report, terminal.open_console())
        return [line.rstrip() for line in capsys.readouterr().out.splitlines()]

    return shown


@pytest.fixture
def on_screen(monkeypatch):
    """Show a report on a terminal; return all that the terminal gets."""
    if os.name == "nt":
        pytest.skip("needs a pseudo-terminal")

    def on_screen(report, **options):
        master, slave = os.openpty()
        with os.fdopen(slave, "w", encoding="utf-8") as screen, monkeypatch.context() as patched:
            patched.setattr(sys, "stdout", screen)
            terminal.show_report(report, terminal.open_console(**options))
            print("THE END", file=screen, flush=True)
            data = b""
            while b"THE END" not in data:
                data += os.read(master, 1 << 16)
        os.close(master)
        return data.decode("utf-8")

    return on_screen


# ---------------------------------------------------------------------------------------------------------------------
# what stands where


@pytest.mark.parametrize("verdict", Verdict)
def test_the_first_line_tells_exercise_verdict_and_points(shown, verdict):
    report = a_report(verdict)
    first = shown(report)[0]
    assert first == f" nms {verdict.value}  {report.points} of 10 points"


def test_an_accepted_submission_is_told_so_in_one_line(shown):
    lines = shown(a_report())
    assert lines[1] == " All 3 checks passed."
    assert not re.search("failed|missing|expected", "\n".join(lines))


def test_a_diagnosis_comes_before_everything_else(shown):
    assert shown(a_report(Verdict.WRONG_ANSWER))[1] == " Widths carry a +1."


@pytest.mark.parametrize("verdict", [Verdict.TOO_SLOW, Verdict.CRASHED, Verdict.FORBIDDEN, Verdict.NOT_STARTED])
def test_without_a_diagnosis_the_summary_comes_first(shown, verdict):
    assert shown(a_report(verdict))[1].startswith(" missing 1.")


def test_a_judge_error_never_blames_the_learner(shown):
    lines = shown(a_report(Verdict.JUDGE_ERROR))
    assert " ".join(line.strip() for line in lines[1:3]).startswith("The grading itself broke: our fault, not yours.")
    assert any("missing 1." in line for line in lines), "what broke has to be told too"


def test_a_failure_is_told_whole_and_once(shown):
    text = "\n".join(shown(a_report(Verdict.WRONG_ANSWER)))
    for part in (
        "Promise 3 is kept.  (edge cases)",
        "missing 1.",
        "nms(boxes=[[0., 0., 2., 2.]]",
        "expected  [0, 1]",
        "got       [0]",
        "where     the answers part at position 1",
        "at        nms.py, line 3, in nms",
        "printed   first",
    ):
        assert text.count(part) == 1, part


def test_of_wrong_answers_the_first_with_a_call_is_told_whole_and_opens_the_screen(shown):
    def wrong(number, call):
        failure = Failure(summary=f"summary {number}.", call=call, got="x")
        outcome, verdict = Outcome.FAILED, Verdict.WRONG_ANSWER
        title = f"Promise {number} is kept."
        return CheckResult(
            name=f"test_{number}", title=title, level="basic", outcome=outcome, verdict=verdict, failure=failure
        )

    checks = (wrong(1, ""), wrong(2, "nms(boxes=[0., 1., 2.])"), wrong(3, "nms()"))
    lines = shown(a_report(Verdict.WRONG_ANSWER, checks=checks))
    assert any("nms(boxes" in line for line in lines)
    assert [line.strip() for line in lines if "summary" in line] == ["summary 2."]  # and no other beside it
    assert not any("nms()" in line for line in lines)
    assert [line.strip() for line in lines if line.strip().startswith("-")] == [
        "- Promise 1 is kept.  (basic)",
        "- Promise 3 is kept.  (basic)",
    ]


def short(number):
    """A failed check of which little is known."""
    failure = Failure(summary="missing 1.", call="nms()", expected="[0]", got="[]")
    return msgspec.structs.replace(check(number, verdict=Verdict.WRONG_ANSWER), failure=failure)


def test_of_many_failures_those_are_listed_for_which_there_is_room_and_the_rest_is_counted(shown):
    lines = shown(a_report(Verdict.WRONG_ANSWER, checks=tuple(map(short, range(22)))))
    assert len(lines) <= 22
    assert " Also failed (21)" in lines
    listed = sum(line.strip().startswith("- Promise") for line in lines)
    assert f"   … and {21 - listed} more" in lines
    assert listed >= 5


def test_where_a_failure_fills_the_screen_the_others_are_counted(shown):
    checks = tuple(check(number, verdict=Verdict.WRONG_ANSWER, text="x " * 200) for number in range(12))
    lines = shown(a_report(Verdict.WRONG_ANSWER, checks=checks))
    assert " Also failed (11)" in lines
    assert not any(line.strip().startswith("- Promise") for line in lines)


@pytest.mark.parametrize("show", [terminal.show_report, terminal.show_everything])
@pytest.mark.parametrize("verdict", Verdict)
def test_the_last_line_is_the_verdict_again(shown, verdict, show):
    lines = shown(a_report(verdict), show)
    assert lines[-1] == lines[0]


def test_a_screen_says_how_to_see_the_rest_and_a_verdict_how_it_was_measured(shown):
    lines = shown(a_report(Verdict.WRONG_ANSWER))
    assert " ".join(" ".join(lines[-3:-1]).split()).endswith("--verbose shows everything")
    assert not any(line.startswith((" speed ", " memory ", " levels ")) for line in lines)
    assert any(line.startswith(" speed ") for line in shown(a_report(Verdict.TOO_SLOW)))


def test_everything_holds_each_failure_in_full(shown):
    checks = tuple(check(number, verdict=Verdict.WRONG_ANSWER, text="x " * 200) for number in range(12))
    text = "\n".join(shown(a_report(Verdict.WRONG_ANSWER, checks=checks), terminal.show_everything))
    assert "more" not in text
    for number in range(12):
        assert f"Promise {number} is kept." in text


def test_levels_speed_and_how_it_ran_are_told_at_the_end_of_everything(shown):
    lines = shown(a_report(Verdict.WRONG_ANSWER), terminal.show_everything)
    at = [
        next(n for n, line in enumerate(lines) if line.startswith(f" {label} ")) for label in ("levels", "speed", "run")
    ]
    assert at == sorted(at)
    assert lines[at[0]].endswith("  basic 4/4, edge cases 0/6")
    assert "3.2 times the reference, limit 25; 6 alternating pairs, machine busy" in " ".join(lines)
    assert "1.8 s, seed 9223372036854775807, sandbox: " in lines[at[2]]


def test_checks_that_were_not_run_are_counted(shown):
    assert " not run   1 check" in shown(a_report(Verdict.TIMED_OUT))
    assert not any("not run" in line for line in shown(a_report()))


def test_a_speed_that_no_outside_clock_has_read_is_marked(shown):
    report = a_report()
    report = msgspec.structs.replace(report, speed=msgspec.structs.replace(report.speed, official=False))
    assert "not official" in " ".join(shown(report))
    assert "speed" not in " ".join(shown(msgspec.structs.replace(report, speed=None)))


# ---------------------------------------------------------------------------------------------------------------------
# eighty columns


@pytest.mark.parametrize(
    "text", ["", LONG, WIDE, "x" * 79 + " y", "\n".join(["line"] * 3)], ids=["", "long", "wide", "edge", "lines"]
)
@pytest.mark.parametrize("verdict", Verdict)
def test_no_line_is_longer_than_the_terminal(shown, verdict, text):
    checks = (*a_report(verdict, text).checks, check(LONG, verdict=Verdict.CRASHED, level=LONG))
    for report in (a_report(verdict, text), a_report(verdict, text, checks=checks, summary=LONG)):
        assert max(map(cell_len, shown(report))) <= 80


def test_a_long_summary_is_folded_and_not_cut(shown):
    text = "".join(map(str, range(150)))
    assert text in "".join(line.strip() for line in shown(a_report(Verdict.CRASHED, text)))


@pytest.mark.parametrize(
    "text", [LONG, WIDE, "x" * 1900, "\n".join(["line"] * 60)], ids=["long", "wide", "one", "lines"]
)
@pytest.mark.parametrize("verdict", Verdict)
def test_a_screen_has_22_lines_at_most_and_holds_the_verdict(shown, verdict, text):
    checks = (*a_report(verdict, text).checks, *(check(n, verdict=Verdict.CRASHED, level=LONG) for n in range(20)))
    levels = tuple(LevelResult(name=LONG, points=0, max_points=1, passed=0, checks=1) for _ in range(9))
    lines = shown(a_report(verdict, text, checks=checks, summary=text, levels=levels))
    assert len(lines) <= 22
    assert lines[0].split()[0] == "nms"
    assert lines[-1] == lines[0]


def test_a_story_that_is_cut_counts_the_lines_left_out_and_keeps_the_exception(shown):
    trace = (*(f"nms.py, line {n}, in nms" for n in range(60)), "ValueError: the end")
    failed = msgspec.structs.replace(check(3, verdict=Verdict.CRASHED), failure=Failure(summary="x", traceback=trace))
    lines = shown(a_report(Verdict.CRASHED, checks=(failed,)))
    assert any(re.fullmatch(r" +… \d+ more lines", line) for line in lines)
    assert any(line.endswith("ValueError: the end") for line in lines)


def test_where_room_is_short_the_place_of_an_error_is_kept_and_the_error_said_once(shown):
    raised = f"KeyError: {'a long key ' * 20}"
    frames = [text for n in range(9) for text in (f"nms.py, line {n}, in nms", f"    return helper({n})")]
    failure = Failure(summary=f"nms(…) raised {raised}", call=LONG_CALL, traceback=(*frames, raised))
    failed = msgspec.structs.replace(check(3, verdict=Verdict.CRASHED), failure=failure)
    lines = shown(a_report(Verdict.CRASHED, checks=(failed,), summary=failure.summary))
    assert len(lines) <= 22
    assert "return helper(8)" in "\n".join(lines)
    assert "".join(lines).count("KeyError") == 1


BOXES = "".join(f"                  [{n}., 18.,  66., 5{n}.],\n" for n in range(9))
LONG_CALL = f"nms(\n  boxes=np.array([[ 26.,  18.,  66.,  58.],\n{BOXES}                  ]),\n  scores='a  b',\n)"
CALLS_OF_A_CLASS = """cache = KVCache(
  heads=np.array([[1., 0.],
                  [0., 1.]]),
  rank=1,
)
cache.load_state_dict(
  {'a': torch.tensor([[1., 2.]]),
   'b': torch.tensor([[ 1.],
                      [-1.]])},
  strict=False,
)
cache(x=torch.tensor([3., 4.]))  # alone, this call gives another answer"""


@pytest.mark.parametrize("call", [LONG_CALL, CALLS_OF_A_CLASS])
def test_a_call_that_fills_the_screen_is_written_on_fewer_lines_and_can_still_be_pasted(shown, call):
    failure = Failure(summary="x " * 70, call=call, expected="1\n2", got="2\n3", where="somewhere")
    failed = msgspec.structs.replace(check(3, verdict=Verdict.WRONG_ANSWER), failure=failure)
    lines = shown(a_report(Verdict.WRONG_ANSWER, checks=(failed, check(4, verdict=Verdict.WRONG_ANSWER))))
    assert len(lines) <= 22
    begin = next(number for number, line in enumerate(lines) if line.startswith("   call "))
    end = next(number for number, line in enumerate(lines) if line.startswith("   expected "))
    pasted = "\n".join(line[13:] for line in lines[begin:end])
    assert ast.dump(ast.parse(pasted)) == ast.dump(ast.parse(call))
    assert end - begin < call.count("\n")


@pytest.mark.parametrize("code", ["f(\n  'a\\\n b',\n)", "f(<array of shape (3, 4)>,\n  1)", 'x = """\n  two\n"""'])
def test_code_that_filling_would_change_stays_as_it_is(code):
    assert filled_code(code, 40) == code


def test_what_a_call_printed_stands_beside_the_call(shown):
    labels = [
        line.split()[0] for line in shown(a_report(Verdict.WRONG_ANSWER)) if line[:3] == "   " and line[3:4].strip()
    ]
    assert labels.index("printed") == labels.index("call") + 1


# ---------------------------------------------------------------------------------------------------------------------
# plain text


@pytest.mark.parametrize("verdict", Verdict)
def test_where_the_output_is_no_terminal_there_is_no_escape_sequence(shown, verdict):
    text = "\n".join(shown(a_report(verdict)))
    assert text.replace("\n", "").isprintable()


@pytest.mark.parametrize("verdict", Verdict)
def test_a_terminal_gets_colours(on_screen, verdict):
    assert "\x1b[" in on_screen(a_report(verdict))


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("setting", [("NO_COLOR", "1"), ("TERM", "dumb")], ids=str)
def test_no_color_and_a_dumb_terminal_get_plain_text(on_screen, monkeypatch, verdict, setting):
    monkeypatch.setenv(*setting)
    assert "\x1b" not in on_screen(a_report(verdict))


def test_plain_text_can_be_asked_for_on_any_terminal(on_screen):
    assert "\x1b" not in on_screen(a_report(Verdict.WRONG_ANSWER), plain=True)


# ---------------------------------------------------------------------------------------------------------------------
# foreign text


@pytest.mark.parametrize("verdict", [Verdict.WRONG_ANSWER, Verdict.CRASHED, Verdict.JUDGE_ERROR])
@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text_is_shown_and_does_nothing(shown, text, verdict):
    lines = shown(a_report(verdict, printable(text)))
    assert all(line.isprintable() for line in lines)
    assert not commands(lines)


def test_a_workflow_command_does_not_come_to_a_lines_start_by_folding(shown):
    for width in range(50, 80):
        text = printable("x" * width + " ::error::forged")
        assert not commands(shown(a_report(Verdict.CRASHED, text)))


def commands(lines):
    """The lines that the log of a workflow would take for commands: `::error::` at a start, `##[error]` anywhere."""
    return [line for line in lines if line.lstrip().startswith("::") or "##[" in line]


@pytest.mark.parametrize("text", ["[bold red]x[/]", "[link=file:///]x", ":smile:", "[/]", "\\[x]"])
def test_markup_and_emoji_codes_are_shown_as_they_were_written(shown, on_screen, text):
    assert any(text in line for line in shown(a_report(Verdict.CRASHED, text)))
    assert text in on_screen(a_report(Verdict.CRASHED, text))


def test_a_call_is_shown_an_argument_a_line_where_it_is_long_and_matrices_stand_in_columns(started):
    source = Source(text="def double(x):\n    return x\n", filename="double.py", functions=("double",))
    same = Runner(started, source)
    exercise = catalogue.load(TOY)["double"]

    def told(value):
        (text,) = call_texts(
            [Call(function="double", args=(value,), ended=Ended.RETURNED, value=value)], exercise, same
        )
        return text

    assert told(3) == "double(x=3)"
    assert told(list(range(20))).count("\n") == 3, "it would not fit beside its label in 80 columns"
    matrix = np.array([[1.5, 2.0], [3.0, 4.0]])
    assert told(matrix) == "double(\n  x=np.array([[1.5,  2.],\n              [ 3.,  4.]]),\n)"
    assert told(Built("model", (("w", matrix),))) == (
        "double(\n  x=factories.model(\n      ('w',\n       np.array([[1.5,  2.],\n                 [ 3.,  4.]])),\n"
        "    ),\n)  # factories is the grader's: --debug makes this call again"
    )
