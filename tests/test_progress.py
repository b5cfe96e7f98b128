"""`progress` tells where one stands; what it exports is data, and nothing else."""

import csv
import io
import json
import re
import shutil
import sqlite3
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from conftest import ROOT, gradings, run
from shousi import catalogue, clock
from shousi.clock import Moment
from shousi.history import History
from shousi.history.rows import End, Task
from shousi.practice import progress
from shousi.report import Verdict
from shousi.show import progress_page
from test_practice_choice import CATALOGUE, DAY_ONE, attempt, grading

DOUBLE = Task("double")


def line(attempts, gradings=(), name="first", day=0):
    found = progress.lines(CATALOGUE, attempts, gradings, DAY_ONE + timedelta(days=day))
    return next(one for one in found if str(one.task) == name)


def test_best_last_trend_and_streak_come_from_the_attempts():
    history = [attempt("first", 0, 20), attempt("first", 1, 10), attempt("first", 2, 30, End.OUT_OF_TIME)]
    history += [attempt("first", 3, 16), attempt("first", 4, 12)]
    found = line(history)
    assert (found.best, found.last, found.streak, found.attempts) == (600.0, 720.0, 2, 5)
    assert found.trend == pytest.approx(12 / 16 - 1)  # against the median of 20, 10 and 16 minutes
    assert found.due > DAY_ONE


def test_a_change_of_a_few_percent_is_no_trend_and_one_time_has_none():
    assert line([attempt("first", 0, 10)]).trend is None
    assert line([attempt("first", 0, 10), attempt("first", 1, 10.4)]).trend == 0.0


def test_variants_have_lines_of_their_own_once_they_were_tried():
    found = progress.lines(CATALOGUE, [attempt("first/turned", 0, 5)], [], DAY_ONE)
    assert [str(one.task) for one in found] == ["first", "first/turned", "second", "third"]
    assert found[0].due is not None  # the variant counts for the exercise


WRONG, ACCEPTED, UNTOUCHED = Verdict.WRONG_ANSWER, Verdict.ACCEPTED, Verdict.NOT_STARTED
GIVEN_UP = attempt("first", 2, outcome=End.GIVEN_UP, number=1)


@pytest.mark.parametrize(
    ("attempts", "gradings", "state"),
    [
        ([], [], "new"),
        ([], [(0, UNTOUCHED, None)], "new"),
        ([attempt("first", 0, outcome=None)], [], "begun"),
        ([GIVEN_UP], [], "given up"),
        ([GIVEN_UP], [(3, UNTOUCHED, None)], "given up"),
        ([attempt("first", 0, outcome=End.OUT_OF_TIME)], [], "out of time"),
        ([GIVEN_UP], [(0, WRONG, None)], "given up"),
        ([GIVEN_UP], [(2.01, WRONG, 1)], "given up"),
        ([GIVEN_UP], [(3, WRONG, None)], "wrong answer"),
        ([GIVEN_UP], [(0, ACCEPTED, None), (2.01, WRONG, 1)], "accepted before"),
        ([GIVEN_UP], [(0, WRONG, None), (1, ACCEPTED, None)], "accepted"),
        ([attempt("first/turned", 0, outcome=End.GIVEN_UP)], [], "new"),
    ],
)
def test_the_state_is_how_the_last_attempt_or_grading_ended_unless_it_was_ever_accepted(attempts, gradings, state):
    rows = [grading("first", day, verdict, number) for day, verdict, number in gradings]
    assert line(attempts, rows).state == state


def test_list_and_progress_say_the_same_and_progress_counts_what_is_new(toy):
    shutil.rmtree(toy)
    for part in ("exercises", "solutions", "graders"):
        shutil.copytree(ROOT / part, toy / part)
    names = list(catalogue.load(toy))
    with History(toy, pytest.fail) as history:
        sitting = history.begin_sitting([Task(names[1])], clock.now(), 60.0)
        history.begin_attempt(sitting, Task(names[1]), 0.0)
        history.end_sitting(sitting, End.GIVEN_UP, 30.0)
    assert run("grade", names[0], "--no-speed", cwd=toy).status == 1  # a stub that nobody has touched
    rows = [row for row in run("list", cwd=toy).out.splitlines() if row[1:].startswith(tuple(names))]
    lines = [row for row in rows if len(row.split()) > 1]  # a topic stands alone, and may be called as an exercise
    assert [row.split()[0] for row in lines] == names
    assert ["new" in row for row in lines] == [number != 1 for number in range(len(names))]
    assert "given up" in lines[1]
    heading, row, rest, *_ = run("progress", cwd=toy).out.splitlines()
    assert heading.split()[0] == "exercise"
    assert (row.split()[0], "given up" in row) == (names[1], True)
    assert rest == f" {len(names) - 1} exercises are new: `shousi list --state new`."


