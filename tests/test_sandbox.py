"""Workers as they really run: forked, limited, killed, and never trusted."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

import shousi
from shousi.errors import JudgeError
from shousi.grading import submission
from shousi.sandbox.judge import client, spawning, start
from shousi.sandbox.judge.calls import Ended
from shousi.sandbox.judge.client import WorkerGone
from shousi.sandbox.judge.launch import Spawner, Zygote, launcher
from shousi.sandbox.judge.transport import Pipes
from shousi.sandbox.messages import Limits

linux_here = sys.platform == "linux"
linux = pytest.mark.skipif(not linux_here, reason="needs /proc and a zygote")


def wait_until(condition, seconds=10.0):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "did not happen"
        time.sleep(0.005)


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0] not in b"ZX"
    except OSError:
        return False


@pytest.fixture(params=["zygote", "spawner"] if sys.platform == "linux" else ["spawner"])
def any_launcher(request):
    launched = launcher() if request.param == "zygote" else Spawner()
    yield launched
    launched.close()


# ---------------------------------------------------------------------------------------------------------------------
# the same promises from a zygote and from processes of their own


def test_a_call_brings_back_what_the_function_returned(any_launcher):
    worker = any_launcher.start_worker()
    assert worker.load("def f(x, k=1): return [x * k, {'n': x.shape}]", "mine.py", ["f"]).ended is Ended.RETURNED
    call = worker.call("f", (np.arange(3.0),), {"k": 2})
    assert call.ended is Ended.RETURNED
    assert call.value[0].tolist() == [0.0, 2.0, 4.0]
    assert call.value[1] == {"n": (3,)}


PRINTS = "import sys\ndef f(x): print('said', x); print('err', file=sys.stderr)\n"


@linux
def test_what_a_call_prints_belongs_to_that_call_in_its_order(load):
    worker = load(PRINTS)
    for number in (1, 2):
        assert worker.call("f", (number,)).printed == f"said {number}\nerr\n"


def test_what_is_printed_before_a_hang_is_seen(any_launcher):
    worker = any_launcher.start_worker(Limits(wall=0.4))
    worker.load("import time\ndef f():\n print('so far')\n time.sleep(60)", "mine.py", ["f"])
    assert worker.call("f", ()).printed == "so far\n"


def test_a_worker_killed_at_its_limit_is_reported_as_timed_out(any_launcher):
    worker = any_launcher.start_worker(Limits(cpu=0.3, wall=1.0))
    worker.load("def f():\n while True: pass", "mine.py", ["f"])
    call = worker.call("f", ())
    assert call.ended is Ended.TIMED_OUT
    assert worker.gone()
    with pytest.raises(WorkerGone):
        worker.call("f", ())


def test_a_worker_that_sleeps_is_timed_out_by_the_clock(any_launcher):
    worker = any_launcher.start_worker(Limits(wall=0.4))
    worker.load("import time\ndef f(): time.sleep(60)", "mine.py", ["f"])
    call = worker.call("f", ())
    assert call.ended is Ended.TIMED_OUT
    assert "on the clock" in call.detail


def test_a_worker_that_leaves_is_reported_with_its_exit_status(any_launcher):
    worker = any_launcher.start_worker()
    worker.load("import os\ndef f(): os._exit(7)", "mine.py", ["f"])
    call = worker.call("f", ())
    assert (call.ended, call.detail) == (Ended.EXITED, "exit status 7")


def test_an_input_of_many_mebibytes_comes_through_whole(any_launcher):
    worker = any_launcher.start_worker()
    worker.load("def f(x): return x", "mine.py", ["f"])
    data = np.random.default_rng(1).normal(size=3_000_000)
    assert np.array_equal(worker.call("f", (data,)).value, data)


def test_the_arguments_afterwards_come_back_when_asked_for(any_launcher):
    worker = any_launcher.start_worker()
    worker.load("def f(x): x += 1", "mine.py", ["f"])
    call = worker.call("f", (np.zeros(2),), echo=True)
    assert call.after[0].tolist() == [1.0, 1.0]


def test_a_forged_or_malformed_reply_ends_the_worker_and_decides_nothing(any_launcher):
    forged = "import os\ndef f(): os.write({fd}, b'SHO1' + bytes(20)); os.write({fd}, b'garbage' * 100)\n"
    for fd in (3, 4):
        worker = any_launcher.start_worker()
        worker.load(forged.format(fd=fd), "mine.py", ["f"])
        assert worker.call("f", ()).ended in {Ended.UNREADABLE, Ended.RAISED, Ended.TIMED_OUT, Ended.RETURNED}
    worker = any_launcher.start_worker()
    worker.load("def f(): return 1", "mine.py", ["f"])
    assert worker.call("f", ()).value == 1


def test_a_result_too_large_or_too_deep_is_told_and_the_worker_lives_on(load):
    worker = load(
        "import numpy as np\n"
        "def f(): return np.broadcast_to(np.float64(1), (10**6, 10**6))\n"
        "def g():\n held = []\n held.append(held)\n return held\n"
        "def in_parts(): return [np.ones(1 << 20)] * 40\n"
        "def many_parts(): return ['x' * 60_000] * 40\n"
        "def h(): return 1\n"
    )
    for name in ("f", "g", "in_parts", "many_parts"):
        assert worker.call(name, ()).ended is Ended.UNREADABLE
    assert worker.call("h", ()).value == 1


# ---------------------------------------------------------------------------------------------------------------------
# what a forked worker is and has


@linux
def test_a_worker_has_a_session_and_group_of_its_own(load):
    worker = load("import os\ndef f(): return os.getpid()")
    pid = worker.call("f", ()).value
    session, group = os.getsid(pid), os.getpgid(pid)
    assert session == group == pid == worker.pid
    assert session != os.getsid(0)


@linux
def test_a_worker_holds_no_descriptor_but_its_pipes(load):
    worker = load("import os\ndef f(): return sorted(os.readlink(f'/proc/self/fd/{n}') for n in range(64) if ok(n))\n"
                  "def ok(n):\n try: os.fstat(n)\n except OSError: return False\n return True")  # fmt: skip
    links = worker.call("f", ()).value
    assert len(links) == 5
    assert [link for link in links if not link.startswith("pipe:")] == ["/dev/null"]


@linux
def test_a_worker_sees_none_of_the_judges_environment(monkeypatch):
    monkeypatch.setenv("PLANTED", "secret")
    zygote = launcher()
    worker = zygote.start_worker()
    worker.load("import os\ndef f(): return dict(os.environ)", "mine.py", ["f"])
    environment = worker.call("f", ()).value
    zygote.close()
    assert "PLANTED" not in environment
    assert "HOME" not in environment
    assert environment["OMP_NUM_THREADS"] == "1"


@linux
@pytest.mark.parametrize(
    ("limit", "value"), [("RLIMIT_CORE", 0), ("RLIMIT_FSIZE", 0), ("RLIMIT_NPROC", 0), ("RLIMIT_NOFILE", 64)]
)
def test_limits_are_hard(load, limit, value):
    worker = load(f"import resource\ndef f(): return resource.getrlimit(resource.{limit})")
    assert worker.call("f", ()).value == (value, value)


@linux
def test_memory_past_the_limit_is_refused_and_the_worker_survives(load):
    source = "import numpy as np\ndef f(n): return float(np.ones(n).sum())"
    worker = load(source, limits=Limits(memory=64 << 20))
    assert worker.call("f", (20 << 20,)).ended is Ended.OUT_OF_MEMORY
    assert worker.call("f", (1000,)).value == 1000.0


@linux
def test_nothing_can_be_written_to_a_file(load, tmp_path):
    worker = load("def f(path):\n with open(path, 'w') as file: file.write('x')")
    call = worker.call("f", (str(tmp_path / "made"),))
    assert call.error.type_name == "OSError"
    assert not (tmp_path / "made").exists() or (tmp_path / "made").read_bytes() == b""


@linux
def test_memory_of_a_worker_cannot_be_read_by_its_peers(load):
    worker = load("def f(): return 1")
    other = load("def g(pid):\n try: open(f'/proc/{pid}/mem', 'rb').close()\n except PermissionError: return False\n"
                 " return True", functions=["g"])  # fmt: skip
    if os.geteuid() != 0:  # root may read everything until the worker is locked down further
        assert other.call("g", (worker.pid,)).value is False


@linux
def test_processes_that_an_unlocked_worker_started_die_with_it_even_in_a_session_of_their_own():
    unlocked = Zygote(start.start_zygote(["numpy"], tier="D"))
    worker = unlocked.start_worker()
    source = """
