"""The proof of the system call filter: nothing in it can be left out, and nothing in it can be laxer.

For every entry of the list there is a use that fails without it; for every condition and every refusal an attack that
gets through without it, or the name of the second lock that holds the attack all the same. Each is tried by a real
worker, locked as always but for that one change.
"""

import fcntl
import itertools
import json
import signal
import struct
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

import shousi
from shousi.errors import JudgeError
from shousi.sandbox.judge import start
from shousi.sandbox.judge.calls import Ended
from shousi.sandbox.judge.forking import Zygote
from shousi.sandbox.lock import landlock, seccomp, syscalls
from shousi.sandbox.messages import Limits

MACHINE = syscalls.this_machine()
pytestmark = pytest.mark.skipif(MACHINE is None or not seccomp.works(), reason="there is no filter on this system")

PRELUDE = """
import ctypes, mmap, os, resource, shutil, signal, sys, threading, time
import numpy as np
NUMBERS = {numbers!r}
FILE = os.__file__
libc = ctypes.CDLL(None, use_errno=True)
buffer = ctypes.create_string_buffer(4096)
def fresh(size, flags=mmap.MAP_PRIVATE):
    return mmap.mmap(-1, size, flags=flags | mmap.MAP_ANONYMOUS)
def raw(name, *arguments):
    made = [ctypes.c_long(item) if isinstance(item, int) else item for item in arguments]
    result = libc.syscall(ctypes.c_long(NUMBERS[name]), *made)
    if result == -1:
        raise OSError(ctypes.get_errno(), name)
    return result
"""


class Use(msgspec.Struct, frozen=True):
    """A small legitimate use of a call.

    Attributes:
        body: of a function that returns something true.
        limits: what the worker may have beyond the usual.
        ends: how the call ends, where it does not return.
    """

    body: str
    limits: dict[str, object] = {}
    ends: str = ""


