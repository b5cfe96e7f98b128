"""The history remembers gradings and never stands in their way."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from conftest import TOY, run, unmeasured
from shousi import clock
from shousi.clock import Moment
from shousi.history import History
from shousi.history.rows import End, Help, Task
from shousi.report import CheckResult, Outcome, Report, Verdict
from test_grade import RIGHT, body

OLD = Path(__file__).parent / "data" / "history-v1.sqlite"  # three gradings by the first version
DOUBLE = Task("double")


@pytest.fixture
def write(toy):
    def write(source, *options):
        (toy / "exercises" / "double" / "double.py").write_text(source)
        return run("grade", "double", *options, cwd=toy)

    return write


@pytest.fixture
def told():
    return []


@pytest.fixture(scope="session")
def report(tmp_path_factory):
    """The report of an accepted answer."""
    root, path = tmp_path_factory.mktemp("graded") / "toy", tmp_path_factory.mktemp("report") / "report.json"
    shutil.copytree(TOY, root)
    run("grade", "double", "--submission", root / "solutions" / "double" / "double.py", "--json", path, cwd=root)
    return msgspec.json.decode(path.read_bytes(), type=Report)


def kept(toy):
    return toy / ".shousi" / "history.sqlite"


def put(toy, data):
    kept(toy).parent.mkdir(exist_ok=True)
    kept(toy).write_bytes(data)


def set_aside(toy):
    return [path.name for path in kept(toy).parent.glob("history-*.sqlite")]


def gradings(toy, told):
    with History(toy, told.append) as history:
        return history.gradings()


def hints_taken(toy, told):
    with History(toy, told.append) as history:
        return history.hints_taken(DOUBLE)


def verdicts(toy, told):
    return [(str(row.task), row.verdict) for row in gradings(toy, told)]


def test_gradings_of_ones_own_file_are_remembered(toy, write, told):
    write(RIGHT)
    write(body(["return x + 2"]))
    assert verdicts(toy, told) == [("double", Verdict.ACCEPTED), ("double", Verdict.WRONG_ANSWER)]
    assert told == []


def test_a_row_holds_what_was_graded_and_what_came_of_it(toy, write, told):
    source = body(["return x + 2"])
    write(source)
    (row,) = gradings(toy, told)
    assert (row.task, row.verdict, row.mistake, row.submission) == (DOUBLE, Verdict.WRONG_ANSWER, "adds-two", source)
    assert (row.answers_right, row.hints, row.attempt, row.points < row.max_points) == (False, 0, None, True)
    write(RIGHT)
    row = gradings(toy, told)[-1]
    assert row.answers_right
    assert row.ratio > 0


def test_a_slow_answer_counts_as_right_and_not_as_accepted(toy, write, told):
    write((toy / "graders" / "double" / "rejected" / "loops.py").read_text())
    (row,) = gradings(toy, told)
    assert (row.verdict, row.answers_right) == (Verdict.TOO_SLOW, True)


def test_an_answer_whose_speed_was_left_out_counts_as_right_and_not_as_accepted(toy, write, told):
    write(RIGHT, "--no-speed")
    row = gradings(toy, told)[-1]
    assert (row.verdict, row.answers_right, row.ratio) == (Verdict.NOT_MEASURED, True, None)


@pytest.mark.parametrize("verdict", [Verdict.TOO_SLOW, Verdict.NOT_MEASURED, Verdict.UNDECIDED])
def test_a_missed_bonus_leaves_the_answers_right_where_only_speed_is_in_question(toy, told, report, verdict):
    speed = CheckResult(name="speed", title="It is fast", level="speed", outcome=Outcome.FAILED, verdict=verdict)
    bonus = CheckResult(
        name="errors",
        title="It refuses",
        level="errors",
        outcome=Outcome.FAILED,
        verdict=Verdict.WRONG_ANSWER,
        bonus=True,
    )
    required = msgspec.structs.replace(bonus, bonus=False)
    with History(toy, told.append) as history:
        for checks in ((speed, bonus), (speed, required)):
            history.record(msgspec.structs.replace(report, verdict=verdict, checks=checks), RIGHT)
        assert [row.answers_right for row in history.gradings()] == [True, False]


def test_the_list_shows_where_one_stands(toy, write):
    assert "new" in run("list", cwd=toy).out
    write(body(["return x * 2"]))
    assert "wrong answer, best" in run("list", cwd=toy).out
    write(RIGHT)
    assert "accepted" in run("list", cwd=toy).out


def test_grading_another_file_is_not_remembered(toy, tmp_path, told):
    (tmp_path / "double.py").write_text(RIGHT)
    run("grade", "double", "--submission", tmp_path / "double.py", cwd=toy)
    assert verdicts(toy, told) == []


def test_git_never_sees_the_history(toy, write):
    write(RIGHT)
    subprocess.run(["git", "init", "-q"], cwd=toy, check=True, timeout=60)
    shown = subprocess.run(["git", "status", "--short", "-uall"], cwd=toy, capture_output=True, check=True, timeout=60)
    assert b".shousi" not in shown.stdout
    assert b"double.py" in shown.stdout


def test_a_history_of_the_first_version_is_carried_over_whole(toy, write, told):
    put(toy, OLD.read_bytes())
    write(body(["return x + 2"]))
    rows = gradings(toy, told)
    assert [row.verdict.value for row in rows] == ["wrong answer", "accepted", "accepted", "wrong answer"]
    assert [row.answers_right for row in rows] == [False, True, True, False]
    assert [row.seed for row in rows][:3] == [5, 6, 7]
    assert (told, set_aside(toy)) == ([], [])


DAMAGES = {
    "no database": lambda data: b"this is no database " * 100,
    "cut off": lambda data: data[:5000],
    "a page of noise": lambda data: data[:4096] + b"\xa5" * 4096 + data[8192:],
    "another header": lambda data: b"SQLite format 3\0" + b"\xff" * 200 + data[216:],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_history_is_set_aside_in_one_line_and_a_new_one_begins(toy, write, told, damage):
    data = damage(OLD.read_bytes())
    put(toy, data)
    ran = write(RIGHT)
    (name,) = set_aside(toy)
    assert (ran.status, ran.err.count("\n")) == (0, 1)
    assert f".shousi/{name}" in ran.err
    assert (kept(toy).parent / name).read_bytes() == data
    assert verdicts(toy, told) == [("double", Verdict.ACCEPTED)]


def test_values_that_cannot_be_right_are_damage_too(toy, write, told):
    write(RIGHT)
    with sqlite3.connect(kept(toy)) as database:
        database.execute("UPDATE grading SET verdict = 'splendid'")
    database.close()
    ran = write(body(["return x + 2"]))
    assert (ran.status, ran.err, "wrong answer" in ran.out) == (1, "", True)  # nobody has read the row
    ran = run("list", cwd=toy)
    assert (ran.status, ran.err.count("\n")) == (0, 1)
    assert len(set_aside(toy)) == 1


def test_a_history_of_a_newer_version_is_set_aside_untouched_and_a_new_one_begins(toy, write, told):
    write(RIGHT)
    with sqlite3.connect(kept(toy)) as database:
        database.execute("CREATE TABLE of_the_future (x)")
        database.execute("PRAGMA user_version = 99")
    database.close()
    ran = write(RIGHT)
    (name,) = set_aside(toy)
    assert (ran.status, ran.err.count("\n")) == (0, 1)
    assert "newer shousi" in ran.err
    with sqlite3.connect(kept(toy).with_name(name)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (99,)
        assert database.execute("SELECT count(*) FROM grading").fetchone() == (1,)
    database.close()
    assert verdicts(toy, told) == [("double", Verdict.ACCEPTED)]


def test_a_newer_history_in_use_is_left_where_it_is(toy, write, told):
    write(RIGHT)
    with sqlite3.connect(kept(toy)) as database:
        database.execute("PRAGMA user_version = 99")
    database.execute("BEGIN")
    database.execute("SELECT count(*) FROM grading").fetchone()
    ran = write(RIGHT)
    database.close()
    assert (ran.status, ran.err.count("\n"), set_aside(toy)) == (0, 1, [])


@pytest.mark.parametrize("start", ["nothing", "an old one", "a damaged one"])
def test_many_sessions_at_once_lose_no_row(toy, told, start):
    if start != "nothing":
        put(toy, OLD.read_bytes() if start == "an old one" else b"damaged " * 1000)
    code = (
        "import sys, pathlib\n"
        "from shousi.history import History\n"
        "from shousi.history.rows import Help, Task\n"
        "root, first = pathlib.Path(sys.argv[1]), 100 * int(sys.argv[2])\n"
        "sys.stdin.readline()\n"
        "with History(root, print) as history:\n"
        "    for number in range(first, first + 25):\n"
        "        history.note_help(Task('double'), Help.HINT, number)\n"
    )
    sessions = [
        subprocess.Popen(
            [sys.executable, "-P", "-c", code, str(toy), str(number)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for number in range(4)
    ]
    for session in sessions:
        session.stdin.write(b"go\n")
        session.stdin.flush()
    said = b"".join(session.communicate(timeout=60)[0] for session in sessions)
    assert hints_taken(toy, told) == 100
    assert said.count(b"\n") == (start == "a damaged one")
    assert len(set_aside(toy)) == (start == "a damaged one")


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a file system")
@pytest.mark.parametrize("room", [0, 20, 60], ids=["none", "little", "some"])
def test_a_full_disk_loses_the_row_and_not_the_grading(toy, room):
    (toy / "exercises" / "double" / "double.py").write_text(RIGHT)
    (toy / ".shousi").mkdir()
    script = (
        "mount -t tmpfs -o size=64k full .shousi || exit 77\n"
        f"head -c {(64 - room) * 1024} /dev/zero > .shousi/filler\n"
        'exec "$@"\n'
    )
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh"]
    command += [sys.executable, "-P", "-m", "shousi", "grade", "double"]
    ran = subprocess.run(command, cwd=toy, capture_output=True, text=True, check=False, timeout=60)
    if ran.returncode not in (0, 1, 2, 3):
        pytest.skip("no mounts for this user")
    assert (ran.returncode, ran.stderr.count("\n")) == (0, 1)
    assert "accepted" in ran.stdout
    assert ".shousi/history.sqlite cannot be used now" in ran.stderr


def test_a_folder_that_is_none_loses_the_row_and_not_the_grading(toy, write):
    (toy / ".shousi").write_text("in the way")
    ran = write(RIGHT)
    assert (ran.status, ran.err.count("\n")) == (0, 1)


def test_hints_are_counted_once_each_and_by_attempt(toy, told):
    with History(toy, told.append) as history:
        history.note_help(DOUBLE, Help.HINT, 1)
        history.note_help(DOUBLE, Help.REVEALED)
        sitting = history.begin_sitting([DOUBLE], clock.now(), 60.0)
        attempt = history.begin_attempt(sitting, DOUBLE, 0.0)
        assert history.hints_taken(DOUBLE) == 0
        for number in (1, 2, 2):
            history.note_help(DOUBLE, Help.HINT, number)
        history.note_help(Task("double", "halved"), Help.HINT, 1)
        assert history.hints_taken(DOUBLE) == 2
        history.end_attempt(attempt, End.GIVEN_UP, 12.5)
        (ended,) = history.attempts()
    assert (ended.hints, ended.ended, ended.outcome, ended.allowed) == (2, 12.5, End.GIVEN_UP, 60.0)
    assert told == []


def test_a_sitting_is_found_again_as_it_was_left_until_it_ends(toy, told):
    planned = (DOUBLE, Task("double", "halved"))
    with History(toy, told.append) as history:
        sitting = history.begin_sitting(planned, clock.now(), 60.0)
        history.begin_attempt(sitting, DOUBLE, 0.0)
        history.note_time(sitting, 20.0)
        history.note_time(sitting, 10.0)
        found = history.open_sitting()
        assert (found.start, found.planned, found.allowed, found.last.seconds) == (sitting.start, planned, 60.0, 20.0)
        history.end_sitting(found, End.OUT_OF_TIME, 60.0)
        assert history.open_sitting() is None
        assert history.attempts()[0].outcome is End.OUT_OF_TIME


def test_the_file_is_whole_after_a_kill_in_the_middle_of_writing(toy, told):
    code = (
        "import sys, pathlib\n"
        "from shousi.history import History\n"
        "from shousi.history.rows import Help, Task\n"
        "history = History(pathlib.Path(sys.argv[1]), print)\n"
        "for number in range(10_000):\n"
        "    history.note_help(Task('double'), Help.HINT, number)\n"
        "    print(number, flush=True)\n"
    )
    writer = subprocess.Popen([sys.executable, "-P", "-c", code, str(toy)], stdout=subprocess.PIPE, text=True)
    while int(writer.stdout.readline()) < 30:
        pass
    writer.kill()
    last = [30, *map(int, writer.stdout.read().splitlines())][-1]
    writer.stdout.close()
    writer.wait(timeout=60)
    assert hints_taken(toy, told) in (last + 1, last + 2)
    database = sqlite3.connect(kept(toy))
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()
    assert told == []


def change(toy, *statements):
    """Change the history's file as another program might."""
    database = sqlite3.connect(kept(toy))
    with database:
        for statement in statements:
            database.execute(statement)
    database.close()


