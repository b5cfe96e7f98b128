"""Tiers: which lock a system has, that a weaker one is said, and that a lock that leaks is not used."""

import json
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Ran
from shousi.errors import JudgeError
from shousi.sandbox.judge import procfs, start
from shousi.sandbox.judge.forking import Zygote
from shousi.sandbox.lock import landlock

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has these locks")

# Runs a command on a kernel that lacks one system call: a filter answers it with ENOSYS, as an old kernel does.
LACKING = """
import ctypes, os, struct, sys
number, *command = sys.argv[1:]
program = struct.pack("<HBBIHBBIHBBIHBBI",
    0x20, 0, 0, 0,  0x15, 0, 1, int(number),  0x06, 0, 0, 0x00050000 | 38,  0x06, 0, 0, 0x7FFF0000)
code = ctypes.create_string_buffer(program, len(program))
libc = ctypes.CDLL(None, use_errno=True)
assert libc.prctl(38, 1, 0, 0, 0) == 0
assert libc.prctl(22, 2, struct.pack("@HxxxxxxP", 4, ctypes.addressof(code)), 0, 0) == 0
os.execv(command[0], command)
"""
LANDLOCK, SECCOMP = 444, {"x86_64": 317, "aarch64": 277}.get(platform.machine())
RIGHT = (
    "import numpy as np\ndef double(x):\n    if np.isnan(x).any():\n        raise ValueError('x')\n    return x * 2\n"
)


@pytest.fixture
def grade_without(toy, tmp_path):
    """Grade a right submission on a system that lacks a system call."""

    def grade(number, *options):
        path, out = tmp_path / "double.py", tmp_path / "report.json"
        path.write_text(RIGHT)
        shousi = [
            sys.executable,
            "-P",
            "-m",
            "shousi",
            "grade",
            "double",
            "--submission",
            path,
            "--json",
            out,
            *options,
        ]
        command = [sys.executable, "-c", LACKING, str(number), *map(str, shousi)]
        done = subprocess.run(command, cwd=toy, capture_output=True, text=True, timeout=100, check=False)
        return Ran(done.returncode, done.stdout, done.stderr, json.loads(out.read_text()) if out.exists() else None)

    return grade


def test_the_strongest_lock_is_taken_and_named(grade):
    ran = grade(RIGHT, "--require-tier", "A")
    assert (ran.status, ran.report["sandbox"]) == (0, "A")
    assert "sandbox: tier A" in ran.out


def test_without_landlock_the_filter_alone_locks_and_the_screen_says_so(grade_without):
    ran = grade_without(LANDLOCK)
    assert (ran.status, ran.report["sandbox"]) == (0, "B")
    assert "tier B" in ran.out
    assert "no Landlock" in ran.out


def test_without_a_filter_nothing_is_claimed_to_be_locked(grade_without):
    ran = grade_without(SECCOMP)
    assert (ran.status, ran.report["sandbox"]) == (0, "D")
    assert "no lock" in ran.out


@pytest.mark.parametrize(("required", "status"), [("A", 2), ("B", 0)])
def test_a_tier_that_is_required_and_not_there_is_refused_before_anything_runs(grade_without, required, status):
    ran = grade_without(LANDLOCK, "--require-tier", required)
    assert ran.status == status
    assert (ran.report is None) == (status == 2)
    if status == 2:
        line = (
            "shousi: this system locks workers at tier B, and --require-tier asks for A; see docs/security.md for what"
        )
        assert ran.err == f"{line} each tier needs.\n"


@pytest.mark.skipif(not landlock.abi(), reason="no Landlock here")
def test_a_worker_that_could_read_the_graders_is_not_used():
    readable = Path(json.__file__)  # the standard library lies open to every worker; graders there would too
    leaking = Zygote(start.start_zygote(["numpy"], secret=str(readable)))
    with pytest.raises(JudgeError, match="the sandbox does not hold on this system: reading the graders, listing"):
        leaking.start_worker()
    leaking.close()


def test_the_judge_believes_no_worker_that_only_says_it_is_locked():
    unlocked = subprocess.Popen(["sleep", "60"], start_new_session=True)
    try:
        with pytest.raises(JudgeError, match="not locked as it says: NoNewPrivs, Seccomp"):
            procfs.check_locked(unlocked.pid, "A")
    finally:
        unlocked.kill()
        unlocked.wait()
