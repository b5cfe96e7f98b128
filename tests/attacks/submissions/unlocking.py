"""Submissions that work on the lock itself, or gain what the kernel gives to few."""

import ctypes
import mmap
import os
import resource
import struct
import sys

from kit import libc, path, syscall

_held = []
_NEW = {"mnt": 0x00020000, "uts": 0x04000000, "ipc": 0x08000000, "user": 0x10000000, "pid": 0x20000000,
        "net": 0x40000000}  # fmt: skip


def timer_slack(t):
    syscall("prctl", 29, 123456, 0, 0, 0)


def death_signal(t):
    syscall("prctl", 1, 0, 0, 0, 0)


def trace_me(t):
    syscall("ptrace", 0, 0, 0, 0)


def own_filter(t):
    syscall("prctl", 38, 1, 0, 0, 0)
    code = ctypes.create_string_buffer(struct.pack("=HBBI", 0x06, 0, 0, 0x7FFF0000), 8)  # allow everything
    header = struct.pack("@HxxxxxxP", 1, ctypes.addressof(code))
    syscall("seccomp", 1, 0, ctypes.c_char_p(header))


def own_filter_by_prctl(t):
    syscall("prctl", 38, 1, 0, 0, 0)
    code = ctypes.create_string_buffer(struct.pack("=HBBI", 0x06, 0, 0, 0x7FFF0000), 8)
    header = struct.pack("@HxxxxxxP", 1, ctypes.addressof(code))
    syscall("prctl", 22, 2, ctypes.c_char_p(header), 0, 0)


def filter_listener(t):
    syscall("prctl", 38, 1, 0, 0, 0)
    code = ctypes.create_string_buffer(struct.pack("=HBBI", 0x06, 0, 0, 0x7FFF0000), 8)
    header = struct.pack("@HxxxxxxP", 1, ctypes.addressof(code))
    _held.append(syscall("seccomp", 1, 8, ctypes.c_char_p(header)))  # NEW_LISTENER


def own_ruleset(t):
    attributes = ctypes.c_char_p(struct.pack("=Q", 1))
    _held.append(syscall("landlock_create_ruleset", attributes, 8, 0))


def new_user(t):
    syscall("unshare", _NEW["user"])


def new_mounts(t):
    syscall("unshare", _NEW["mnt"])


def new_network(t):
    syscall("unshare", _NEW["net"])


def new_ipc(t):
    syscall("unshare", _NEW["ipc"])


def new_uts(t):
    syscall("unshare", _NEW["uts"])


def everything_new_as_a_user(t):
    syscall("unshare", _NEW["user"] | _NEW["mnt"] | _NEW["net"])


def join_the_judge(t):
    syscall("unshare", _NEW["uts"])
    syscall("setns", os.open(f"/proc/{t['judge']}/ns/uts", os.O_RDONLY), 0)
    syscall("unshare", _NEW["uts"])


def mount(t):
    syscall("unshare", _NEW["mnt"])
    syscall("mount", None, path("/"), None, 0x44000, None)  # MS_REC | MS_PRIVATE: nobody else sees it
    syscall("mount", path("tmpfs"), path(t["folder"]), path("tmpfs"), 0, None)


def open_tree(t):
    _held.append(syscall("open_tree", -100, path(t["folder"]), 1))  # OPEN_TREE_CLONE: a mount of one's own


def change_root(t):
    os.chroot(t["folder"])


def key(t):
    syscall("add_key", path("user"), path(t["token"]), path("x"), 1, -4)  # the user's own keyring


def bpf_map(t):
    _held.append(syscall("bpf", 0, ctypes.create_string_buffer(struct.pack("=5I", 2, 4, 4, 1, 0) + bytes(100)), 120))


def perf(t):
    attributes = (
        struct.pack("=IIQ", 1, 128, 0) + bytes(24) + struct.pack("=Q", 0b1100000)
    )  # neither kernel nor hypervisor
    buffer = ctypes.create_string_buffer(attributes.ljust(128, b"\0"), 128)
    _held.append(syscall("perf_event_open", buffer, 0, -1, -1, 0))


def userfaultfd(t):
    _held.append(syscall("userfaultfd", 1))


def kernel_log(t):
    buffer = ctypes.create_string_buffer(4096)
    return syscall("syslog", 3, buffer, 4096)


def personality(t):
    syscall("personality", 0x0040000)


def other_user(t):
    os.setgid(65534)
    os.setuid(65534)


def capabilities(t):
    data = struct.pack("=6I", 1, 1, 0, 0, 0, 0)  # CAP_CHOWN, kept or regained
    syscall("capset", ctypes.c_char_p(struct.pack("=Ii", 0x20080522, 0)), ctypes.c_char_p(data))


def own_limits(t):
    resource.setrlimit(resource.RLIMIT_NOFILE, (33, 33))


def real_time(t):
    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))


def own_priority(t):
    os.setpriority(os.PRIO_PROCESS, 0, -5)


def own_cores(t):
    os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])


def lock_memory(t):
    _held.append(mmap.mmap(-1, 1 << 20))
    address = ctypes.addressof(ctypes.c_char.from_buffer(_held[0]))
    if libc.mlock(ctypes.c_void_p(address), ctypes.c_size_t(1 << 20)):
        raise OSError("mlock")


def own_oom_score(t):
    open("/proc/self/oom_score_adj", "w").write("7")


def host_name(t):
    syscall("unshare", _NEW["uts"])  # so that only its own changes
    __import__("socket").sethostname(t["token"])


def int_0x80(t):
    """Make a folder by the 32-bit interface, whose numbers mean other calls."""
    low = mmap.mmap(-1, 8192, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x40, prot=7)  # MAP_32BIT
    address = ctypes.addressof(ctypes.c_char.from_buffer(low))
    low[4096 : 4096 + len(t["folder"]) + 6] = os.fsencode(t["folder"]) + b"/made\0"
    code = b"\x53\xb8" + struct.pack("=I", 39) + b"\xbb" + struct.pack("=I", address + 4096)
    code += b"\xb9" + struct.pack("=I", 0o700) + b"\xcd\x80\x5b\xc3"
    low[: len(code)] = code
    return ctypes.CFUNCTYPE(ctypes.c_int)(address)()


def x32(t):
    syscall(0x40000000 | 83, path(t["folder"] + "/made"), 0o700)


def patched_engine(t):
    """Have the worker's own code say what we like; it decides nothing."""
    import shousi.sandbox.lock.lockdown as lockdown

    lockdown.lock_down = lambda *_, **__: None
    return open(t["grader"]).read()


def patched_open(t):
    import _io

    sys.modules["io"].open = _io.open
    return _io.open(t["grader"]).read()