ODD_VALUES = {
    "a number that is a word": "points = 'many'",
    "a number that is bytes": "seed = x'ff'",
    "a number without an end": "seconds = 9e999",
    "a number too large for a date": "elapsed = 1e300",
    "more points than any integer": "points = 9e999",
    "a date in the year 1": "created = '0001-01-01T00:00:00Z'",
    "a date in the year 9999": "created = '9999-12-31T23:59:59Z'",
    "a date without its zone": "created = '2026-01-01T00:00:00'",
    "no date": "created = 'yesterday'",
    "a verdict of the future": "verdict = 'splendid'",
    "a name that is bytes": "exercise = x'6e6d73'",
}


@pytest.mark.parametrize("odd", ODD_VALUES.values(), ids=ODD_VALUES)
def test_a_row_that_cannot_be_right_is_told_in_one_line_and_a_new_history_begins(toy, told, report, odd):
    with History(toy, told.append) as history:
        history.record(report, RIGHT)
        change(toy, f"UPDATE grading SET {odd}")
        assert history.gradings() == []
        assert (len(told), len(set_aside(toy))) == (1, 1)
        history.record(report, RIGHT)
        assert [row.verdict for row in history.gradings()] == [Verdict.ACCEPTED]
    assert len(told) == 1


ODD_SITTINGS = {
    "no end": "UPDATE sitting SET allowed = 9e999",
    "a plan that is bytes": "UPDATE sitting SET planned = x'ff', wall = 'noon'",
    "an outcome of the future": "UPDATE attempt SET outcome = 'splendid'",
    "a beginning that is a word": "UPDATE attempt SET began = 'soon'",
}