THREADS = {"threads": True}
SCRATCH = {"scratch": 1 << 20}
A_THREAD = "t = threading.Thread(target=list); t.start(); t.join(); return True"
FREES = "for _ in range(40): fresh(100 << 20).close()\n return True"
PROTECTS = "m = fresh(4096); return libc.mprotect(ctypes.byref(ctypes.c_char.from_buffer(m)), 4096, 1) == 0"
HANDLES = "hit = []; signal.signal(signal.SIGUSR1, lambda *_: hit.append(1)); signal.raise_signal(signal.SIGUSR1)"
REMOVES = "os.mkdir('a'); open('a/b', 'w').close(); shutil.rmtree('a'); return not os.path.exists('a')"
# `raw` stands where the C library at hand takes another call, and a version named in the rule's reason takes this one.
USES = {
    "read": Use("return open(FILE).read(9)"),
    "write": Use("return True"),  # every answer
    "readv": Use("return True"),  # every question
    "mmap": Use("return fresh(4096)[0] == 0"),
    "munmap": Use(FREES),
    "mprotect": Use(PROTECTS),  # what the loader does for every shared library
    "brk": Use("return np.ones(30_000_000).sum() == 3e7"),
    "madvise": Use("fresh(1 << 22).madvise(mmap.MADV_DONTNEED); return True"),
    "futex": Use("return not threading.Event().wait(0.01)"),
    "clock_gettime": Use("return time.thread_time() > 0"),
    "clock_getres": Use("return time.get_clock_info('process_time').resolution > 0"),
    "clock_nanosleep": Use("time.sleep(0.001); return True"),
    "close": Use("open(FILE).close(); return True"),
    "lseek": Use("return open(FILE, 'rb').seek(5) == 5"),
    "getdents64": Use("return os.listdir(os.path.dirname(FILE))"),
    "pread64": Use("return os.pread(os.open(FILE, os.O_RDONLY), 4, 0)"),
    "newfstatat": Use("return os.stat(FILE).st_size > 0"),
    "getcwd": Use("return os.getcwd()"),
    "access": Use("return os.access(FILE, os.R_OK)"),
    "faccessat": Use("return os.access(FILE, os.R_OK)"),
    "readlink": Use("return os.readlink('/proc/self')"),
    "readlinkat": Use("return os.readlink('/proc/self')"),
    "stat": Use("return raw('stat', FILE.encode(), buffer) == 0"),
    "lstat": Use("return raw('lstat', FILE.encode(), buffer) == 0"),
    "fstat": Use("return raw('fstat', 0, buffer) == 0"),
    "rt_sigaction": Use("signal.signal(signal.SIGUSR1, signal.SIG_IGN); return True"),
    "rt_sigprocmask": Use("signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1]); return True"),
    "rt_sigreturn": Use(f"{HANDLES}; return hit"),
    "sigaltstack": Use("import faulthandler; faulthandler.enable(sys.__stdout__); return True"),
    "getrandom": Use("return os.urandom(4)"),
    "getpid": Use("return os.getpid() > 0"),
    "gettid": Use("return threading.get_native_id() in {os.getpid()} and raw('gettid') > 0"),
    "getrusage": Use("return resource.getrusage(0).ru_maxrss > 0"),
    "times": Use("return 0 <= os.times().user < 1e6"),  # refused, it says 300,000 years, and no error
    "getppid": Use("return os.getppid() > 0"),
    "uname": Use("return os.uname().machine"),
    "sysinfo": Use("return raw('sysinfo', buffer) == 0"),
    "sched_getaffinity": Use("return os.sched_getaffinity(0)"),
    "exit_group": Use("os._exit(7)", ends="exit status 7"),
    "fcntl": Use("return os.dup(0) > 0"),
    "ioctl": Use("return open(FILE, opener=os.open).read(9)"),
    "tgkill": Use("os.abort()", ends="signal 6 (SIGABRT)"),
    "prlimit64": Use("return resource.getrlimit(resource.RLIMIT_NOFILE)"),
    "openat": Use("return open(FILE)"),
    "open": Use("return raw('open', FILE.encode(), os.O_RDONLY) > 0"),
    "clone": Use(A_THREAD, THREADS),
    "clone3": Use(A_THREAD, THREADS),
    "rseq": Use(A_THREAD, THREADS),
    "exit": Use(f"for _ in range(70): {A_THREAD[:-12]}\n return True", THREADS),  # a thread that cannot end is counted
    "sched_yield": Use("os.sched_yield(); return True", THREADS),
    "unlinkat": Use(REMOVES, SCRATCH),
    "ftruncate": Use("return open('a', 'w').truncate(5) == 5", SCRATCH),
    "mkdir": Use("os.mkdir('a'); return os.path.isdir('a')", SCRATCH),
    "mkdirat": Use("os.mkdir('a'); return os.path.isdir('a')", SCRATCH),
    "unlink": Use("open('a', 'w').close(); os.unlink('a'); return True", SCRATCH),
    "rmdir": Use("os.mkdir('a'); os.rmdir('a'); return True", SCRATCH),
    "rename": Use("open('a', 'w').close(); os.rename('a', 'b'); return True", SCRATCH),
    "renameat": Use("open('a', 'w').close(); os.rename('a', 'b'); return True", SCRATCH),
}
# In a scratch folder files can also be made; the entries of that list are removed by themselves.
USES_OF_SCRATCH = {
    "openat": Use("return open('a', 'w').write('x')", SCRATCH),
    "open": Use("return raw('open', b'a', os.O_CREAT | os.O_RDWR, 0o600) > 0", SCRATCH),
}
# Values of a condition, each left out in turn.
USES_OF_VALUES = {
    ("fcntl", 1): Use("return not os.get_inheritable(os.open(FILE, os.O_RDONLY))"),
    ("fcntl", 2): Use("os.set_inheritable(os.open(FILE, os.O_RDONLY), True); return True"),
    ("fcntl", 3): Use("return len(np.fromfile(open(FILE, 'rb'), np.uint8, 9)) == 9"),
    ("fcntl", 1030): Use("return os.dup(0) > 0"),
}


