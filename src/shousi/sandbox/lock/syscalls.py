"""The numbers of the system calls that the filter names, for each architecture.

Sources: arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h of Linux. A test compares every
number with libseccomp's. A table leaves out the calls that its architecture lacks or that no C library makes there.
"""

from __future__ import annotations

import sys
from types import MappingProxyType
from typing import NamedTuple


class Architecture(NamedTuple):
    """What a filter needs to know about an architecture."""

    audit: int  # AUDIT_ARCH_… of linux/audit.h, which the kernel passes to the filter
    numbers: MappingProxyType[str, int]


X86_64 = Architecture(
    0xC000003E,
    MappingProxyType({
        "read": 0, "write": 1, "open": 2, "close": 3, "stat": 4, "fstat": 5, "lstat": 6, "lseek": 8, "mmap": 9,
        "mprotect": 10, "munmap": 11, "brk": 12, "rt_sigaction": 13, "rt_sigprocmask": 14, "rt_sigreturn": 15,
        "ioctl": 16, "pread64": 17, "readv": 19, "access": 21, "sched_yield": 24, "madvise": 28, "getpid": 39,
        "clone": 56, "exit": 60, "uname": 63, "fcntl": 72, "ftruncate": 77, "getcwd": 79, "rename": 82, "mkdir": 83,
        "rmdir": 84, "unlink": 87, "readlink": 89, "getrusage": 98, "sysinfo": 99, "times": 100, "getppid": 110,
        "sigaltstack": 131, "gettid": 186, "futex": 202, "sched_getaffinity": 204, "getdents64": 217,
        "clock_gettime": 228, "clock_getres": 229, "clock_nanosleep": 230, "exit_group": 231, "tgkill": 234,
        "openat": 257, "newfstatat": 262, "unlinkat": 263, "prlimit64": 302, "getrandom": 318, "rseq": 334,
        "clone3": 435,
    }),
)  # fmt: skip

AARCH64 = Architecture(
    0xC00000B7,
    MappingProxyType({
        "getcwd": 17, "fcntl": 25, "ioctl": 29, "mkdirat": 34, "unlinkat": 35, "renameat": 38, "ftruncate": 46,
        "faccessat": 48, "openat": 56, "close": 57, "getdents64": 61, "lseek": 62, "read": 63, "write": 64, "readv": 65,
        "pread64": 67, "readlinkat": 78, "newfstatat": 79, "fstat": 80, "exit": 93, "exit_group": 94, "futex": 98,
        "clock_gettime": 113, "clock_getres": 114, "clock_nanosleep": 115, "sched_getaffinity": 123, "sched_yield": 124,
        "tgkill": 131, "sigaltstack": 132, "rt_sigaction": 134, "rt_sigprocmask": 135, "rt_sigreturn": 139,
        "times": 153, "uname": 160, "getrusage": 165, "getpid": 172, "getppid": 173, "gettid": 178, "sysinfo": 179,
        "brk": 214, "munmap": 215, "clone": 220, "mmap": 222, "mprotect": 226, "madvise": 233, "prlimit64": 261,
        "getrandom": 278, "rseq": 293, "clone3": 435,
    }),
)  # fmt: skip

ARCHITECTURES = MappingProxyType({"x86_64": X86_64, "aarch64": AARCH64})


def this_machine() -> Architecture | None:
    """Return the architecture that this process runs on, or None if we have no table for it."""
    if sys.platform != "linux" or sys.maxsize < 1 << 32:  # a 32-bit Python on a 64-bit kernel has other numbers
        return None
    import os

    return ARCHITECTURES.get(os.uname().machine)