@pytest.mark.parametrize("odd", ODD_SITTINGS.values(), ids=ODD_SITTINGS)
def test_a_sitting_that_cannot_be_right_is_told_in_one_line(toy, told, odd):
    with History(toy, told.append) as history:
        history.begin_attempt(history.begin_sitting([DOUBLE], clock.now(), 60.0), DOUBLE, 0.0)
        change(toy, odd)
        history.attempts()
        history.open_sitting()
        assert (history.attempts(), history.open_sitting()) == ([], None)
    assert (len(told), len(set_aside(toy))) == (1, 1)


def test_text_that_is_not_utf_8_is_read_with_marks_in_its_place(toy, told, report):
    with History(toy, told.append) as history:
        history.record(report, RIGHT)
    change(toy, "UPDATE grading SET submission = CAST(x'61ff62' AS TEXT), mistake = CAST(x'ff' AS TEXT)")
    (row,) = gradings(toy, told)
    assert (row.submission, row.mistake) == ("a\ufffdb", "\ufffd")
    assert (told, set_aside(toy)) == ([], [])


def test_lone_surrogates_are_kept_escaped_and_nothing_is_set_aside(toy, told, report):
    with History(toy, told.append) as history:
        history.record(report, "x = '\udc80'\n", elapsed=float("nan"))
        history.note_help(Task("dou\udc80ble"), Help.HINT, 1)
        assert history.hints_taken(Task("dou\udc80ble")) == 1
        (row,) = history.gradings()
    assert (row.submission, row.elapsed) == ("x = '\\udc80'\n", None)
    assert (told, set_aside(toy)) == ([], [])