class Attack(msgspec.Struct, frozen=True):
    """What gets through when a condition or refusal is dropped.

    Attributes:
        body: of a function that is called with the victim's process number and the path of a file.
        saw: whether the victim or the file came to harm; or, where it is empty, whether the function returned.
        through: the locks (tier and version of Landlock) under which it gets through.
        held: the locks under which something else holds it, and what.
        limits: what the worker may have beyond the usual.
    """

    body: str
    saw: str
    through: tuple[str, ...]
    held: dict[str, str] = {}
    limits: dict[str, object] = {}


NEWEST = f"A{landlock.abi()}"
TRUNCATES = "Landlock's right to truncate, since version 3"
SIGNALS = "Landlock's scope of signals, since version 6"
FORKS = "\n if pid == 0: os._exit(0)\n return pid"
TO_OWNER = """
 import fcntl
 fcntl.fcntl(3, fcntl.F_SETOWN, pid)
 fcntl.fcntl(3, 10, signal.SIGTERM)  # F_SETSIG
 fcntl.fcntl(3, fcntl.F_SETFL, fcntl.fcntl(3, fcntl.F_GETFL) | os.O_ASYNC)
 return True"""
NO_DUMP = "import struct, fcntl; fcntl.ioctl(os.open(path, os.O_RDONLY), 0x40086602, struct.pack('l', 0x40))"
ATTACKS = {
    "fcntl": Attack(TO_OWNER, "signalled", ("B", "A5"), {NEWEST: SIGNALS}),
    "tgkill": Attack("raw('tgkill', pid, pid, signal.SIGTERM)", "signalled", ("B", "A5"), {NEWEST: SIGNALS}),
    "ioctl": Attack(NO_DUMP, "marked", (NEWEST,), {"B": "nothing can be opened"}),
    "prlimit64": Attack("resource.prlimit(pid, resource.RLIMIT_NOFILE, (9, 9))", "limited", (NEWEST, "B")),
    "openat": Attack(
        "os.open(path, os.O_RDONLY | os.O_TRUNC)", "emptied", ("A1",), {NEWEST: TRUNCATES}
    ),
    "open": Attack(
        "raw('open', path.encode(), os.O_RDONLY | os.O_TRUNC)", "emptied", ("A1",),
        {NEWEST: TRUNCATES},
    ),
    "mmap": Attack("return len(fresh(4096, mmap.MAP_SHARED))", "", (NEWEST, "B")),
    "clone": Attack(f"pid = os.fork(){FORKS}", "", (NEWEST, "B"), limits=THREADS),
    "clone3": Attack(
        f"pid = raw('clone3', ctypes.create_string_buffer(bytes(32) + bytes([17]) + bytes(31)), 64){FORKS}", "",
        (NEWEST, "B"), limits=THREADS,
    ),
}  # fmt: skip
# Bits of the condition on openat that Landlock holds too, at every version: dropped by themselves, they change nothing.
SECOND_LOCKS = {
    "os.O_WRONLY": "Landlock's right to write",
    "os.O_RDWR": "Landlock's right to write",
    "os.O_WRONLY | os.O_CREAT": "Landlock's right to make files",
    "os.O_RDWR | os.O_TMPFILE": "Landlock's right to write",
}

DROPPED = {"deny": 0, "argument": -1, "one_of": [], "none_of_bits": 0, "any_of_bits": 0, "all_zero": False}
PERMITS = [
    seccomp.Permits(files=files, threads=threads, scratch=scratch and files)
    for files, threads, scratch in itertools.product((True, False), repeat=3)
]


def every_rule():
    """All rules that any worker on this machine can have."""
    rules = {rule: None for permits in PERMITS for rule in seccomp.rules(permits)}
    return [rule for rule in rules if MACHINE and rule.name in MACHINE.numbers]


def without_value(name, value):
    rule = next(rule for rule in every_rule() if rule.name == name and rule.one_of)
    return {"one_of": [other for other in rule.one_of if other != value]}