import os, time
def f():
    pid = os.fork()
    if pid == 0:
        os.setsid()
        time.sleep(600)
    return pid
"""
    worker.load(source, "mine.py", ["f"])
    call = worker.call("f", ())
    if call.ended is Ended.RAISED:  # an ordinary user cannot even fork
        assert call.error.type_name == "BlockingIOError"
    else:
        assert alive(call.value)
        worker.close()
        wait_until(lambda: not alive(call.value))
    unlocked.close()


@linux
def test_a_locked_worker_starts_no_process(load):
    worker = load("import os\ndef f(): return os.fork()")
    assert worker.tier == "A"
    assert worker.call("f", ()).error.type_name == "PermissionError"


@linux
def test_a_killed_judge_takes_zygote_and_workers_along():
    code = (
        "import sys, time\n"
        "from shousi.sandbox.judge.launch import launcher\n"
        "z = launcher(); w = z.start_worker(); w.load('def f():\\n while True: pass', 'm.py', ['f'])\n"
        "print(z.process.pid, w.pid, flush=True)\n"
        "w.call('f', ())\n"
    )
    judge = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    zygote, worker = map(int, judge.stdout.readline().split())
    assert alive(zygote)
    assert alive(worker)
    judge.kill()
    judge.wait()
    judge.stdout.close()
    wait_until(lambda: not alive(zygote) and not alive(worker))


@linux
def test_processor_time_is_read_from_outside_and_is_about_what_was_used(load):
    worker = load("import time\ndef f():\n end = time.process_time() + 0.05\n while time.process_time() < end: pass")
    call = worker.call("f", (), timed=True)
    assert call.official
    assert 0.05 <= call.cpu < 0.5


@linux
def test_time_cannot_be_hidden_from_the_judge(load):
    source = (
        "import time\n"
        "real = time.process_time\n"
        "def f():\n"
        "    end = real() + 0.05\n"
        "    while real() < end: pass\n"
        "time.process_time = lambda: 0.0\n"
    )
    assert load(source).call("f", (), timed=True).cpu >= 0.05


def test_many_calls_in_one_request_give_a_list_of_their_results(load):
    worker = load("def f(x, y=0):\n    return x + y")
    assert worker.call("f", ((1,), (2, 3)), each=True).value == [1, 5]
    assert worker.call("f", (), each=True).value == []


def test_fewer_results_than_there_were_calls_are_not_read(load):
    worker = load(
        "import sys\nsys.modules['shousi.wire'].ListNode = lambda nodes: None\ndef f(x):\n    return print(x)"
    )
    call = worker.call("f", ((1,), (2,)), each=True)
    assert (call.ended, call.detail) == (Ended.UNREADABLE, "not as many results as there were calls")
    assert (call.printed, call.wall > 0) == ("1\n2\n", True)


def test_another_number_of_arguments_than_were_sent_is_not_read(load):
    source = "wire = __import__('sys').modules['shousi.wire']\nhonest = wire.flatten\n"
    source += "wire.flatten = lambda pair: honest((pair[0], [1]))\ndef f(*x):\n    return x"
    assert load(source).call("f", (1,), echo=True).after == [1]
    call = load(source).call("f", (1, 2), echo=True)
    assert (call.ended, call.detail) == (Ended.UNREADABLE, "not as many arguments as were sent")


@linux
def test_closing_the_pipe_is_not_a_way_to_live_on(load):
    worker = load("import os, time\ndef f():\n print('bye', flush=True)\n os.close(4)\n time.sleep(600)")
    call = worker.call("f", ())
    assert (call.ended, call.detail) == (Ended.EXITED, "closed the pipe to the judge")
    assert call.printed == "bye\n"
    assert not alive(worker.pid)


@linux
def test_stopping_oneself_does_not_stop_the_judge(load):
    worker = load("import signal\ndef f(): signal.raise_signal(signal.SIGSTOP)", limits=Limits(wall=0.5))
    assert worker.call("f", ()).ended is Ended.TIMED_OUT
    wait_until(lambda: not alive(worker.pid))


@linux
def test_ignoring_every_signal_does_not_help(load):
    source = (
        "import signal\n"
        "def f():\n"
        "    for n in range(1, 32):\n"
        "        if n not in (signal.SIGKILL, signal.SIGSTOP): signal.signal(n, signal.SIG_IGN)\n"
        "    while True: pass\n"
    )
    worker = load(source, limits=Limits(cpu=0.3))
    assert worker.call("f", ()).ended is Ended.TIMED_OUT
    wait_until(lambda: not alive(worker.pid))


@linux
def test_many_workers_leave_neither_process_nor_descriptor(started):
    before = len(list(Path("/proc/self/fd").iterdir()))
    pids = []
    for number in range(60):
        worker = started.start_worker()
        worker.load("def f(): return 1", "mine.py", ["f"])
        pids.append(worker.pid)
        if number % 3:
            worker.call("f", ())
        worker.close()
    assert len(list(Path("/proc/self/fd").iterdir())) == before
    assert not any(alive(pid) for pid in pids)


@linux
def test_a_zygote_that_is_gone_is_the_judges_error_not_a_verdict():
    zygote = Zygote(start.start_zygote(["numpy"]))
    zygote.start_worker().close()
    zygote.process.kill()
    zygote.process.wait()  # a spare worker would still be there for a moment
    with pytest.raises(JudgeError):
        zygote.start_worker()
    zygote.close()


def test_workers_run_the_engine_that_the_judge_runs(tmp_path):
    """And not another one that is installed, or one that lies where somebody else's PYTHONPATH points."""
    copy = shutil.copytree(Path(shousi.__file__).parent, tmp_path / "src" / "shousi")
    with (copy / "sandbox" / "inside" / "worker.py").open("a", encoding="utf-8") as file:
        file.write("\nTHIS_ONE = True\n")
    code = f"""
import sys
sys.path.insert(0, {str(tmp_path / "src")!r})
from shousi.sandbox.judge.launch import Spawner, launcher
for started in (launcher(), Spawner()):
    worker = started.start_worker()
    source = "import sys\\ndef f(): return hasattr(sys.modules['shousi.sandbox.inside.worker'], 'THIS_ONE')"
    worker.load(source, "m.py", ["f"])
    assert worker.call("f", ()).value is True
    started.close()
"""
    subprocess.run([sys.executable, "-P", "-c", code], check=True, timeout=60)