def test_a_number_that_no_column_holds_loses_its_row_in_one_line(toy, told):
    with History(toy, told.append) as history:
        history.note_help(DOUBLE, Help.HINT, 2**70)
        history.note_help(DOUBLE, Help.HINT, 2)
        assert history.hints_taken(DOUBLE) == 1
    assert (len(told), set_aside(toy)) == (1, [])


TABLES = {
    "without any": ["DROP TABLE grading", "DROP TABLE help", "DROP TABLE attempt", "DROP TABLE sitting"],
    "that lack a column": ["ALTER TABLE grading DROP COLUMN verdict"],
    "said to be older than they are": ["PRAGMA user_version = 0"],
    "of a version below none": ["PRAGMA user_version = -7"],
}


@pytest.mark.parametrize("statements", TABLES.values(), ids=TABLES)
def test_tables_that_are_not_ours_are_set_aside_in_one_line(toy, told, report, statements):
    with History(toy, told.append) as history:
        history.record(report, RIGHT)
        change(toy, *statements)
        history.record(report, RIGHT)
    assert (len(told), len(set_aside(toy))) == (1, 1)
    assert verdicts(toy, told) == [("double", Verdict.ACCEPTED)]


def test_a_system_clock_that_was_set_back_keeps_every_row_and_shows_progress(toy, told, report):
    with History(toy, told.append) as history:
        history.record(report, RIGHT)
        start = Moment(0.0, 0.0, "a dead battery", sleeps=False)
        sitting = history.begin_sitting([DOUBLE], start, 60.0)
        attempt = history.begin_attempt(sitting, DOUBLE, 50.0)
        history.end_attempt(attempt, End.ACCEPTED, 40.0, sitting=End.ACCEPTED)
        history.note_time(sitting, 1.8e9)
    change(
        toy,
        "UPDATE attempt SET created = '1970-01-01T00:00:00Z'",
        "UPDATE grading SET created = '2261-01-01T00:00:00Z', elapsed = -20",
    )
    page = toy / "progress.html"
    for words in (["list"], ["progress"], ["progress", "--html", page], ["progress", "--export", "csv"]):
        ran = run(*words, cwd=toy)
        assert (ran.status, ran.err) == (0, "")
    assert run("practice", "--topic", "none", cwd=toy).status == 2
    assert len(gradings(toy, told)) == 1
    assert (told, set_aside(toy)) == ([], [])


