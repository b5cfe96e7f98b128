"""The system call filter of a worker: what NumPy, PyTorch and plain Python need, and nothing else.

It is an allow list. A call that it does not name fails with EPERM, which Python raises as PermissionError. A call by
another architecture's numbers (int 0x80, x32) ends the process. The list is data, so that a test can loosen or remove
each entry in turn and show that this is noticed.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
from collections.abc import Sequence

import msgspec

from shousi.sandbox.lock import kernel
from shousi.sandbox.lock.syscalls import Architecture

OWN_PID = 0x7FEDCBA9  # in the program, it stands for the worker's process number, which is known only after the fork

# linux/seccomp.h and linux/bpf_common.h
_SET_MODE_FILTER, _KILL_PROCESS, _ALLOW, _ERRNO = 1, 0x80000000, 0x7FFF0000, 0x00050000
_LOAD_WORD, _RETURN, _JUMP_EQUAL, _JUMP_FROM, _JUMP_ANY_BIT = 0x20, 0x06, 0x15, 0x35, 0x45
_OFFSET_OF_NUMBER, _OFFSET_OF_ARCHITECTURE, _OFFSET_OF_ARGUMENTS = 0, 4, 16
_X32 = 0x40000000  # the same processor's calls with 32-bit pointers have this bit set

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | 0o20000000  # the last is __O_TMPFILE
_F_GETFD, _F_SETFD, _F_GETFL, _F_DUPFD_CLOEXEC = 1, 2, 3, 1030
_CLONE_THREAD = 0x10000
_MAP_SHARED = 0x1


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """When one system call is allowed.

    Attributes:
        name: of the call.
        why: who needs it.
        deny: the error number that it always fails with; 0 allows it if the conditions below hold.
        argument: the position of the argument that the conditions are about; -1 if there are none.
        one_of: the values that the argument may have.
        none_of_bits: bits of which none may be set in it.
        any_of_bits: bits of which at least one must be set in it.
        all_zero: whether all its 64 bits must be 0.
        otherwise: the error number if the condition does not hold.
    """

    name: str
    why: str
    deny: int = 0
    argument: int = -1
    one_of: tuple[int, ...] = ()
    none_of_bits: int = 0
    any_of_bits: int = 0
    all_zero: bool = False
    otherwise: int = errno.EPERM


class Permits(msgspec.Struct, frozen=True):
    """What the filter of a worker allows beyond what all workers need."""

    files: bool = True  # to open files for reading; Landlock says which, so without Landlock none
    threads: bool = False
    scratch: bool = False


def _plain(why: str, names: str) -> tuple[Rule, ...]:
    return tuple(Rule(name=name, why=why) for name in names.split())


# The most frequent calls come first, since the kernel reads the program from the top. If today's GNU C library makes
# another call instead, the reason names the libraries that make this one.
_ALWAYS = (
    *_plain("the pipes to the judge", "read write readv"),
    # Memory that is not private would not count in RLIMIT_DATA, by which a check limits memory.
    Rule(name="mmap", why="memory", argument=3, none_of_bits=_MAP_SHARED),
    *_plain("memory", "munmap mprotect brk"),
    *_plain("large pages for large arrays; the stack of a thread that has ended", "madvise"),
    *_plain("locks of the interpreter and the C library", "futex"),
    *_plain("clocks, where the kernel gives no faster way", "clock_gettime clock_getres"),
    *_plain("time.sleep", "clock_nanosleep"),
    *_plain("files that are open", "close lseek getdents64"),
    *_plain("headers of shared libraries that lie far from the beginning", "pread64"),
    *_plain("looking for a module; contents are not revealed", "newfstatat getcwd"),
    *_plain("shutil.which, os.path.realpath", "access readlink faccessat readlinkat"),
    *_plain("looking for a module: GNU C libraries before 2.33, musl", "stat lstat"),
    *_plain("files that are open: GNU C libraries before 2.33 and since 2.39, musl", "fstat"),
    *_plain("signal handlers of its own: faulthandler, SIGINT", "rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack"),
    *_plain("random numbers, hash seeds", "getrandom"),
    *_plain("what a program may know of itself", "getpid gettid getrusage times"),
    *_plain("the lock's own probe of signals to the zygote", "getppid"),
    *_plain("what a program may know of the machine", "uname sysinfo sched_getaffinity"),
    *_plain("the end of the process", "exit_group"),
    Rule(
        name="fcntl", why="os.dup, fdopen (np.fromfile), descriptors that no program inherits (tempfile)",
        argument=1, one_of=(_F_GETFD, _F_SETFD, _F_GETFL, _F_DUPFD_CLOEXEC),
    ),
    Rule(name="ioctl", why="open() asks whether a file is a terminal: the answer is no", deny=errno.ENOTTY),
    Rule(name="tgkill", why="abort()", argument=0, one_of=(OWN_PID,)),
    Rule(name="prlimit64", why="reading its own limits", argument=2, all_zero=True),
)  # fmt: skip

_READING = (
    Rule(name="openat", why="reading modules and data", argument=2, none_of_bits=_WRITING, otherwise=errno.EROFS),
    Rule(name="open", why="the same: musl", argument=1, none_of_bits=_WRITING, otherwise=errno.EROFS),
)
_SCRATCH = (
    *_plain("its own folder, and no other, by Landlock's rules", "openat unlinkat ftruncate"),
    *_plain("the same: on architectures that have these calls", "mkdir unlink rmdir rename"),
    *_plain("the same: on the others", "mkdirat renameat"),
    *_plain("the same: musl", "open"),
)
_THREADS = (
    Rule(name="clone", why="threads, not processes", argument=0, any_of_bits=_CLONE_THREAD),
    Rule(name="clone3", why="a filter cannot see its flags; after ENOSYS the C library tries clone", deny=errno.ENOSYS),
    *_plain("what every thread does first: GNU C libraries since 2.35", "rseq"),
    *_plain("the end of a thread", "exit"),
    *_plain("waiting for another thread without going to sleep: OpenBLAS, PyTorch", "sched_yield"),
)


def rules(permits: Permits) -> tuple[Rule, ...]:
    """Return the allow list for a worker with these permits.

    Raises:
        ValueError: a scratch folder without files that can be opened.
    """
    if permits.scratch and not permits.files:
        raise ValueError("scratch: needs files")
    files = _SCRATCH if permits.scratch else _READING if permits.files else ()
    return (*_ALWAYS, *files, *(_THREADS if permits.threads else ()))


def program(machine: Architecture, allowed: Sequence[Rule]) -> bytes:
    """Return the filter as the kernel reads it: classic BPF, 8 bytes for each instruction."""
    code = [
        _load(_OFFSET_OF_ARCHITECTURE),
        _jump(_JUMP_EQUAL, machine.audit, 1, 0),
        _return(_KILL_PROCESS),
        _load(_OFFSET_OF_NUMBER),
        _jump(_JUMP_FROM, _X32, 0, 1),
        _return(_KILL_PROCESS),
    ]
    for rule in allowed:
        if rule.name in machine.numbers:
            body = _body(rule)
            code += [_jump(_JUMP_EQUAL, machine.numbers[rule.name], 0, len(body)), *body]
    return b"".join([*code, _return(_ERRNO | errno.EPERM)])


def load(filter_program: bytes) -> None:
    """Put this process under a filter; that cannot be undone.

    Raises:
        OSError: the kernel refuses; no_new_privs has to be set before.
    """
    own = filter_program.replace(struct.pack("<I", OWN_PID), struct.pack("<I", os.getpid()))
    code = ctypes.create_string_buffer(own, len(own))
    header = struct.pack("@HxxxxxxP", len(own) // 8, ctypes.addressof(code))
    kernel.call("seccomp", _SET_MODE_FILTER, 0, ctypes.c_char_p(header))


def works() -> bool:
    """Say whether this kernel supports filters: loading one from address 0 then fails with EFAULT, not ENOSYS."""
    try:
        kernel.call("seccomp", _SET_MODE_FILTER, 0, None)
    except OSError as error:
        return error.errno == errno.EFAULT
    return True


def _body(rule: Rule) -> list[bytes]:
    """Return the instructions for a call whose number matched.

    They always end in a return, so the rules after them still find the call's number loaded.
    """
    if rule.deny:
        return [_return(_ERRNO | rule.deny)]
    if rule.argument < 0:
        return [_return(_ALLOW)]
    low = _load(_OFFSET_OF_ARGUMENTS + 8 * rule.argument)  # both architectures are little-endian
    refuse, allow = _return(_ERRNO | rule.otherwise), _return(_ALLOW)
    if rule.all_zero:
        high = _load(_OFFSET_OF_ARGUMENTS + 8 * rule.argument + 4)
        return [low, _jump(_JUMP_EQUAL, 0, 0, 3), high, _jump(_JUMP_EQUAL, 0, 0, 1), allow, refuse]
    if rule.none_of_bits:
        return [low, _jump(_JUMP_ANY_BIT, rule.none_of_bits, 0, 1), refuse, allow]
    if rule.any_of_bits:
        return [low, _jump(_JUMP_ANY_BIT, rule.any_of_bits, 1, 0), refuse, allow]
    tests = [_jump(_JUMP_EQUAL, value, len(rule.one_of) - at, 0) for at, value in enumerate(rule.one_of)]
    return [low, *tests, refuse, allow]


def _load(offset: int) -> bytes:
    return _instruction(_LOAD_WORD, 0, 0, offset)


def _return(value: int) -> bytes:
    return _instruction(_RETURN, 0, 0, value)


def _jump(kind: int, value: int, if_true: int, if_false: int) -> bytes:
    return _instruction(kind, if_true, if_false, value)


def _instruction(code: int, if_true: int, if_false: int, value: int) -> bytes:
    return struct.pack("<HBBI", code, if_true, if_false, value)
