"""Levels of feedback: what a level hides is in no file that it writes."""

import json
import re

import msgspec
import pytest

from conftest import ROOT, run
from shousi.feedback import Feedback, apply_feedback
from shousi.report import CheckResult, Failure, Outcome, Verdict
from test_report import a_report, check

SECRET, DOUBLED = "8127.125", "16254.25"
CHECK = f'''

@level("basic")
def test_doubles_the_planted_number_{{way}}(double):
    """The planted number is doubled, once more: {{way}}."""
    assert_close(double(np.array([{SECRET}, {{way}}])), np.array([{DOUBLED}, 2 * {{way}}]))
'''
TITLE, SENTENCE = "The planted number is doubled", "Numbers above 3"
# Tells its input, and the answer, in another way for each check: as its answer, in print, in an exception's message or
# type, in the name of a frame, in a forbidden name, at its exit.
LEAKING = """
import importlib, sys, types
def double(x):
    way, said = int(x[-1]), f"{x.tolist()} {(2 * x).tolist()}"
    if way == 1:
        print(said)
    if way == 2:
        raise ValueError(said)
    if way == 3:
        raise type(said, (Exception,), {})("")
    if way == 4:
        types.FunctionType(fails.__code__.replace(co_name=said), {})()
    if way == 5:
        importlib.import_module(f"scipy.special.{said}")
    if way == 6:
        sys.exit(said)
    return 3 * x
def fails():
    raise KeyError
"""


@pytest.fixture
def graded(toy, tmp_path):
    """Grade the leaking submission in its own place; return all that was written and shown, as bytes by name."""

    def graded(level):
        with (toy / "graders" / "double" / "test_double.py").open("a", encoding="utf-8") as file:
            file.write("".join(CHECK.format(way=way) for way in range(7)))
        (toy / "exercises" / "double" / "double.py").write_text(LEAKING, encoding="utf-8")
        out = tmp_path / "out"
        out.mkdir()
        options = [f"--{kind}={out / f'report.{kind}'}" for kind in ("json", "junit", "html")]
        ran = run("grade", "double", "--feedback", level, *options, cwd=toy, env={"COLUMNS": "200"})
        assert ran.status == 1, ran.err
        written = [*out.iterdir(), *(path for path in (toy / ".shousi").rglob("*") if path.is_file())]
        return {path.name: path.read_bytes() for path in written} | {"screen": (ran.out + ran.err).encode()}

    return graded


def those_with(text, written):
    return {name for name, data in written.items() if text.encode() in data}


SEEN = {"report.json", "report.junit", "report.html", "screen"}


def test_behavior_writes_no_input_and_no_expected_value(graded):
    written = graded("behavior")
    assert not those_with(SECRET, written)
    assert not those_with(DOUBLED, written)
    assert those_with(TITLE, written) == SEEN


def test_full_feedback_writes_them_so_that_the_search_can_fail(graded):
    written = graded("full")
    assert those_with(SECRET, written) >= {"report.json", "report.junit", "report.html"}
    told = json.loads(written["report.json"])["checks"]
    leaking = [
        check["name"][-1] for check in told if TITLE in check["title"] and SECRET in json.dumps(check["failure"])
    ]
    assert len(leaking) >= 5, f"only {leaking} tell it: the search proves too little"


def test_verdict_leaves_points_alone(graded):
    written = graded("verdict")
    for hidden in (SECRET, DOUBLED, TITLE, SENTENCE, "basic", "times the reference"):
        assert not those_with(hidden, written), hidden
    assert re.search(r"^ double [a-z ]+  \d+ of 10 points\n\n run", written["screen"].decode())
    assert b"<failure" in written["report.junit"]


def test_a_diagnosis_is_told_at_behavior_and_not_at_verdict():
    report = a_report(Verdict.WRONG_ANSWER)
    assert apply_feedback(report, Feedback.BEHAVIOR).diagnosis == report.diagnosis
    assert apply_feedback(report, Feedback.VERDICT).diagnosis is None
    assert apply_feedback(report, Feedback.FULL) is report


@pytest.mark.parametrize("verdict", Verdict)
@pytest.mark.parametrize("level", Feedback)
def test_every_verdict_stays_what_it_is_at_every_level(verdict, level):
    report = a_report(verdict)
    told = apply_feedback(report, level)
    assert (told.verdict, told.points, told.max_points, told.seed) == (verdict, report.points, 10, report.seed)


def test_the_british_spelling_of_earlier_versions_is_read():
    assert Feedback("behaviour") is Feedback.BEHAVIOR
    assert msgspec.convert("behaviour", Feedback) is Feedback.BEHAVIOR


def test_a_half_written_submission_is_told_so_at_level_behavior():
    unwritten = check(2, verdict=Verdict.NOT_STARTED)
    summary = "Not written yet: iou. What is written passed its checks."
    report = a_report(Verdict.WRONG_ANSWER, checks=(check(1), unwritten), diagnosis=None, summary=summary)
    limited = apply_feedback(report, Feedback.BEHAVIOR)
    assert limited.summary == summary
    assert limited.checks[1].failure == Failure(summary="it still raises NotImplementedError.")


@pytest.mark.parametrize("option", ["--debug", "--pictures", "--save-call=call.npz"])
def test_options_that_show_inputs_are_refused_at_other_levels(toy, option):
    ran = run("grade", "double", "--feedback", "behavior", option, cwd=toy)
    assert ran.status == 2
    assert "shows inputs, which --feedback behavior hides" in ran.err


@pytest.mark.parametrize("spelling", ["behavior", "behaviour"])
def test_both_spellings_of_behavior_are_one_level(toy, spelling):
    ran = run("grade", "double", "--feedback", spelling, "--debug", cwd=toy)
    assert "--debug shows inputs" in ran.err


def test_a_level_that_does_not_exist_is_told_with_those_that_do(toy):
    ran = run("grade", "double", "--feedback", "some", cwd=toy)
    assert ran.status == 2
    assert '"full", "behavior" or "verdict", not some' in ran.err


def test_behaviour_names_what_is_not_written_where_the_rest_is_right(tmp_path):
    solution = (ROOT / "solutions" / "iou" / "iou.py").read_text(encoding="utf-8")
    alone = tmp_path / "iou_alone.py"
    alone.write_text(
        solution.replace("def giou(", "def _unused(") + "\n\ndef giou(boxes1, boxes2):\n    raise NotImplementedError\n"
    )
    out = tmp_path / "report.json"
    ran = run("grade", "iou", "--submission", alone, "--feedback", "behavior", "--json", out, cwd=ROOT)
    assert ran.status == 1
    report = json.loads(out.read_text(encoding="utf-8"))
    assert report["verdict"] == "wrong answer"
    assert 0 < report["points"] < 10
    assert report["summary"] == "Not written yet: giou. What is written passed its checks."


def test_behaviour_has_words_for_every_verdict_of_a_check():
    for verdict in set(Verdict) - {Verdict.ACCEPTED}:
        failed = CheckResult(
            name="a", title="A.", level="", outcome=Outcome.FAILED, verdict=verdict, failure=Failure(summary=SECRET)
        )
        report = msgspec.structs.replace(a_report(Verdict.WRONG_ANSWER), checks=(failed,))
        assert apply_feedback(report, Feedback.BEHAVIOR).checks[0].failure.summary, verdict