IN_THE_WAY = {
    "a file in the place of the folder": lambda folder: folder.write_text("in the way"),
    "a folder in the place of the file": lambda folder: (folder / "history.sqlite").mkdir(parents=True),
    "a link that goes round": lambda folder: folder.symlink_to(folder),
}


@pytest.mark.parametrize("block", IN_THE_WAY.values(), ids=IN_THE_WAY)
def test_what_lies_in_the_way_is_told_in_one_line_and_the_verdict_shown(toy, write, block):
    block(toy / ".shousi")
    ran = write(RIGHT)
    assert (ran.status, ran.err.count("\n")) == (0, 1)
    assert "accepted" in ran.out
    assert ".shousi/history.sqlite cannot be used now" in ran.err
    assert str(toy) not in ran.err
    ran = run("list", cwd=toy)
    assert (ran.status, ran.err.count("\n"), "new" in ran.out) == (0, 1, True)


@pytest.mark.skipif(sys.platform == "win32", reason="no permissions of this kind")
@pytest.mark.parametrize("mode", [0o000, 0o555], ids=["unreadable", "read-only"])
def test_a_folder_without_permission_is_told_in_one_line_and_the_verdict_shown(toy, told, mode):
    bound = [] if os.geteuid() else ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]  # no permissions bind root
    if bound and not shutil.which("setpriv"):
        pytest.skip("permissions do not bind this user")
    with History(toy, told.append) as history:
        history.note_help(DOUBLE, Help.HINT, 1)
    (toy / "exercises" / "double" / "double.py").write_text(RIGHT)
    kept(toy).parent.chmod(mode)
    try:
        for words, expected in ((["grade", "double"], "accepted"), (["list"], "new")):
            command = [*bound, sys.executable, "-P", "-m", "shousi", *words]
            ran = subprocess.run(command, cwd=toy, capture_output=True, text=True, check=False, timeout=60)
            assert (ran.returncode, ran.stderr.count("\n")) == (0, 1), ran.stderr
            assert expected in ran.stdout
            assert ".shousi/history.sqlite cannot be used now" in ran.stderr
    finally:
        kept(toy).parent.chmod(0o755)
    assert hints_taken(toy, told) == 1


