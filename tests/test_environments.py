"""Unusual systems: each grades at the tier that it names, or says which step it refuses, with status 3."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import run

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has these locks")

DENYING = Path(__file__).parent / "denying.py"
RIGHT = """
import numpy as np
def double(x):
    if np.isnan(x).any():
        raise ValueError("x")
    return x * 2
"""


def on(*command):
    """Return whether a command works here: a container may not be allowed to make namespaces."""
    try:
        return subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def refused(error, **calls):
    """Return the words that run a command on a kernel that refuses these system calls."""
    return [sys.executable, str(DENYING), json.dumps({name: {"error": error} | how for name, how in calls.items()})]


def in_shell(before):
    return ["bash", "-c", f'{before} && exec "$@"', "bash"]


MOUNTS = ["unshare", "--mount"]
OWN_PROC = [*MOUNTS, "--pid", "--fork", "--mount-proc"]  # else the option would hold for the whole machine
# The tier that each grades at.
GRADE = {
    "Docker before 23, whose profile knows no Landlock": (refused("EPERM", landlock_create_ruleset={}), "B"),
    "a kernel without Landlock": (refused("ENOSYS", landlock_create_ruleset={}), "B"),
    "no system call filters": (refused("EPERM", seccomp={}), "D"),
    "no handles of processes": (refused("ENOSYS", pidfd_open={}), "A"),
    "few open files": (in_shell("ulimit -n 64"), "A"),
    "no further processes": (in_shell("ulimit -u 5"), "A"),
    "no files may be written": (in_shell("ulimit -f 0"), "A"),
    "half a gigabyte of address space": (in_shell("ulimit -v 500000"), "A"),
    "a small stack": (in_shell("ulimit -s 256"), "A"),
    "no locked memory, no core dumps": (in_shell("ulimit -l 0 -c 0"), "A"),
    "root without capabilities": (["setpriv", "--bounding-set=-all", "--inh-caps=-all"], "A"),
    "no new privileges": (["setpriv", "--no-new-privs"], "A"),
    "processes of others hidden in /proc": ([*OWN_PROC, *in_shell("mount -o remount,hidepid=2 /proc")], "A"),
    "a folder for temporary files that is not there": (["env", "TMPDIR=/nowhere"], "A"),
    "no home": (["env", "--unset=HOME"], "A"),
    "no standard input": (in_shell("exec <&-"), "A"),
}
# What each says.
REFUSE = {
    "Landlock takes no rules": (refused("EPERM", landlock_add_rule={}), "landlock_add_rule: Operation not permitted"),
    "Landlock is never put on": (refused("EPERM", landlock_restrict_self={}), "landlock_restrict_self: Operation"),
    "capabilities cannot be dropped": (refused("EPERM", capset={}), "capset: Operation not permitted"),
    "limits cannot be set": (refused("EPERM", prlimit64={}), "setrlimit: Operation not permitted"),
    "no sessions": (refused("EPERM", setsid={}), "a session of its own: Operation not permitted"),
    "no death with the parent": (refused("EPERM", prctl={"value": 1}), "PR_SET_PDEATHSIG: Operation not permitted"),
    "nothing to hide behind": (refused("EPERM", prctl={"value": 4}), "PR_SET_DUMPABLE: Operation not permitted"),
    "no orphans to be had": (refused("EPERM", prctl={"value": 36}), "PR_SET_CHILD_SUBREAPER: Operation not permitted"),
    "privileges kept": (refused("EPERM", prctl={"value": 38}), "PR_SET_NO_NEW_PRIVS: Operation not permitted"),
    "no /proc": ([*MOUNTS, *in_shell("mount -t tmpfs none /proc")], "No such file or directory: '/proc/self/task'"),
}  # fmt: skip


@pytest.fixture
def graded(toy, tmp_path):
    """Grade a right submission behind some words, but for its time."""

    def graded(prefix):
        path = tmp_path / "double.py"
        path.write_text(RIGHT, encoding="utf-8")
        return run("grade", "double", "--submission", path, "--no-speed", cwd=toy, prefix=prefix)

    return graded


def needed(prefix):
    """Skip what this machine cannot do: another processor, no namespaces, not root."""
    if str(DENYING) in prefix and os.uname().machine != "x86_64":
        pytest.skip("the numbers of system calls are those of x86-64")
    if prefix[0] == "unshare" and not on(*(OWN_PROC if "--pid" in prefix else MOUNTS)):
        pytest.skip("this system lets nobody make namespaces")
    if prefix[0] == "setpriv" and not on(*prefix):
        pytest.skip("this system has no setpriv, or its user nothing to give up")


@pytest.mark.parametrize("system", GRADE)
def test_an_unusual_system_grades_at_the_tier_that_it_names(graded, system):
    prefix, tier = GRADE[system]
    needed(prefix)
    ran = graded(prefix)
    assert "All other checks passed." in ran.out
    assert f"sandbox: tier {tier}" in ran.out
    assert "shousi: " not in ran.err  # where its files may not be written, a measurement of coverage complains


@pytest.mark.parametrize("system", REFUSE)
def test_a_system_that_refuses_a_step_of_the_lock_is_told_which(graded, system):
    prefix, step = REFUSE[system]
    needed(prefix)
    ran = graded(prefix)
    assert ran.status == 3
    assert step in re.sub(r"\s+", " ", ran.out + ran.err)
    assert "Traceback" not in ran.err


def test_too_few_open_files_end_in_a_verdict(graded):
    ran = graded(in_shell("ulimit -n 16"))
    assert ran.status == 3
    assert "double judge error" in ran.out
    assert "Too many open files" in ran.out
