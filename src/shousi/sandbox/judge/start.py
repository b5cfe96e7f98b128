"""Starting Python processes. This imports little, so that a command can start the zygote before all else.

The zygote then loads NumPy while the judge loads pytest. What the judge says to the processes is in `forking` and
`spawning`.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import shousi
from shousi import invocation
from shousi.errors import JudgeError

HAS_ZYGOTE: bool = sys.platform == "linux"  # elsewhere a fork of a process with NumPy loaded is not safe
ANY_ABI = 99  # of Landlock: no kernel's version is as high, so this sets no upper bound


class StartedZygote(NamedTuple):
    """A zygote that is warming up, and the judge's end of its control socket."""

    process: subprocess.Popen[bytes]
    control: socket.socket


def start_zygote(modules: Sequence[str], *, secret: str = "", tier: str = "A", abi: int = ANY_ABI) -> StartedZygote:
    """Start a zygote, and return without waiting until it is ready.

    Args:
        modules: the modules that it imports.
        secret: a path that its workers must not be able to read; each of them tries to before it says that it is ready.
        tier: the strongest lock to use; lower ones are for tests.
        abi: the highest version of Landlock to use.
    """
    control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        process = subprocess.Popen(
            [*python_running("shousi.sandbox.inside.zygote"), str(theirs.fileno()), secret, tier, str(abi), *modules],
            stdin=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            env=scrubbed_environment(),
            cwd="/",
            start_new_session=True,  # ctrl-C in the judge's terminal is the judge's to handle
        )
    except OSError as error:
        control.close()
        raise JudgeError(f"this system refuses to start a process in a session of its own: {error.strerror}.") from None
    finally:
        theirs.close()
    return StartedZygote(process, control)


def tier_without_zygote() -> str:
    """Return the tier of spawned workers: C on macOS, where resource limits hold, else D, no lock."""
    return "C" if sys.platform == "darwin" else "D"


def python_running(module: str) -> list[str]:
    """Return the command that runs a module's `main`, from the same copy of shousi that runs now."""
    home = os.path.dirname(os.path.dirname(os.path.abspath(shousi.__file__)))
    # Taken off the path again: a submission must not be able to import what lies beside the engine.
    code = (
        f"import sys; sys.path.insert(0, {home!r}); import shousi; del sys.path[0]; from {module} import main; main()"
    )
    return [sys.executable, "-s", "-P", "-c", code]


def start_helper(module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a second judge: it runs a module's `main`, reads its standard input and answers on its output."""
    return subprocess.Popen(
        [*python_running(module), *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},  # a judge only compares, and its threads would disturb workers
        start_new_session=True,  # ctrl-C in the terminal is the main process's to handle
    )


def run_in_terminal(module: str, *arguments: str) -> int:
    """Run a module's `main` in the learner's terminal and return its exit status; ctrl-C goes to it, not to us."""
    process = subprocess.Popen([*python_running(module), *arguments])
    while process.returncode is None:
        with contextlib.suppress(KeyboardInterrupt):
            process.wait()
    return process.returncode


def run_command(arguments: Sequence[str], folder: Path, python: str) -> subprocess.CompletedProcess[bytes]:
    """Run a command of shousi in a new process of this Python, wait for its end, and return its plain output."""
    command = [python, "-P", "-m", "shousi", *arguments]
    forced = {"FORCE_COLOR", "CLICOLOR_FORCE", "TTY_COMPATIBLE"}  # set by notebooks
    plain = {name: value for name, value in os.environ.items() if name not in forced} | {"NO_COLOR": "1"}
    plain |= {invocation.VARIABLE: invocation.NOXFILE}  # what messages tell the reader to type
    return subprocess.run(command, cwd=folder, env=plain, stdin=subprocess.DEVNULL, capture_output=True, check=False)


def scrubbed_environment() -> dict[str, str]:
    """Return the environment variables of every process that runs a submission; few of the judge's own are passed on.

    They allow one thread per library, and fix the allocator's thresholds. By default glibc adjusts its mmap threshold
    while a program runs, which made the same code three times faster in one process than in the next.
    """
    kept = {name: os.environ[name] for name in _SYSTEM_NEEDS if name in os.environ}
    return kept | {
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",  # the same order of sets in every run
        "PYTHONIOENCODING": "utf-8:backslashreplace",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
        "VECLIB_MAXIMUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",  # each arena takes 64 MiB of address space, which is limited
        "MALLOC_MMAP_THRESHOLD_": str(1 << 30),  # arrays below 1 GiB come from the heap, whose pages are used again
        "MALLOC_TRIM_THRESHOLD_": str(4 << 30),  # the heap is never given back during a run
        "MALLOC_TOP_PAD_": str(64 << 20),  # and grows by 64 MiB at a time
    }


# Without SYSTEMROOT Windows starts no Python; OPENBLAS_CORETYPE works around faulty kernels on some processors.
_SYSTEM_NEEDS = ("SYSTEMROOT", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")