def write_with_limited_files(toy, size):
    """Note 58 hints in a process whose files cannot grow beyond a size, and return what was complained."""
    code = (
        "import pathlib, resource, sys\n"
        "from shousi.history import History\n"
        "from shousi.history.rows import Help, Task\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))\n"
        "with History(pathlib.Path(sys.argv[1]), print) as history:\n"
        "    for number in range(2, 60):\n"
        "        history.note_help(Task('double'), Help.HINT, number)\n"
    )
    command = [sys.executable, "-P", "-c", code, str(toy)]
    ran = subprocess.run(command, env=unmeasured(), capture_output=True, text=True, check=False, timeout=60)
    assert (ran.returncode, ran.stderr) == (0, "")
    return ran.stdout.splitlines()


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
@pytest.mark.parametrize("size", [0, 100, 4096, 40_000])
def test_a_limit_on_the_size_of_files_ends_in_one_line_and_harms_no_row(toy, told, size):
    with History(toy, told.append) as history:
        history.note_help(DOUBLE, Help.HINT, 1)
    complaints = write_with_limited_files(toy, size)
    assert complaints
    assert all("cannot be used now" in line for line in complaints)
    assert (hints_taken(toy, told) >= 1, told, set_aside(toy)) == (True, [], [])


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
def test_where_no_new_history_can_begin_it_is_told_where_the_damaged_one_went(toy):
    put(toy, b"damaged " * 1000)
    aside, unusable, *more = write_with_limited_files(toy, 100)
    assert f"kept as .shousi/{set_aside(toy)[0]}" in aside
    assert ("cannot be used now" in unusable, more) == (True, [])


def test_the_same_complaint_comes_once_until_something_works_again(toy, told):
    folder = toy / ".shousi"
    folder.write_text("in the way")
    with History(toy, told.append) as history:
        history.note_help(DOUBLE, Help.HINT, 1)
        history.gradings()
        assert len(told) == 1
        folder.unlink()
        history.note_help(DOUBLE, Help.HINT, 1)
        assert history.hints_taken(DOUBLE) == 1
        shutil.rmtree(folder)
        folder.write_text("in the way")
        history.note_help(DOUBLE, Help.HINT, 2)
    assert len(told) == 2


def test_a_history_that_is_deleted_while_it_is_open_begins_anew(toy, told):
    with History(toy, told.append) as history:
        history.note_help(DOUBLE, Help.HINT, 1)
        kept(toy).unlink()
        assert history.hints_taken(DOUBLE) == 0
        history.note_help(DOUBLE, Help.HINT, 5)
    assert hints_taken(toy, told) == 1
    assert told == []


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
def test_a_folder_made_on_a_full_disk_is_hidden_from_git_later(toy, told):
    assert write_with_limited_files(toy, 0)
    with History(toy, told.append) as history:
        history.note_help(DOUBLE, Help.HINT, 1)
    assert (toy / ".shousi" / ".gitignore").read_text() == "*\n"
