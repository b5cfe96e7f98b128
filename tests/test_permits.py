"""What an exercise may ask for beyond what every worker has: threads, and a folder for temporary files."""

import sys
import tempfile
from pathlib import Path

import pytest

from shousi import catalogue
from shousi.errors import JudgeError, UsageError
from shousi.grading import submission
from shousi.grading.runners import SCRATCH, Runner
from shousi.sandbox import scratch
from shousi.sandbox.judge import start
from shousi.sandbox.judge.calls import Ended
from shousi.sandbox.judge.forking import Zygote
from shousi.sandbox.messages import Limits
from test_sandbox import wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="permits are granted by the zygote")

THREADS = Limits(threads=True)
SMALL = Limits(scratch=1 << 20)


def folders(zygote):
    return set(Path(tempfile.gettempdir()).glob(f"shousi-scratch-{zygote.process.pid}-*"))


@pytest.fixture(scope="module")
def zygote():
    launched = Zygote(start.start_zygote(["numpy"]))
    if launched.tier() != "A":
        pytest.skip("this kernel has no Landlock, and so no folder to give")
    yield launched
    launched.close()


@pytest.fixture
def called(zygote):
    """Load a source into a worker with these limits and call its f."""

    def called(source, limits):
        worker = zygote.start_worker(limits)
        assert worker.load(source, "mine.py", ["f"]).ended is Ended.RETURNED
        call = worker.call("f", ())
        worker.close()
        return call

    return called


# ---------------------------------------------------------------------------------------------------------------------
# threads

POOL = """
import queue, threading
from concurrent.futures import ThreadPoolExecutor
def f():
    with ThreadPoolExecutor(4) as pool:
        squares = list(pool.map(lambda x: x * x, range(100)))
    done = queue.Queue()
    thread = threading.Thread(target=done.put, args=(sum(squares),))
    thread.start()
    thread.join()
    return done.get(timeout=5)
"""


def test_a_worker_that_may_have_threads_can_use_them(called):
    assert called(POOL, THREADS).value == sum(x * x for x in range(100))


def test_a_worker_that_may_not_is_told_so_by_python(called):
    call = called(POOL, Limits())
    assert (call.ended, call.error.message) == (Ended.RAISED, "can't start new thread")


@pytest.mark.parametrize("start", ["os.fork()", "os.posix_spawn('/bin/true', ['true'], {})", "os.system('true')"])
def test_threads_are_not_processes(called, start):
    call = called(f"import os\ndef f(): return {start}", THREADS)
    assert call.ended is Ended.RAISED or call.value == 127 << 8  # the C library's word for: no shell could be started


def test_too_many_threads_end_the_worker(called):
    swarm = """
import threading, time
def f():
    threading.stack_size(1 << 16)
    for _ in range(500):
        threading.Thread(target=time.sleep, args=(9,), daemon=True).start()
"""
    assert called(swarm, THREADS).ended is Ended.THREADED


# ---------------------------------------------------------------------------------------------------------------------
# a folder for temporary files

TEMPORARY = """
import os, tempfile
def f():
    with tempfile.NamedTemporaryFile() as named, tempfile.TemporaryFile() as nameless:
        nameless.write(b"x" * 100)
        named.write(b"x" * 100)
        named.flush()
        size = os.path.getsize(named.name)
    with tempfile.TemporaryDirectory() as folder:
        open(folder + "/one", "w").close()
        os.rename(folder + "/one", folder + "/two")
        os.mkdir(folder + "/inner")
        os.rmdir(folder + "/inner")
        found = os.listdir(folder)
    return size, found, os.listdir(tempfile.gettempdir()), os.getcwd() == tempfile.gettempdir()
"""


def test_temporary_files_go_into_the_workers_own_folder_and_work(called):
    assert called(TEMPORARY, SMALL).value == (100, ["two"], [], True)


def test_a_scratch_folder_is_gone_with_its_worker(zygote):
    worker = zygote.start_worker(SMALL)
    worker.load("def f():\n open('left', 'w').write('x')\n return __import__('os').getcwd()", "mine.py", ["f"])
    folder = Path(worker.call("f", ()).value)
    assert (folder / "left").read_text() == "x"
    assert folder.stat().st_mode & 0o777 == 0o700
    worker.close()
    wait_until(lambda: not folder.exists())


