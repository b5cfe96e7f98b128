"""Raw system calls for submissions: what a C extension would do, where Python has no function."""

import ctypes
import os

_EVERYWHERE = {
    "pidfd_send_signal": 424, "io_uring_setup": 425, "open_tree": 428, "pidfd_open": 434, "clone3": 435,
    "openat2": 437, "pidfd_getfd": 438, "landlock_create_ruleset": 444, "fchmodat2": 452,
}  # fmt: skip
_NUMBERS = {
    "x86_64": {
        "open": 2, "ptrace": 101, "syslog": 103, "personality": 135, "mount": 165, "add_key": 248, "ioprio_set": 251,
        "unshare": 272, "openat": 257, "getdents64": 217, "fchmodat": 268, "fchownat": 260, "utimensat": 280,
        "perf_event_open": 298, "name_to_handle_at": 303, "open_by_handle_at": 304, "process_vm_readv": 310,
        "process_vm_writev": 311, "renameat2": 316, "seccomp": 317, "bpf": 321, "execveat": 322, "userfaultfd": 323,
        "rt_sigqueueinfo": 129, "tgkill": 234, "tkill": 200, "rt_tgsigqueueinfo": 297, "clone": 56, "capset": 126,
        "prctl": 157, "shmget": 29, "msgget": 68, "semget": 64, "memfd_create": 319, "fallocate": 285, "mkdir": 83,
        "mknodat": 259, "setns": 308, "mq_open": 240,
    },
    "aarch64": {
        "ptrace": 117, "syslog": 116, "personality": 92, "mount": 40, "add_key": 217, "ioprio_set": 30,
        "unshare": 97, "openat": 56, "getdents64": 61, "fchmodat": 53, "fchownat": 54, "utimensat": 88,
        "perf_event_open": 241, "name_to_handle_at": 264, "open_by_handle_at": 265, "process_vm_readv": 270,
        "process_vm_writev": 271, "renameat2": 276, "seccomp": 277, "bpf": 280, "execveat": 281, "userfaultfd": 282,
        "rt_sigqueueinfo": 138, "tgkill": 131, "tkill": 130, "rt_tgsigqueueinfo": 240, "clone": 220, "capset": 91,
        "prctl": 167, "shmget": 194, "msgget": 186, "semget": 190, "memfd_create": 279, "fallocate": 47,
        "mknodat": 33, "setns": 268, "mq_open": 180,
    },
}  # fmt: skip
_NUMBER = _EVERYWHERE | _NUMBERS.get(os.uname().machine, {})
AT_FDCWD = -100

libc = ctypes.CDLL(None, use_errno=True)


def syscall(name, *arguments):
    """Make a system call by its name, or by its number."""
    number = name if isinstance(name, int) else _NUMBER[name]
    words = [ctypes.c_long(word) if isinstance(word, int) else word for word in arguments]
    result = libc.syscall(ctypes.c_long(number), *words)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")
    return result


def path(text):
    return ctypes.c_char_p(os.fsencode(text))


def text(data):
    return bytes(data).decode("latin-1")