# ---------------------------------------------------------------------------------------------------------------------
# workers that die, and replies that no honest worker sends

IGNORED = (
    {signal.SIGCHLD, signal.SIGCONT, signal.SIGURG, signal.SIGWINCH, signal.SIGPIPE, signal.SIGXFSZ}
    if linux_here
    else set()
)
STOPPING = {signal.SIGSTOP, signal.SIGTSTP, signal.SIGTTIN, signal.SIGTTOU} if linux_here else set()
RESERVED = {32, 33}  # the C library keeps them for itself and refuses to raise them
DEADLY = sorted(set(range(1, 65)) - IGNORED - STOPPING - RESERVED)


@linux
@pytest.mark.parametrize("where", ["in a call", "at import"])
def test_a_worker_that_a_signal_ends_is_reported_with_the_signals_number_and_name(started, where):
    for number in DEADLY:
        worker = started.start_worker()
        raising = f"signal.raise_signal({number})"
        source = f"import signal\n{raising}" if where == "at import" else f"import signal\ndef f(): {raising}"
        call = worker.load(source, "mine.py", ["f"])
        if where == "in a call":
            call = worker.call("f", ())
        name = {int(known): f" ({known.name})" for known in signal.Signals}.get(number, "")
        assert (call.ended, call.detail) == (Ended.KILLED, f"signal {number}{name}")
        assert worker.gone()