@pytest.mark.parametrize(
    "attempt",
    [
        "open('{outside}/new', 'w')",
        "open('{outside}/kept', 'a')",
        "os.unlink('{outside}/kept')",
        "os.rename('{outside}/kept', 'mine')",
        "os.rename('mine', '{outside}/theirs')",
        "os.mkdir('{outside}/new')",
        "os.link('{outside}/kept', 'linked')",
        "os.symlink('{outside}', 'linked')",
        "os.mkfifo('pipe')",
        "os.chmod('mine', 0o777)",
        "os.truncate('{outside}/kept', 0)",
        "open('../new', 'w')",
    ],
)
def test_nothing_outside_of_the_folder_can_be_written(called, tmp_path, attempt):
    (tmp_path / "kept").write_text("kept")
    source = "import os\ndef f():\n open('mine', 'w').close()\n return " + attempt.format(outside=tmp_path)
    call = called(source, SMALL)
    assert call.ended is Ended.RAISED
    assert "OSError" in call.error.bases
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert (tmp_path / "kept").read_text() == "kept"


def test_two_workers_do_not_see_each_others_folder(zygote):
    workers = [zygote.start_worker(SMALL) for _ in range(2)]
    source = "import os\ndef f(): return os.getcwd()\ndef g(path): return os.listdir(path), open(path + '/x', 'w')"
    for worker in workers:
        worker.load(source, "mine.py", ["f", "g"])
    call = workers[0].call("g", (workers[1].call("f", ()).value,))
    assert "PermissionError" in call.error.bases
    for worker in workers:
        worker.close()


FILLS = {
    "one large file": "open('x', 'wb').write(bytes(1 << 21))",
    "many files": "[open(str(n), 'wb').write(bytes(1 << 16)) for n in range(40)]",
    "many empty files": "[open(str(n), 'wb').close() for n in range(300)]",
    "many folders": "[os.mkdir(str(n)) for n in range(300)]",
    "a folder that cannot be listed": "os.mkdir('a', 0o300) or [open(f'a/{n}', 'w').close() for n in range(300)]",
}


@pytest.mark.parametrize("way", FILLS)
def test_a_worker_that_fills_its_folder_is_ended_or_refused(called, way):
    call = called(f"import os\ndef f(): return {FILLS[way]}", SMALL)
    refused = call.ended is Ended.RAISED and "File too large" in call.error.message
    assert refused or call.ended is Ended.OVERFILLED


DEEP = """
import os
def f():
    for depth in range(1, 2000):
        os.mkdir("/".join("d" * depth))
"""


def test_folders_nested_deeper_than_python_recurs_are_removed_too(zygote, called):
    before = folders(zygote)
    assert called(DEEP, SMALL).ended is Ended.OVERFILLED
    assert called("def f(): return 1", Limits()).value == 1  # the zygote lives, and keeps no folder in advance
    wait_until(lambda: folders(zygote) <= before)


def test_what_takes_its_own_rights_away_is_removed_too(tmp_path):
    folder = tmp_path / "own"
    (folder / "a" / "b" / "c").mkdir(parents=True)
    (folder / "a" / "file").write_text("x")
    for path in (folder / "a" / "b" / "c", folder / "a" / "b", folder / "a"):
        path.chmod(0)
    scratch.remove(str(folder))
    assert not folder.exists()


def test_what_is_used_counts_every_entry_and_follows_no_link(tmp_path):
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "file").write_bytes(bytes(5000))
    (tmp_path / "empty").touch()
    (tmp_path / "inner" / "up").symlink_to(tmp_path)
    assert scratch.used(str(tmp_path)) == 4096 + 8192 + 4096 + 4096
    assert scratch.used(str(tmp_path / "missing")) == 0


def test_without_landlock_there_is_no_folder_and_the_judge_says_so():
    lower = Zygote(start.start_zygote(["numpy"], tier="B"))
    try:
        with pytest.raises(JudgeError, match="Landlock"):
            lower.start_worker(SMALL)
        assert lower.start_worker().tier == "B"
    finally:
        lower.close()


# ---------------------------------------------------------------------------------------------------------------------
# asking for it in the catalogue


def ask(toy, line):
    path = toy / "exercises" / "double" / catalogue.FACTS
    path.write_text(path.read_text().replace("minutes = 1\n", f"minutes = 1\n{line}\n"))
    return catalogue.load(toy)["double"]


def test_an_exercise_asks_for_permits_by_name(toy, zygote):
    exercise = ask(toy, 'permits = ["threads", "scratch"]')
    source = submission.source_of(exercise, "double = abs", "mine.py")
    assert Runner(zygote, source).limits == Limits(threads=True, scratch=SCRATCH)


def test_an_exercise_that_asks_for_nothing_gets_nothing(toy, zygote):
    source = submission.source_of(ask(toy, ""), "double = abs", "mine.py")
    assert Runner(zygote, source).limits == Limits()


@pytest.mark.parametrize("asked", ['["processes"]', '"threads"', "[1]"])
def test_a_permit_that_does_not_exist_is_told_with_file_and_key(toy, asked):
    with pytest.raises(UsageError, match=r"exercises/double/exercise\.toml permits"):
        ask(toy, f"permits = {asked}")
