"""A report as JSON and as JUnit, and foreign text on its way into both."""

import unicodedata
import xml.etree.ElementTree as ET

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shousi import report
from shousi.errors import one_of, printable, printable_lines
from shousi.report import (
    CheckResult,
    Diagnosis,
    Environment,
    Failure,
    LevelResult,
    Outcome,
    Report,
    SpeedResult,
    Verdict,
    two_digits,
)
from shousi.show import junit

# What a submission, a file name or a student may send: terminal escapes, markup, workflow commands, broken text.
HOSTILE = [
    "\x1b[2J\x1b]0;title\x07",
    "\x9b31m\x90q\x9c",
    "]]>",
    "<script>alert(1)</script>",
    "</testcase><testcase name='forged'/>",
    "&amp;&#27;<!-- \"'",
    "::error file=x::forged",
    "##[error]forged",
    "\ud800 \udfff",
    "\u202eesrever\u2066",
    "\x00\x08\x7f\ufffe\uffff",
    "first\r\nsecond\rthird\u2028fourth\x85fifth",
    "[bold red]markup[/bold red] :smile: [link=file:///]x[/link]",
]

ACCEPTED, JUDGE_ERROR, NOT_STARTED = Verdict.ACCEPTED, Verdict.JUDGE_ERROR, Verdict.NOT_STARTED


def failure(text=""):
    """A failure that fills every field; `text` goes into each of them."""
    return Failure(
        summary=f"missing 1. {text}",
        call=f"nms(boxes=[[0., 0., 2., 2.]], note={text})",
        expected=f"[0, 1] {text}",
        got=f"[0] {text}",
        where=f"the answers part at position 1 {text}",
        traceback=("nms.py, line 3, in nms", f"    {text}", text),
        printed=("first", text, f"  {text}"),
    )


def check(number, *, verdict=None, outcome=None, level="basic", text=""):
    """One check; it has passed unless it has a verdict."""
    return CheckResult(
        name=f"test_{number}",
        title=f"Promise {number} is kept.",
        level=level,
        outcome=outcome or (Outcome.FAILED if verdict else Outcome.PASSED),
        verdict=verdict,
        failure=failure(text) if verdict else None,
        seconds=0.25,
    )


def a_report(verdict=ACCEPTED, text="", **changes):
    """A report as a grading with this verdict makes it; `text` goes wherever foreign text can go."""
    failed = [] if verdict is ACCEPTED else [check(3, verdict=verdict, level="edge cases", text=text)]
    checks = [check(1), check(2), *failed, check(4, level="speed", outcome=Outcome.NOT_RUN)]
    if verdict is ACCEPTED:
        checks[-1] = check(4, level="speed")
    if verdict is NOT_STARTED:
        checks = [check(3, verdict=verdict, level="", text=text)]
    points = 10 if verdict is ACCEPTED else 4
    diagnosis = Diagnosis("plus-one", f"Widths carry a +1. {text}") if verdict is Verdict.WRONG_ANSWER else None
    summary = (
        diagnosis.sentence if diagnosis else "every check passed." if verdict is ACCEPTED else f"missing 1. {text}"
    )
    made = Report(
        exercise="nms",
        submission=f"nms.py{text}",
        verdict=verdict,
        summary=summary,
        points=points,
        max_points=10,
        levels=(
            LevelResult(name="basic", points=4, max_points=4, passed=2, checks=2),
            LevelResult(name="edge cases", points=points - 4, max_points=6, passed=0, checks=len(failed)),
        ),
        checks=tuple(checks),
        speed=SpeedResult(
            ratio=3.21,
            limit=25.0,
            pairs=6,
            decision="fast enough",
            milliseconds=12.5,
            solution_milliseconds=3.9,
            busy=True,
            official=True,
        ),
        diagnosis=diagnosis,
        seed=2**63 - 1,
        sandbox="D",
        environment=Environment(shousi="0.1.0", python="3.14.0", system="Linux x86_64", packages={"numpy": "2.4.0"}),
        created="2026-06-01T14:32:01Z",
        seconds=1.75,
    )
    return msgspec.structs.replace(made, **changes)


# ---------------------------------------------------------------------------------------------------------------------
# JSON


@pytest.mark.parametrize("verdict", Verdict)
def test_a_report_comes_back_from_json_as_it_was(verdict):
    made = a_report(verdict)
    assert report.from_json(report.to_json(made)) == made


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text_made_printable_passes_through_json(text):
    made = a_report(Verdict.WRONG_ANSWER, printable(text))
    assert report.from_json(report.to_json(made)) == made


def test_json_names_its_schema_first_and_ends_with_one_newline():
    data = report.to_json(a_report())
    assert data.startswith(b'{\n  "schema": "shousi/report/v2",\n')
    assert data.endswith(b"}\n")
    assert not data.endswith(b"\n\n")


@pytest.mark.parametrize("verdict", Verdict)
def test_a_report_is_valid_by_its_own_schema(verdict):
    made = msgspec.json.decode(report.to_json(a_report(verdict)))
    jsonschema.validate(made, report.json_schema(), cls=jsonschema.Draft202012Validator)