@linux
@pytest.mark.parametrize("number", sorted(IGNORED))
def test_a_signal_that_a_worker_ignores_changes_nothing(load, number):
    assert load(f"import signal\ndef f():\n signal.raise_signal({number})\n return 1").call("f", ()).value == 1


@linux
def test_a_worker_that_is_not_ready_in_time_is_killed_and_is_the_judges_error(monkeypatch):
    monkeypatch.setattr(client, "START_SECONDS", 0.3)
    pipes = Pipes()
    sleeper = subprocess.Popen(["sleep", "60"], pass_fds=pipes.worker_ends, start_new_session=True)
    pipes.release_worker_ends()
    with pytest.raises(JudgeError, match=r"not ready within 0\.3 s"):
        client.Worker(pipes, spawning._SpawnedProcess(sleeper), Limits())
    assert sleeper.poll() == -signal.SIGKILL


@linux
def test_a_worker_that_ends_before_it_is_ready_is_the_judges_error_and_says_how():
    pipes = Pipes()
    short = subprocess.Popen(["sh", "-c", "exit 99"], pass_fds=pipes.worker_ends, start_new_session=True)
    pipes.release_worker_ends()
    with pytest.raises(JudgeError, match=r"ended at its start \(exit status 99\)"):
        client.Worker(pipes, spawning._SpawnedProcess(short), Limits())


