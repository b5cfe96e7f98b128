"""The history remembers gradings and never stands in their way."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import run
from shousi import clock
from shousi.history import History
from shousi.history.rows import End, Help, Task
from shousi.report import Verdict
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
    assert run("list", cwd=toy).status == 0
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
    last = [30, *map(int, writer.communicate(timeout=60)[0].splitlines())][-1]
    assert hints_taken(toy, told) in (last + 1, last + 2)
    database = sqlite3.connect(kept(toy))
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()
    assert told == []