def test_the_schema_is_itself_a_schema():
    jsonschema.Draft202012Validator.check_schema(report.json_schema())


SPOILT = [
    ("schema", "shousi/report/v3"),
    ("verdict", "Accepted"),
    ("verdict", None),
    ("exercise", 3),
    ("points", "4"),
    ("points", 4.5),
    ("levels", {}),
    ("levels", [{"name": "basic"}]),
    ("checks", [3]),
    ("checks", [{"name": "a", "title": "b", "level": "c", "outcome": "skipped"}]),
    ("speed", {}),
    ("speed", "fast"),
    ("diagnosis", "plus-one"),
    ("environment", None),
    ("seconds", None),
]


@pytest.mark.parametrize(("key", "value"), SPOILT, ids=str)
def test_a_spoilt_report_is_refused_by_the_schema_and_by_the_reader(key, value):
    made = msgspec.json.decode(report.to_json(a_report(Verdict.WRONG_ANSWER)))
    made[key] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(made, report.json_schema(), cls=jsonschema.Draft202012Validator)
    with pytest.raises(msgspec.ValidationError):
        report.from_json(msgspec.json.encode(made))


def test_a_report_of_version_1_can_still_be_read():
    made = msgspec.json.decode(report.to_json(a_report(Verdict.WRONG_ANSWER)))
    made["schema"] = "shousi/report/v1"
    del made["bonus_points"], made["max_bonus_points"]
    for part in (*made["levels"], *made["checks"]):
        del part["bonus"]
    assert report.from_json(msgspec.json.encode(made)).levels == a_report(Verdict.WRONG_ANSWER).levels


# What was added within a version may be missing: reports that were written before still have to be read.
@pytest.mark.parametrize("key", [field.name for field in msgspec.structs.fields(Report) if field.required])
def test_a_report_that_lacks_a_key_is_refused_by_the_schema_and_by_the_reader(key):
    made = msgspec.json.decode(report.to_json(a_report()))
    del made[key]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(made, report.json_schema(), cls=jsonschema.Draft202012Validator)
    with pytest.raises(msgspec.ValidationError):
        report.from_json(msgspec.json.encode(made))


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"null", b'{"schema"', b"\xff"])
def test_what_is_no_report_is_refused(data):
    with pytest.raises((msgspec.MsgspecError, UnicodeDecodeError)):
        report.from_json(data)


def test_a_report_cannot_be_changed():
    with pytest.raises(AttributeError):
        a_report().points = 10


@pytest.mark.parametrize(
    ("ratio", "told"),
    [
        (0.0, "0"),
        (0.9, "0.90"),
        (0.984, "0.98"),
        (0.997, "1.0"),
        (1.0, "1.0"),
        (3.21, "3.2"),
        (31.4, "31"),
        (99.6, "100"),
        (412.0, "410"),
        (12345.0, "12000"),
    ],
)
def test_a_ratio_is_told_with_two_digits_and_never_as_a_power_of_ten(ratio, told):
    assert two_digits(ratio) == told


# ---------------------------------------------------------------------------------------------------------------------
# JUnit


def parsed(*reports):
    """The suites of a JUnit document, read by a parser."""
    root = ET.fromstring(junit.to_junit(reports))
    assert root.tag == "testsuites"
    return root.findall("testsuite")


@pytest.mark.parametrize("verdict", Verdict)
def test_the_counts_of_a_suite_agree_with_its_cases(verdict):
    made = a_report(verdict)
    (suite,) = parsed(made)
    assert int(suite.get("tests")) == len(suite.findall("testcase")) == len(made.checks)
    assert int(suite.get("failures")) == len(suite.findall("testcase/failure"))
    assert int(suite.get("errors")) == len(suite.findall("testcase/error"))
    assert int(suite.get("skipped")) == len(suite.findall("testcase/skipped"))


@pytest.mark.parametrize(
    ("verdict", "counts"), [(ACCEPTED, (0, 0, 0)), (JUDGE_ERROR, (0, 1, 1)), (Verdict.TOO_SLOW, (1, 0, 1))]
)
def test_only_the_judges_own_failure_is_an_error(verdict, counts):
    (suite,) = parsed(a_report(verdict))
    assert tuple(int(suite.get(name)) for name in ("failures", "errors", "skipped")) == counts


def test_a_check_that_could_not_be_run_for_the_judges_fault_is_counted_once():
    busy = check(1, verdict=JUDGE_ERROR, outcome=Outcome.NOT_RUN)
    (suite,) = parsed(a_report(JUDGE_ERROR, checks=(busy,)))
    assert [suite.get(name) for name in ("tests", "failures", "errors", "skipped")] == ["1", "0", "1", "0"]
    assert [child.tag for child in suite.find("testcase")] == ["error"]


