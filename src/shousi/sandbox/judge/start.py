"""Starting the processes that run submissions, with imports so light that it can be the first thing a command does."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from shousi import invocation

HAS_ZYGOTE: bool = sys.platform == "linux"  # elsewhere a fork of a process with NumPy loaded is not safe
ANY_ABI = 99


class Started(NamedTuple):
    """A zygote that is warming up, and the judge's end of its control socket."""

    process: subprocess.Popen[bytes]
    control: socket.socket


def start_zygote(modules: Sequence[str], *, secret: str = "", tier: str = "A", abi: int = ANY_ABI) -> Started:
    """Start a fork server; returns at once.

    Args:
        modules: what it loads.
        secret: a path that its workers must not be able to read; they try before they say ready.
        tier: the strongest lock to take; lower ones are for tests of them.
        abi: the highest version of Landlock to speak.
    """
    control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    process = subprocess.Popen(
        [*python_running("shousi.sandbox.inside.zygote"), str(theirs.fileno()), secret, tier, str(abi), *modules],
        stdin=subprocess.DEVNULL,
        pass_fds=[theirs.fileno()],
        env=scrubbed_environment(),
        cwd="/",
        start_new_session=True,  # ctrl-C in the judge's terminal is the judge's to handle
    )
    theirs.close()
    return Started(process, control)


def tier_without_zygote() -> str:
    """Return how workers are locked where each is a process of its own: with limits on macOS (C), else not at all."""
    return "C" if sys.platform == "darwin" else "D"


def python_running(module: str) -> list[str]:
    """Return the command that runs a module's `main` with this very engine, wherever the judge has it from."""
    home = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    # Off the path again at once: what lies beside the engine is not for a submission to import.
    code = (
        f"import sys; sys.path.insert(0, {home!r}); import shousi; del sys.path[0]; from {module} import main; main()"
    )
    return [sys.executable, "-s", "-P", "-c", code]


def run_here(module: str, *arguments: str) -> int:
    """Run a module's `main` on the learner's own terminal and wait for its end; ctrl-C is for it, not for us."""
    process = subprocess.Popen([*python_running(module), *arguments])
    while process.returncode is None:
        with contextlib.suppress(KeyboardInterrupt):
            process.wait()
    return process.returncode


def run_judge(arguments: Sequence[str], folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run a command of shousi to its end in a process of its own, and return what it wrote, as plain text."""
    command = [sys.executable, "-P", "-m", "shousi", *arguments]
    forced = {"FORCE_COLOR", "CLICOLOR_FORCE", "TTY_COMPATIBLE"}  # a notebook asks its children for colours
    plain = {name: value for name, value in os.environ.items() if name not in forced} | {"NO_COLOR": "1"}
    plain |= {invocation.VARIABLE: invocation.NOXFILE}  # a notebook's kernel is one of its environments
    return subprocess.run(command, cwd=folder, env=plain, stdin=subprocess.DEVNULL, capture_output=True, check=False)


def scrubbed_environment() -> dict[str, str]:
    """Return the environment of every process that runs a submission, whatever the judge's own holds.

    One thread per library, and a fixed allocator: glibc moves its mmap threshold as a program runs, which made the
    same code three times faster in one process than in the next.
    """
    kept = {name: os.environ[name] for name in _SYSTEM_NEEDS if name in os.environ}
    return kept | {
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",
        "PYTHONIOENCODING": "utf-8:backslashreplace",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "VECLIB_MAXIMUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
        "MALLOC_MMAP_THRESHOLD_": str(1 << 30),
        "MALLOC_TRIM_THRESHOLD_": str(4 << 30),
        "MALLOC_TOP_PAD_": str(64 << 20),
    }


# Without SYSTEMROOT Windows starts no Python; OPENBLAS_CORETYPE works around faulty kernels on some processors.
_SYSTEM_NEEDS = ("SYSTEMROOT", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