def test_a_call_that_was_interrupted_does_not_answer_the_next_question(any_launcher):
    worker = any_launcher.start_worker()
    worker.load("import time\ndef f(): time.sleep(0.3); return 'late'", "mine.py", ["f"])

    class InterruptedTick(Exception):
        pass

    def interrupt():
        raise InterruptedTick

    worker._check_files_and_threads = interrupt
    with pytest.raises(InterruptedTick):
        worker.call("f", ())
    assert worker.gone()


@linux
def test_a_thread_that_prints_without_end_does_not_keep_the_judge(load):
    source = (
        "import threading, os\n"
        "def chatter():\n while True: os.write(1, b'x' * 65536)\n"
        "def f(): threading.Thread(target=chatter, daemon=True).start(); return 1\n"
    )
    worker = load(source, limits=Limits(threads=True))
    begin = time.monotonic()
    assert worker.call("f", ()).ended in {Ended.RETURNED, Ended.FLOODED}
    assert time.monotonic() - begin < 5.0


def test_what_a_timed_call_prints_is_counted_and_never_made_into_text(any_launcher):
    worker = any_launcher.start_worker()
    source = (
        "import sys\n"
        "class Slow:\n def __str__(self): raise RuntimeError('made into text')\n"
        "def f():\n print(Slow())\n print('two', 'words', end='')\n sys.stdout.write('a\\nb\\n')\n return 1\n"
    )
    worker.load(source, "mine.py", ["f"])
    timed = worker.call("f", (), timed=True)
    assert (timed.ended, timed.printed, timed.lines) == (Ended.RETURNED, "", 3)
    assert worker.call("f", ()).ended is Ended.RAISED  # a call that is not timed prints as ever


def test_text_that_a_submission_prints_elsewhere_is_as_it_wants_it_in_a_timed_call_too(any_launcher):
    worker = any_launcher.start_worker()
    source = (
        "import contextlib, io\n"
        "def f():\n"
        " with contextlib.redirect_stdout(io.StringIO()) as caught:\n  print('inside')\n"
        " own = io.StringIO()\n print('own', file=own)\n"
        " return caught.getvalue() + own.getvalue()\n"
    )
    worker.load(source, "mine.py", ["f"])
    assert worker.call("f", (), timed=True).value == "inside\nown\n"


