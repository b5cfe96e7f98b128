"""What a worker gives up before it sees a byte of the submission, and in which order.

A session of its own and death with its parent, descriptors, signals, the way out of memory, resource limits, no core
and no ptrace, no new privileges and none of the old ones, Landlock, and the system call filter last, since it refuses
most of the calls that the others need. Every step is one that the kernel keeps without the worker's help: nothing here
can be undone by the code that runs later.
"""

from __future__ import annotations

import functools
import os
import signal
import struct
import sys
import sysconfig

import msgspec

from shousi.sandbox.lock import kernel, landlock, seccomp, syscalls
from shousi.sandbox.messages import Limits

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE = 1, 4
_PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT = 36, 38, 47
_AMBIENT_CLEAR_ALL = 4
_CAPABILITY_VERSION = 0x20080522  # _LINUX_CAPABILITY_VERSION_3
_FIRST_FOREIGN_FD = 5  # 0 input, 1 and 2 output, 3 requests, 4 replies
_STACK = 8 << 20  # the usual limit of a Linux process, whatever the caller's shell had
_OPEN_FILES = 64  # five are open; imports and a few files of the submission's own


class Lock(msgspec.Struct, frozen=True, kw_only=True):
    """How the workers of a zygote are locked; made once, since every worker is locked alike.

    Attributes:
        tier: A Landlock and seccomp; B seccomp, nothing can be opened; D neither.
        abi: the version of Landlock; 0 without it.
        readable: what can be read under Landlock.
        secret: a path that must not be readable; empty if there is none to try.
    """

    tier: str
    abi: int = 0
    readable: tuple[str, ...] = ()
    secret: str = ""


def strongest(secret: str = "", *, tier: str = "A", abi: int | None = None) -> Lock:
    """Return the strongest lock that this system has.

    Args:
        secret: a path that must not be readable.
        tier: at most this one, for tests of the lower ones.
        abi: at most this version of Landlock.
    """
    version = landlock.abi() if abi is None else min(abi, landlock.abi())
    if syscalls.this_machine() is None or not seccomp.works() or tier > "B":
        return Lock(tier="D", secret=secret)
    if not version or tier == "B":
        return Lock(tier="B", secret=secret)
    return Lock(tier="A", abi=version, readable=readable_paths(), secret=secret)


def readable_paths() -> tuple[str, ...]:
    """Return where Python's own modules, the installed ones and shared libraries lie."""
    scheme = sysconfig.get_paths()
    wanted = [scheme[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    wanted += ["/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/local/lib", "/etc/ld.so.cache"]
    wanted.append(sysconfig.get_config_var("LIBDIR") or "")
    return tuple(dict.fromkeys(path for path in map(os.path.realpath, filter(None, wanted)) if os.path.exists(path)))


def enter(lock: Lock, limits: Limits, *, parent: int, descriptors: tuple[int, int, int], folder: str = "") -> None:
    """Lock this process, for good.

    Args:
        lock: how.
        limits: what it may use.
        parent: the zygote, with which it dies.
        descriptors: the read end of requests, the write ends of replies and of output.
        folder: its scratch folder, if it has one.

    Raises:
        OSError: the kernel refuses a step; the worker must not go on.
    """
    become_session(parent)
    place_descriptors(*descriptors)
    be_first_to_die()
    rules = landlock.ruleset(lock.readable, version=lock.abi, own_folder=folder) if lock.abi else None
    take_limits(limits)
    if not limits.threads:
        forbid_processes()
    hide_from_peers()
    if folder:
        os.chdir(folder)
    if lock.tier == "D":
        return
    give_up_privileges()
    if rules is not None:
        landlock.restrict(rules)
        os.close(rules)
    seccomp.load(filter_of(lock, limits))


def filter_of(lock: Lock, limits: Limits) -> bytes:
    """Return the system call filter of a worker; empty where none is loaded."""
    permits = seccomp.Permits(files=bool(lock.abi), threads=limits.threads, scratch=bool(limits.scratch and lock.abi))
    return b"" if lock.tier == "D" else _program(permits)


@functools.cache  # asked for before the fork, it is there in every worker
def _program(permits: seccomp.Permits) -> bytes:
    machine = syscalls.this_machine()
    if machine is None:
        raise OSError("no table of system calls for this machine")
    return seccomp.program(machine, seccomp.rules(permits))


def become_session(parent: int) -> None:
    """Leave the judge's session and die with the zygote; the process exits at once if that is gone already."""
    os.setsid()
    kernel.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
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
        with open("/proc/self/statm") as file:
            size = int(file.read().split()[0]) * resource.getpagesize()
        _limit(resource.RLIMIT_AS, size + limits.memory)
        _limit(resource.RLIMIT_MSGQUEUE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_STACK, _STACK)
    _limit(resource.RLIMIT_FSIZE, limits.scratch)  # of one file; the judge watches their sum
    _limit(resource.RLIMIT_MEMLOCK, 0)
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)


def forbid_processes() -> None:
    """Leave no room for a further process or thread; the kernel exempts root."""
    import resource

    _limit(resource.RLIMIT_NPROC, 0)


def be_first_to_die() -> None:
    """Let the kernel, when it is short of memory, take this process and never the judge."""
    kernel.prctl(_PR_SET_DUMPABLE, 1)  # else the file is root's; the zygote that it was forked from is not dumpable
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")


def hide_from_peers() -> None:
    """Make the process unreadable to others of the same user (ptrace, /proc/PID/mem)."""
    if sys.platform == "linux":
        kernel.prctl(_PR_SET_DUMPABLE, 0)


def give_up_privileges() -> None:
    """Gain none by any program, and drop those of root, which the kernel would let past permissions and limits."""
    kernel.prctl(_PR_SET_NO_NEW_PRIVS, 1)
    if os.geteuid() == 0:
        kernel.prctl(_PR_CAP_AMBIENT, _AMBIENT_CLEAR_ALL)
        nothing = struct.pack("=6I", 0, 0, 0, 0, 0, 0)
        kernel.call("capset", struct.pack("=Ii", _CAPABILITY_VERSION, 0), nothing)


def adopt_orphans() -> None:
    """Become the parent of whatever a dying worker leaves behind, so that it can be found and killed."""
    kernel.prctl(_PR_SET_CHILD_SUBREAPER, 1)


def _highest_fd() -> int:
    return max(int(name) for name in os.listdir("/proc/self/fd"))


def _limit(which: int, value: int) -> None:
    import resource

    hard = resource.getrlimit(which)[1]
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(which, (value, value))
