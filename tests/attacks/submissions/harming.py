"""Submissions that change what is not theirs: files, and the processes of others."""

import ctypes
import fcntl
import mmap
import os
import resource
import shutil
import signal
import sqlite3
import struct
import threading

import numpy as np
from kit import AT_FDCWD, libc, path, syscall

# ---------------------------------------------------------------------------------------------------------------------
# files


def write(t):
    open(t["grader"], "w").write("mine")


def append(t):
    open(t["grader"], "a").write("mine")


def write_in_place(t):
    with open(t["grader"], "r+") as file:
        file.write("m")


def write_positioned(t):
    os.pwrite(os.open(t["grader"], os.O_WRONLY), b"mine", 3)


def write_mapped(t):
    with mmap.mmap(os.open(t["grader"], os.O_RDWR), 0) as mapped:
        mapped[:4] = b"mine"


def write_by_memmap(t):
    np.memmap(t["grader"], np.uint8, "r+")[:4] = 7


def write_by_tofile(t):
    np.arange(3).tofile(t["grader"])


def write_by_save(t):
    np.save(t["folder"] + "/made.npy", np.arange(3))


def write_by_sqlite(t):
    sqlite3.connect(t["folder"] + "/made.db").execute("create table a(b)")


def write_by_raw_openat(t):
    os.write(syscall("openat", AT_FDCWD, path(t["grader"]), os.O_WRONLY, 0), b"mine")


def write_unnamed(t):
    handle = os.open(t["folder"], os.O_TMPFILE | os.O_WRONLY, 0o600)
    os.write(handle, b"mine")
    if libc.linkat(AT_FDCWD, path(f"/proc/self/fd/{handle}"), AT_FDCWD, path(t["folder"] + "/made"), 0x400):
        raise OSError("linkat")


def truncate(t):
    os.truncate(t["grader"], 0)


def truncate_on_open(t):
    os.open(t["grader"], os.O_RDONLY | os.O_TRUNC)


def truncate_handle(t):
    os.ftruncate(os.open(t["grader"], os.O_WRONLY), 3)


def allocate(t):
    os.posix_fallocate(os.open(t["grader"], os.O_WRONLY), 0, 1 << 16)


def copy_range(t):
    os.copy_file_range(os.open(t["solution"], os.O_RDONLY), os.open(t["grader"], os.O_WRONLY), 5, 1)


def create(t):
    open(t["folder"] + "/made", "x").close()


def unlink(t):
    os.unlink(t["grader"])


def remove_folder(t):
    os.rmdir(os.path.dirname(t["grader"]) + "/empty folder")


def remove_tree(t):
    shutil.rmtree(t["base"])


def rename(t):
    os.rename(t["grader"], t["grader"] + ".old")


def rename_over(t):
    os.replace(t["solution"], t["grader"])


def exchange(t):
    syscall("renameat2", AT_FDCWD, path(t["solution"]), AT_FDCWD, path(t["grader"]), 2)


def make_folder(t):
    os.mkdir(t["folder"] + "/made")


def make_fifo(t):
    os.mkfifo(t["folder"] + "/made")


def make_node(t):
    syscall("mknodat", AT_FDCWD, path(t["folder"] + "/made"), 0o100600, 0)


def make_device(t):
    os.mknod(t["folder"] + "/made", 0o020600, os.makedev(1, 3))


def make_link(t):
    os.symlink("/etc/passwd", t["folder"] + "/made")


def make_hard_link(t):
    os.link(t["grader"], t["folder"] + "/made")


def chmod(t):
    os.chmod(t["grader"], 0o666)


def fchmod(t):
    os.fchmod(os.open(t["grader"], os.O_RDONLY), 0o666)


def raw_fchmodat(t):
    syscall("fchmodat", AT_FDCWD, path(t["grader"]), 0o666)


def raw_fchmodat2(t):
    syscall("fchmodat2", AT_FDCWD, path(t["grader"]), 0o666, 0)


def chown(t):
    os.chown(t["grader"], 12345, 12345)


def raw_fchownat(t):
    syscall("fchownat", AT_FDCWD, path(t["grader"]), 12345, 12345, 0)


def lchown(t):
    os.lchown(t["link"], 12345, 12345)


def utime(t):
    os.utime(t["grader"], (1, 1))


def utime_of_folder(t):
    os.utime(os.path.dirname(t["grader"]))