def test_output_is_cut_in_the_worker_and_the_call_goes_on(any_launcher):
    worker = any_launcher.start_worker()
    worker.load("def f():\n for _ in range(30_000): print('x' * 99)\n return 1\n", "mine.py", ["f"])
    call = worker.call("f", ())
    assert (call.ended, call.lines) == (Ended.RETURNED, 30_000)
    assert 60_000 < len(call.printed) <= 1 << 16
    assert worker.call("f", ()).printed[:99] == "x" * 99  # each call has its own


def test_printing_without_end_is_ended_before_any_limit_of_time(any_launcher):
    worker = any_launcher.start_worker()
    worker.load("def f():\n while True: print('x' * 99)\n", "mine.py", ["f"])
    call = worker.call("f", ())
    assert (call.ended, call.detail) == (Ended.FLOODED, "more than 8 MiB")


def test_arguments_that_cannot_be_sent_are_the_judges_error(any_launcher):
    worker = any_launcher.start_worker()
    worker.load("def f(x): return 1", "mine.py", ["f"])
    deep = []
    deep.append(deep)
    with pytest.raises(JudgeError, match="nested"):
        worker.call("f", (deep,))
    assert worker.call("f", (1,)).value == 1


def test_a_source_of_the_largest_size_can_be_loaded(any_launcher):
    worker = any_launcher.start_worker()
    source = "def f(): return 1\n#"
    assert worker.load(source + "x" * (submission.MAX_BYTES - len(source)), "mine.py", ["f"]).ended is Ended.RETURNED


HOSTILE = {
    "a metaclass without an order of bases": (
        "class Meta(type):\n    @property\n    def __mro__(cls): raise KeyError\n"
        "class E(Exception, metaclass=Meta): pass\ndef f(): raise E\n"
    ),
    "a name in lone surrogates": "def f():\n raise type('E\\ud800', (Exception,), {'__module__': 'builtins'})('x')\n",
    "a name of a megabyte": "def f():\n raise type('E' * (1 << 20), (Exception,), {'__module__': 'builtins'})('x')\n",
    "a module name that is no text": "class E(Exception): __module__ = 3\ndef f(): raise E\n",
    "a message that raises SystemExit": "class E(Exception):\n def __str__(self): raise SystemExit\ndef f(): raise E\n",
    "a message that is no text": "class E(Exception):\n def __str__(self): return 3\ndef f(): raise E\n",
    "a signature that raises": (
        "class F:\n    @property\n    def __signature__(self): raise SystemExit(4)\n    def __call__(self, a): pass\n"
        "f = F()\n"
    ),
    "a function whose name is in surrogates": (
        "def g(): raise ValueError('x')\ng.__code__ = g.__code__.replace(co_name='\\ud800')\ndef f(): g()\n"
    ),
}  # fmt: skip


@linux
@pytest.mark.parametrize("kind", HOSTILE)
@pytest.mark.parametrize("where", ["in a call", "at import"])
def test_an_exception_made_to_be_untellable_is_still_an_exception(started, kind, where):
    worker = started.start_worker()
    source = HOSTILE[kind]
    call = worker.load(f"{source}f()\n" if where == "at import" else source, "mine.py", ["f"])
    if where == "in a call":
        assert call.ended is Ended.RETURNED
        call = worker.call("f", ())
    assert call.ended in {Ended.RAISED, Ended.BAD_SIGNATURE}
    assert not worker.gone()
    worker.close()


@linux
@pytest.mark.parametrize("cpu", ["float('nan')", "float('inf')", "-1.0"])
def test_a_time_that_is_no_time_is_not_taken(started, cpu):
    worker = started.start_worker()
    source = (
        "import sys\nworker = sys.modules['shousi.sandbox.inside.worker']\n"
        f"worker._timed = lambda function, args, kwargs: (1, {cpu})\ndef f(): return 1\n"
    )
    worker.load(source, "mine.py", ["f"])
    assert worker.call("f", ()).ended is Ended.UNREADABLE