def test_a_suite_has_the_attributes_that_readers_ask_for():
    (suite,) = parsed(a_report())
    assert suite.attrib == {
        "name": "nms",
        "tests": "3",
        "failures": "0",
        "errors": "0",
        "skipped": "0",
        "time": "1.750",
        "timestamp": "2026-06-01T14:32:01",
        "hostname": "localhost",
    }
    assert suite.find("testcase").attrib == {"classname": "nms.basic", "name": "Promise 1 is kept.", "time": "0.250"}


def test_a_check_without_a_level_is_filed_under_the_exercise():
    (suite,) = parsed(a_report(NOT_STARTED))
    assert suite.find("testcase").get("classname") == "nms"


def test_a_failure_tells_verdict_summary_and_details():
    (suite,) = parsed(a_report(Verdict.WRONG_ANSWER))
    told = suite.find("testcase/failure")
    assert (told.get("type"), told.get("message")) == ("wrong answer", "missing 1. ")
    for line in (
        "expected  [0, 1] ",
        "got       [0] ",
        "where     the answers",
        "nms.py, line 3, in nms",
        "printed   first",
    ):
        assert line in told.text


def test_several_reports_are_several_suites_of_one_document():
    suites = parsed(a_report(), a_report(Verdict.CRASHED, exercise="iou"))
    assert [suite.get("name") for suite in suites] == ["nms", "iou"]


def test_no_report_at_all_is_an_empty_document():
    assert parsed() == []


@pytest.mark.parametrize("verdict", [Verdict.WRONG_ANSWER, JUDGE_ERROR, NOT_STARTED])
@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text_is_text_in_junit_and_nothing_else(text, verdict):
    plain = printable(text)
    (suite,) = parsed(a_report(verdict, plain))
    assert len(suite.findall("testcase")) == len(a_report(verdict).checks)
    told = suite.find("testcase/error" if verdict is JUDGE_ERROR else "testcase/failure")
    assert told.get("message") == f"missing 1. {plain}"
    assert {element.tag for element in suite.iter()} <= {"testsuite", "testcase", "failure", "error", "skipped"}


@settings(max_examples=60, deadline=None, database=None)
@given(st.text(st.characters(), max_size=40))
def test_any_text_made_printable_is_well_formed_xml(text):
    plain = printable(text)
    (suite,) = parsed(a_report(Verdict.CRASHED, plain))
    assert suite.find("testcase/failure").get("message") == f"missing 1. {plain}"


# ---------------------------------------------------------------------------------------------------------------------
# foreign text


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_printable_text_is_visible_and_has_a_utf_8_form(text):
    assert printable(text).isprintable()
    assert printable(text).encode("utf-8")


@pytest.mark.parametrize(
    "text", ["plain", "手撕 nms", "é → ½ “x”", "", " two  spaces ", "C:\\new\\table", "boxes[::-1]  # ##"]
)
def test_text_that_is_plainly_visible_is_left_alone(text):
    assert printable(text) == text


@pytest.mark.parametrize(
    "command", ["::error::x", "  ::warning file=a::x", "::stop-commands::t", "##[error]x", "a ##[group]x"]
)
def test_no_workflow_command_survives_in_printable_text(command):
    assert not printable(command).lstrip().startswith("::")
    assert "##[" not in printable(command)


@pytest.mark.parametrize("char", ["x", "手", "\x1b", "\U000e0001", "\ud800"], ids=ascii)
@pytest.mark.parametrize("limit", [1, 60, 200])
def test_printable_text_keeps_to_its_limit_and_says_that_it_was_cut(char, limit):
    cut = printable(char * 500, limit)
    assert len(cut) <= limit
    assert cut.endswith("…")


def test_text_of_exactly_the_limit_is_not_cut():
    assert printable("x" * 60, 60) == "x" * 60


@settings(max_examples=100, deadline=None, database=None)
@given(st.text(st.characters(), max_size=60))
def test_printable_text_holds_only_visible_characters_and_stays_as_it_is(text):
    once = printable(text)
    assert all(unicodedata.category(char)[0] in "LMNPSZ" for char in once)
    assert printable(once) == once


def test_lines_are_split_escaped_cut_and_counted():
    text = "one\ttab\r\n\x1b[31mtwo\n" + "x" * 300 + "\nfour\nfive\n"
    lines = printable_lines(text, 3)
    assert lines[:2] == ["one    tab", "\\x1b[31mtwo"]
    assert len(lines[2]) == 200
    assert lines[3:] == ["… 2 more lines"]


@pytest.mark.parametrize(
    ("text", "lines"), [("", []), ("\n", [""]), ("a", ["a"]), ("a\n", ["a"]), ("a\n\n", ["a", ""])]
)
def test_the_end_of_the_last_line_begins_no_other_line(text, lines):
    assert printable_lines(text, 10) == lines


def test_names_are_told_as_prose():
    assert one_of(["a"]) == '"a"'
    assert one_of(["a", "b"]) == '"a" or "b"'
    assert one_of(["a", "b", "c"]) == '"a", "b" or "c"'
