"""Locking a worker's process, before it sees a byte of the submission.

The kernel enforces every step, and no code that runs later can undo one. `lock_down` takes the steps, and says why in
this order.
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

_AMBIENT_CLEAR_ALL = 4
_CAPABILITY_VERSION = 0x20080522  # _LINUX_CAPABILITY_VERSION_3
_DESCRIPTORS = 5  # 0 is input, 1 and 2 are output, 3 is for requests, 4 for replies
_STACK = 8 << 20  # what Linux gives a process by default, so that recursion ends at the same depth everywhere
_OPEN_FILES = 64  # five are always open; the rest is for imports and a few files of the submission's own
_EXIT_ORPHANED = 97  # the worker's exit status if the zygote has gone already


class Lock(msgspec.Struct, frozen=True, kw_only=True):
    """How all workers of a zygote are locked.

    Attributes:
        tier: "A" is Landlock and a system call filter, "B" a filter that lets no file be opened, "D" neither.
        abi: the version of Landlock; 0 without it.
        readable: the paths that Landlock leaves readable.
        secret: a path that must not be readable, which a worker tries to read; empty if there is none.
    """

    tier: str
    abi: int = 0
    readable: tuple[str, ...] = ()
    secret: str = ""


def strongest(secret: str = "", *, tier: str = "A", abi: int | None = None) -> Lock:
    """Return the strongest lock that this system supports.

    Args:
        secret: a path that must not be readable.
        tier: the strongest tier to use; lower ones are for tests.
        abi: the highest version of Landlock to use.
    """
    version = landlock.abi() if abi is None else min(abi, landlock.abi())
    if syscalls.this_machine() is None or not seccomp.works() or tier > "B":
        return Lock(tier="D", secret=secret)
    if not version or tier == "B":
        return Lock(tier="B", secret=secret)
    return Lock(tier="A", abi=version, readable=readable_paths(), secret=secret)


def readable_paths() -> tuple[str, ...]:
    """Return the folders of the standard library, of installed packages and of shared libraries."""
    scheme = sysconfig.get_paths()
    wanted = [scheme[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    wanted += ["/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/local/lib", "/etc/ld.so.cache"]
    wanted.append(sysconfig.get_config_var("LIBDIR") or "")
    return tuple(dict.fromkeys(path for path in map(os.path.realpath, filter(None, wanted)) if os.path.exists(path)))


def begin(parent: int, descriptors: tuple[int, int, int]) -> None:
    """Make a process that has just been forked a worker's: a session of its own, and its pipes alone.

    Args:
        parent: the process number of the zygote; the worker is killed when the zygote ends.
        descriptors: the read end of the pipe of requests, the write ends of those of replies and of output.

    Raises:
        OSError: the kernel refuses a step; the worker must not go on.
    """
    # First of all, so that a worker never outlives the zygote, whatever goes wrong further down.
    become_session(parent)
    place_descriptors(*descriptors)


def lock_down(lock: Lock, limits: Limits, *, folder: str = "") -> None:
    """Lock this process; nothing can unlock it again.

    Args:
        lock: how.
        limits: what it may use.
        folder: its scratch folder, if it has one.

    Raises:
        OSError: the kernel refuses a step; the worker must not go on.
    """
    # Writes a file below /proc, and the limits read one: neither is possible under Landlock.
    be_first_to_die()
    # Opens every path that stays readable; root may not be able to once it has given up its privileges.
    rules = landlock.ruleset(lock.readable, version=lock.abi, own_folder=folder) if lock.abi else None
    take_limits(limits)
    if not limits.threads:
        forbid_processes()
    hide_from_peers()
    if folder:
        os.chdir(folder)
    if lock.tier == "D":
        return
    # Landlock and the filter are open to unprivileged processes only after no_new_privs has been set.
    give_up_privileges()
    if rules is not None:
        landlock.restrict(rules)
        os.close(rules)
    # Last, because the filter refuses nearly all of the calls above.
    seccomp.load(filter_of(lock, limits))


def filter_of(lock: Lock, limits: Limits) -> bytes:
    """Return the system call filter of a worker, or nothing for tier D."""
    permits = seccomp.Permits(files=bool(lock.abi), threads=limits.threads, scratch=bool(limits.scratch and lock.abi))
    return b"" if lock.tier == "D" else _program(permits)


@functools.cache  # the zygote asks for it before it forks, so that no worker has to build it
def _program(permits: seccomp.Permits) -> bytes:
    machine = syscalls.this_machine()
    if machine is None:
        raise OSError("no table of system calls for this machine")
    return seccomp.program(machine, seccomp.rules(permits))


def become_session(parent: int) -> None:
    """Start a session of its own, die when the zygote does, and reset signals, umask and folder."""
    os.setsid()
    kernel.prctl("PR_SET_PDEATHSIG", signal.SIGKILL)
    if os.getppid() != parent:  # it ended before prctl, so no signal will come
        os._exit(_EXIT_ORPHANED)
    os.umask(0o077)
    os.chdir("/")
    for number in range(1, signal.SIGSYS + 1):
        if number not in (signal.SIGKILL, signal.SIGSTOP):
            # With these two ignored, a write to a closed pipe or to a file that is too large raises an OSError.
            ignored = number in (signal.SIGPIPE, signal.SIGXFSZ)
            signal.signal(number, signal.SIG_IGN if ignored else signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])


def place_descriptors(requests: int, replies: int, output: int) -> None:
    """Put the worker's pipes at descriptors 0 to 4, and close all others."""
    null = os.open(os.devnull, os.O_RDONLY)
    wanted = (null, output, output, requests, replies)
    # In two steps, over numbers that are free: a descriptor that is still to be copied must not be overwritten.
    base = max(*wanted, _DESCRIPTORS) + 1
    for offset, fd in enumerate(wanted):
        os.dup2(fd, base + offset)
    for target in range(_DESCRIPTORS):
        os.dup2(base + target, target)
    os.closerange(_DESCRIPTORS, _highest_fd() + 1)