CONDITIONAL = sorted({rule.name for rule in every_rule() if rule.deny or rule.argument >= 0})
NAMES = sorted({rule.name for rule in every_rule()})
CHANGES = [
    *((name, None) for name in NAMES),
    *((name, DROPPED) for name in CONDITIONAL),
    *((name, without_value(name, value)) for name, value in USES_OF_VALUES if MACHINE),
]


class Loosened:
    """Zygotes of each lock whose workers have one of the changes."""

    def __init__(self, folder):
        self.folder = folder
        self.started = {}

    def worker(self, lock, change, limits):
        number = 0 if change is None else 1 + CHANGES.index(change)
        return self.zygote(lock).start_worker(Limits(memory=(512 << 20) + number, cpu=2.0, wall=20.0, **limits))

    def zygote(self, lock):
        if lock not in self.started:
            home = str(Path(shousi.__file__).parents[1])
            script = str(Path(__file__).with_name("loosened.py"))
            command = [sys.executable, "-s", "-P", script, home, json.dumps(CHANGES), str(self.folder)]
            with pytest.MonkeyPatch.context() as patched:
                patched.setattr(start, "python_running", lambda module: command)
                abi = int(lock[1:] or 0)
                modules = ["numpy", "ctypes", "mmap", "resource", "shutil", "fcntl"]
                self.started[lock] = Zygote(start.start_zygote(modules, tier=lock[0], abi=abi))
        return self.started[lock]

    def works(self, use, change, lock=NEWEST):
        """Whether a use of a call does what it should under a changed filter."""
        try:
            worker = self.worker(lock, change, use.limits)
        except JudgeError:  # it could not even say that it is ready
            return False
        try:
            call = self.called(worker, f"def f():\n {use.body}\n", ())
            return call.detail == use.ends if use.ends else call.ended is Ended.RETURNED and bool(call.value)
        finally:
            worker.close()

    def called(self, worker, source, arguments):
        call = worker.load(PRELUDE.format(numbers=dict(MACHINE.numbers)) + source, "f.py", ["f"])
        if call.ended is Ended.RETURNED:
            call = worker.call("f", arguments)
        return call


@pytest.fixture(scope="module")
def loosened(tmp_path_factory):
    made = Loosened(tmp_path_factory.mktemp("readable"))
    yield made
    for zygote in made.started.values():
        zygote.close()


@pytest.fixture
def needs_landlock():
    if not landlock.abi():
        pytest.skip("this kernel has no Landlock")


def test_every_entry_has_a_use_and_every_condition_an_attack():
    assert set(NAMES) <= set(USES)
    assert set(CONDITIONAL) == set(ATTACKS) & set(NAMES)
    valued = [(rule.name, value) for rule in every_rule() for value in rule.one_of if value != seccomp.OWN_PID]
    assert sorted(valued) == sorted(USES_OF_VALUES)


def test_every_number_in_the_tables_is_of_an_entry():
    named = {rule.name for permits in PERMITS for rule in seccomp.rules(permits)}
    for machine in syscalls.ARCHITECTURES.values():
        assert set(machine.numbers) <= named
    assert named == set(syscalls.X86_64.numbers) | set(syscalls.AARCH64.numbers)


@pytest.mark.usefixtures("needs_landlock")
@pytest.mark.parametrize("name", NAMES)
def test_an_entry_that_is_left_out_is_missed(loosened, name):
    uses = [USES[name], *([USES_OF_SCRATCH[name]] if name in USES_OF_SCRATCH else [])]
    for use in uses:
        assert loosened.works(use, None)
        assert not loosened.works(use, (name, None))


@pytest.mark.usefixtures("needs_landlock")
@pytest.mark.parametrize("name_and_value", USES_OF_VALUES, ids=str)
def test_a_value_that_is_left_out_is_missed(loosened, name_and_value):
    use = USES_OF_VALUES[name_and_value]
    assert loosened.works(use, None)
    assert not loosened.works(use, (name_and_value[0], without_value(*name_and_value)))


