"""What a worker gives up before it sees a byte of the submission.

A session of its own, death with its parent, resource limits, no descriptors but its own pipes. Every step is one that
the kernel keeps without the worker's help: nothing here can be undone by the code that runs later.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from typing import Any

from shousi.sandbox.messages import Limits

TIER_NONE = "D"  # a process of its own with limits; files and system calls are not locked

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_CHILD_SUBREAPER = 1, 4, 36
_FIRST_FOREIGN_FD = 5  # 0 input, 1 and 2 output, 3 requests, 4 replies
_STACK = 8 << 20  # the usual limit of a Linux process, whatever the caller's shell had
_OPEN_FILES = 64  # five are open; imports and a few files of the submission's own


def become_session(parent: int) -> None:
    """Leave the judge's session and die with the zygote; the process exits at once if that is gone already."""
    os.setsid()
    prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(97)
    os.umask(0o077)
    os.chdir("/")
    for number in range(1, signal.SIGSYS + 1):
        if number not in (signal.SIGKILL, signal.SIGSTOP):
            # Past the file size limit a write then fails with EFBIG, which Python turns into an OSError.
            ignored = number in (signal.SIGPIPE, signal.SIGXFSZ)
            signal.signal(number, signal.SIG_IGN if ignored else signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])


def place_descriptors(requests: int, replies: int, output: int) -> None:
    """Put the worker's pipes at 0 to 4 and close everything else."""
    null = os.open(os.devnull, os.O_RDONLY)
    wanted = (null, output, output, requests, replies)
    # First out of the way, then into place, so that no target is overwritten while it is still a source.
    base = max(*wanted, _FIRST_FOREIGN_FD) + 1
    for offset, fd in enumerate(wanted):
        os.dup2(fd, base + offset)
    for target in range(_FIRST_FOREIGN_FD):
        os.dup2(base + target, target)
    os.closerange(_FIRST_FOREIGN_FD, _highest_fd() + 1)


def take_limits(limits: Limits) -> None:
    """Set the resource limits, soft and hard alike, so that they cannot be raised again."""
    import resource

    if sys.platform == "linux":
        with open("/proc/self/oom_score_adj", "w") as file:
            file.write("1000")  # short of memory, the kernel takes the worker and never the judge
        with open("/proc/self/statm") as file:
            size = int(file.read().split()[0]) * resource.getpagesize()
        _limit(resource.RLIMIT_AS, size + limits.memory)
        _limit(resource.RLIMIT_MSGQUEUE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_STACK, _STACK)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_MEMLOCK, 0)
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)


def forbid_processes() -> None:
    """Leave no room for a further process or thread; the kernel exempts root."""
    import resource

    _limit(resource.RLIMIT_NPROC, 0)


def hide_from_peers() -> None:
    """Make the process unreadable to others of the same user (ptrace, /proc/PID/mem)."""
    if sys.platform == "linux":
        prctl(_PR_SET_DUMPABLE, 0)


def adopt_orphans() -> None:
    """Become the parent of whatever a dying worker leaves behind, so that it can be found and killed."""
    prctl(_PR_SET_CHILD_SUBREAPER, 1)


def prctl(option: int, value: int) -> None:
    """Ask the kernel to change something about this process.

    Raises:
        OSError: the kernel refuses.
    """
    if _libc().prctl(option, ctypes.c_ulong(value), 0, 0, 0):
        number = ctypes.get_errno()
        raise OSError(number, f"prctl {option}: {os.strerror(number)}")


def _libc() -> Any:
    return ctypes.CDLL(None, use_errno=True)


def _highest_fd() -> int:
    return max(int(name) for name in os.listdir("/proc/self/fd"))


def _limit(which: int, value: int) -> None:
    import resource

    hard = resource.getrlimit(which)[1]
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(which, (value, value))