def take_limits(limits: Limits) -> None:
    """Set the resource limits, soft and hard alike, so that they cannot be raised again."""
    import resource

    if sys.platform == "linux":
        with open("/proc/self/status") as file:
            sizes = dict(line.split(":", 1) for line in file)
        _limit(resource.RLIMIT_AS, _kibibytes(sizes["VmSize"]) + limits.memory)
        if limits.private:
            _limit(resource.RLIMIT_DATA, _kibibytes(sizes["VmData"]) + limits.private)
        _limit(resource.RLIMIT_MSGQUEUE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_STACK, _STACK)
    _limit(resource.RLIMIT_FSIZE, limits.scratch)  # of each file; the judge watches their sum
    _limit(resource.RLIMIT_MEMLOCK, 0)
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)


def _kibibytes(text: str) -> int:
    return int(text.split(maxsplit=1)[0]) << 10


def forbid_processes() -> None:
    """Allow no further process or thread. The kernel exempts root, for whom the filter alone does this."""
    import resource

    _limit(resource.RLIMIT_NPROC, 0)


def be_first_to_die() -> None:
    """Have the kernel kill this process first when memory runs out, and not the judge."""
    kernel.prctl("PR_SET_DUMPABLE", 1)  # the zygote is not; the files in /proc of such a process belong to root
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")


def hide_from_peers() -> None:
    """Keep other processes of the same user from reading this one's memory (ptrace, /proc/PID/mem)."""
    if sys.platform == "linux":
        kernel.prctl("PR_SET_DUMPABLE", 0)


def give_up_privileges() -> None:
    """Gain no privileges by starting a program, and drop those of root, whom permissions and limits do not stop."""
    kernel.prctl("PR_SET_NO_NEW_PRIVS", 1)
    if os.geteuid() == 0:
        kernel.prctl("PR_CAP_AMBIENT", _AMBIENT_CLEAR_ALL)
        nothing = struct.pack("=6I", 0, 0, 0, 0, 0, 0)
        kernel.call("capset", struct.pack("=Ii", _CAPABILITY_VERSION, 0), nothing)


def adopt_orphans() -> None:
    """Become the parent of the processes that a dead worker leaves behind, so that they can be found and killed."""
    kernel.prctl("PR_SET_CHILD_SUBREAPER", 1)


def _highest_fd() -> int:
    return max(int(name) for name in os.listdir("/proc/self/fd"))


def _limit(which: int, value: int) -> None:
    import resource

    try:
        hard = resource.getrlimit(which)[1]
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        resource.setrlimit(which, (value, value))
    except OSError as error:
        raise OSError(error.errno, f"setrlimit: {error.strerror}") from None