# ---------------------------------------------------------------------------------------------------------------------
# looser


class Victim:
    """A process and a file of the judge's user, and what has become of them."""

    def __init__(self, folder):
        self.process = subprocess.Popen(["sleep", "60"])
        self.file = folder / f"file-{self.process.pid}"
        self.file.write_text("whole")
        self.limit = self.limits()

    def limits(self):
        lines = Path(f"/proc/{self.process.pid}/limits").read_text().splitlines()
        return [line for line in lines if line.startswith("Max open files")]

    def marks(self):
        with self.file.open() as file:
            return struct.unpack("l", fcntl.ioctl(file, 0x80086601, bytes(8)))[0] & 0x40  # FS_IOC_GETFLAGS, nodump

    def is_(self, what, call):
        if what == "signalled":
            try:
                return self.process.wait(0.5) == -signal.SIGTERM
            except subprocess.TimeoutExpired:
                return False
        if what == "limited":
            return self.limits() != self.limit
        if what == "emptied":
            return self.file.read_text() == ""
        if what == "marked":
            return self.marks() != 0
        return call.ended is Ended.RETURNED and call.value > 0

    def close(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture
def gets_through(loosened):
    """Carry out an attack under a lock with one change of the filter, and say whether it got through."""

    def gets_through(attack, lock, change):
        victim = Victim(loosened.folder)
        worker = loosened.worker(lock, change, attack.limits)
        try:
            source = f"def f(pid, path):\n {attack.body}\ndef g(): return True\n"
            call = loosened.called(worker, source, (victim.process.pid, str(victim.file)))
            if not worker.gone():
                worker.call("g", ())  # one more question: whoever asked for a signal at data gets it now
            return victim.is_(attack.saw, call)
        finally:
            worker.close()
            victim.close()

    return gets_through


CASES = [
    pytest.param(name, lock, id=f"{name}-{lock}")
    for name in CONDITIONAL
    for lock in (*ATTACKS[name].through, *ATTACKS[name].held)
]


@pytest.mark.parametrize(("name", "lock"), CASES)
def test_a_condition_that_is_dropped_lets_an_attack_through_or_a_second_lock_holds_it(gets_through, name, lock):
    if int(lock[1:] or 0) > landlock.abi() or lock == "A0":
        pytest.skip(f"this kernel does not speak version {lock[1:]} of Landlock")
    attack = ATTACKS[name]
    if attack.saw == "marked" and not can_be_marked(gets_through):
        pytest.skip("the file system of the temporary folder has no such marks")
    assert not gets_through(attack, lock, None)
    if lock == NEWEST and name in {"fcntl", "tgkill"} and landlock.abi() < 6:
        return  # that second lock is younger than this kernel
    assert gets_through(attack, lock, (name, DROPPED)) == (lock in attack.through)


def can_be_marked(gets_through):
    folder = gets_through.__closure__[0].cell_contents.folder
    try:
        with (folder / "try").open("w") as file:
            fcntl.ioctl(file, 0x40086602, struct.pack("l", 0x40))
    except OSError:
        return False
    return True


@pytest.mark.usefixtures("needs_landlock")
@pytest.mark.parametrize("flags", SECOND_LOCKS)
@pytest.mark.parametrize("lock", ["A1", NEWEST])
def test_landlock_refuses_writing_even_without_the_filter(loosened, flags, lock):
    name = "str(os.path.dirname(path))" if "TMPFILE" in flags else "path + '.new'" if "CREAT" in flags else "path"
    worker = loosened.worker(lock, ("openat", DROPPED), {})
    (loosened.folder / "kept").write_text("kept")
    call = loosened.called(worker, f"def f(path): os.open({name}, {flags}, 0o600)", (str(loosened.folder / "kept"),))
    worker.close()
    assert (call.error.type_name, call.error.message[:10]) == ("PermissionError", "[Errno 13]")  # EACCES is Landlock's
    assert not (loosened.folder / "kept.new").exists()