def test_days_in_a_row_end_today_or_yesterday():
    days = [grading("first", day) for day in (-3, -1, 0, 1)]
    today = DAY_ONE.astimezone().date() + timedelta(days=1)
    assert progress.days_in_a_row(days, today) == 3
    assert progress.days_in_a_row(days, today + timedelta(days=1)) == 3
    assert progress.days_in_a_row(days, today + timedelta(days=2)) == 0
    assert progress.days_in_a_row([], date(2026, 1, 1)) == 0


@pytest.fixture
def practised(toy):
    """The toy repository after two accepted attempts, days apart, and a submission that would harm a reader."""

    stamps = []
    for day, seconds in ((0, 50.0), (9, 30.0)):
        start = Moment((DAY_ONE + timedelta(days=day)).timestamp(), 0.0, "then", sleeps=False)
        with History(toy, pytest.fail) as history:
            sitting = history.begin_sitting([DOUBLE], start, 60.0)
            one = history.begin_attempt(sitting, DOUBLE, 0.0)
            history.end_attempt(one, End.ACCEPTED, seconds)
            history.end_sitting(sitting, End.ACCEPTED, seconds)
        stamps.append(clock.stamp(start))
    columns = "exercise, created, verdict, points, max_points, mistake, seed, seconds, submission"
    row = ("double", stamps[0], "wrong answer", 0, 10, "=HYPERLINK(1)\x1b[31m", 7, 0.5, "\x1b]0;owned\x07</script>=1+1")
    with sqlite3.connect(toy / ".shousi" / "history.sqlite") as database:
        for number, stamp in enumerate(stamps, 1):
            database.execute("UPDATE attempt SET created = ? WHERE id = ?", (stamp, number))
        database.execute(f"INSERT INTO grading ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    database.close()
    return toy


def test_the_table_fits_a_terminal_and_tells_the_figures(practised):
    out = run("progress", cwd=practised, env={"COLUMNS": "80"}).out
    (row,) = [line for line in out.splitlines() if line.startswith(" double")]
    assert row.split()[1:7] == ["accepted", "0:30", "0:30", "-40", "%", "2"]
    assert max(map(len, out.splitlines())) <= 80


def test_a_beginner_is_told_how_to_begin(toy):
    ran = run("progress", cwd=toy)
    assert (ran.status, "new" in ran.out, "`shousi practice`" in ran.out) == (0, True, True)


def test_csv_has_a_line_for_each_grading_and_no_formula(practised):
    out = run("progress", "--export", "csv", cwd=practised).out
    heading, row = csv.reader(io.StringIO(out, newline=""))
    told = dict(zip(heading, row, strict=True))
    assert (told["exercise"], told["verdict"], told["seed"], told["mistake"]) == (
        "double",
        "wrong answer",
        "7",
        "'=HYPERLINK(1)\\x1b[31m",
    )
    assert "submission" not in told
    assert not re.search(r"\x1b|\x07", out)


def test_json_holds_everything_and_no_raw_escape(practised, tmp_path):
    path = tmp_path / "history.json"
    assert run("progress", "--export", "json", "--to", path, cwd=practised).status == 0
    data = json.loads(path.read_bytes())
    assert [one["accepted"] or one["spent"] for one in data["attempts"]] == [50.0, 30.0]
    assert data["gradings"][0]["submission"] == "\x1b]0;owned\x07</script>=1+1"
    assert b"\x1b" not in path.read_bytes()


def test_the_page_draws_the_times_and_needs_nothing_beside_it(practised, tmp_path):
    path = tmp_path / "progress.html"
    assert run("progress", "--html", path, cwd=practised).status == 0
    page = path.read_text(encoding="utf-8")
    assert "0:50 on 2026-03-02, 0:30 on 2026-03-11" in page
    assert not re.search(r'(src|href)="(?!data:)', page)
    assert "<script" not in page
    assert len(page) < 300_000


def test_a_title_that_would_be_markup_stays_text():
    one = line([attempt("first", 0, 5)])
    hostile = msgspec.structs.replace(one, state="<img src=x>")
    page = progress_page.to_html([hostile], [], {"first": 20}, 0, datetime.now(UTC)).decode()
    assert "<img src=x>" not in page


def test_a_file_without_its_kind_is_a_slip(toy, tmp_path):
    ran = run("progress", "--to", tmp_path / "x.csv", cwd=toy)
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert gradings(toy) == []


def test_a_perfect_grading_has_a_star_in_list_and_progress(toy):
    stub = toy / "exercises" / "double" / "double.py"
    stub.write_text((toy / "solutions" / "double" / "double.py").read_text(encoding="utf-8"), encoding="utf-8")
    facts = toy / "exercises" / "double" / "exercise.toml"
    text = facts.read_text(encoding="utf-8").replace("errors = 2\nspeed = 3\n", "speed = 5\n[bonus]\nerrors = 2\n")
    facts.write_text(text, encoding="utf-8")
    assert run("grade", "double", cwd=toy).status == 0
    for command in ("list", "progress"):
        assert "accepted ★" in run(command, cwd=toy).out