def raw_utimensat(t):
    syscall("utimensat", AT_FDCWD, path(t["grader"]), ctypes.c_char_p(struct.pack("=qqqq", 1, 0, 1, 0)), 0)


def setxattr(t):
    os.setxattr(t["grader"], "user.mine", b"mine")


def removexattr(t):
    os.removexattr(t["grader"], "user.secret")


_held = []


def flock(t):
    _held.append(open(t["grader"]))
    fcntl.flock(_held[-1], fcntl.LOCK_EX | fcntl.LOCK_NB)


def posix_lock(t):
    _held.append(open(t["grader"], "r+"))
    fcntl.lockf(_held[-1], fcntl.LOCK_EX | fcntl.LOCK_NB)


def in_shm(t):
    open("/dev/shm/" + t["token"], "w").close()


def in_tmp(t):
    open("/tmp/" + t["token"], "w").close()


def in_site_packages(t):
    open(os.path.dirname(os.path.dirname(np.__file__)) + f"/{t['token']}.pth", "w").close()


# ---------------------------------------------------------------------------------------------------------------------
# processes


def kill(t):
    os.kill(t["judge"], signal.SIGTERM)


def kill_for_good(t):
    os.kill(t["judge"], signal.SIGKILL)


def stop(t):
    os.kill(t["judge"], signal.SIGCONT)


def tgkill(t):
    syscall("tgkill", t["judge"], t["judge"], int(signal.SIGTERM))


def tkill(t):
    syscall("tkill", t["judge"], int(signal.SIGTERM))


def sigqueue(t):
    information = ctypes.create_string_buffer(struct.pack("=iii", signal.SIGTERM, 0, -1) + bytes(116))
    syscall("rt_sigqueueinfo", t["judge"], int(signal.SIGTERM), information)


def tgsigqueue(t):
    information = ctypes.create_string_buffer(struct.pack("=iii", signal.SIGTERM, 0, -1) + bytes(116))
    syscall("rt_tgsigqueueinfo", t["judge"], t["judge"], int(signal.SIGTERM), information)


def pidfd_send_signal(t):
    syscall("pidfd_send_signal", syscall("pidfd_open", t["judge"], 0), int(signal.SIGTERM), None, 0)


def kill_everybody(t):
    os.kill(-1, signal.SIGURG)  # which nobody but the stand-in listens to


def kill_the_group(t):
    os.killpg(t["group"], signal.SIGURG)


def kill_the_zygote(t):
    os.kill(os.getppid(), signal.SIGKILL)


def sigio(t):
    reader, writer = os.pipe()
    fcntl.fcntl(reader, fcntl.F_SETOWN, t["judge"])
    fcntl.fcntl(reader, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
    os.write(writer, b"x")


def sigio_by_another_signal(t):
    reader, writer = os.pipe()
    fcntl.fcntl(reader, 15, struct.pack("=ii", 1, t["judge"]))  # F_SETOWN_EX, a process
    fcntl.fcntl(reader, 10, int(signal.SIGUSR1))  # F_SETSIG
    fcntl.fcntl(reader, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
    os.write(writer, b"x")


def prlimit(t):
    resource.prlimit(t["judge"], resource.RLIMIT_NOFILE, (16, 16))


def nice(t):
    os.setpriority(os.PRIO_PROCESS, t["judge"], 15)


def affinity(t):
    os.sched_setaffinity(t["judge"], [min(os.sched_getaffinity(t["judge"]))])


def scheduler(t):
    os.sched_setscheduler(t["judge"], os.SCHED_IDLE, os.sched_param(0))


def oom_score(t):
    open(f"/proc/{t['judge']}/oom_score_adj", "w").write("900")


def write_memory(t):
    with open(f"/proc/{t['judge']}/mem", "r+b", buffering=0) as file:
        file.seek(t["address"])
        file.write(b"x" * t["length"])


def process_vm_writev(t):
    mine = ctypes.create_string_buffer(b"x" * t["length"])
    here = ctypes.c_char_p(struct.pack("=QQ", ctypes.addressof(mine), t["length"]))
    there = ctypes.c_char_p(struct.pack("=QQ", t["address"], t["length"]))
    syscall("process_vm_writev", t["judge"], here, 1, there, 1, 0)


def poke(t):
    syscall("ptrace", 16, t["judge"], 0, 0)
    os.waitpid(t["judge"], 0x40000000)
    syscall("ptrace", 5, t["judge"], t["address"], 0x7878787878787878)
    syscall("ptrace", 17, t["judge"], 0, 0)
