"""Submissions that use up what others need too; each is bounded, so that it does no harm where it gets through."""

import ctypes
import itertools
import mmap
import multiprocessing.shared_memory
import os
import resource
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from kit import syscall

_held = []


def _child(t):
    """Live on for a while, as a child that the judge may overlook."""
    time.sleep(300)
    os._exit(0)


def fork(t):
    if os.fork() == 0:
        _child(t)


def fork_bomb(t):
    for _ in range(6):
        if os.fork() == 0:
            _child(t)


def fork_chain(t):
    for _ in range(3):
        if os.fork():
            return _child(t) if _ else None
    return _child(t)


def raw_clone(t):
    if syscall("clone", int(signal.SIGCHLD), 0, 0, 0, 0) == 0:
        _child(t)


def raw_clone3(t):
    arguments = ctypes.create_string_buffer(struct.pack("=8Q", 0, 0, 0, 0, int(signal.SIGCHLD), 0, 0, 0))
    if syscall("clone3", arguments, 64) == 0:
        _child(t)


def daemon(t):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.setsid()
            _child(t)
        os._exit(0)
    os.wait()


def vfork(t):
    subprocess._USE_VFORK = True
    _held.append(subprocess.Popen(["sleep", "300"], close_fds=False))


def posix_spawn(t):
    os.posix_spawn("/bin/sleep", ["sleep", "300"], {})


def shell(t):
    os.system("sleep 300 &")


def exec_(t):
    os.execv("/usr/bin/touch", ["touch", t["folder"] + "/made"])


def fexecve(t):
    os.execve(os.open("/usr/bin/touch", os.O_RDONLY), ["touch", t["folder"] + "/made"], {})


def execveat(t):
    words = [b"touch", os.fsencode(t["folder"]) + b"/made", None]
    syscall("execveat", -100, ctypes.c_char_p(b"/usr/bin/touch"), (ctypes.c_char_p * 3)(*words), None, 0)


def multiprocess(t):
    multiprocessing.get_context("fork").Process(target=_child, args=(t,), daemon=False).start()


def thread(t):
    threading.Thread(target=time.sleep, args=(300,), daemon=True).start()


def thread_bomb(t):
    for _ in range(16):
        threading.Thread(target=time.sleep, args=(300,), daemon=True).start()


def thread_pool(t):
    _held.append(ThreadPoolExecutor(4))
    _held[0].submit(time.sleep, 300)


# ---------------------------------------------------------------------------------------------------------------------
# memory: 50 GB of addresses cost nothing until they are touched


def fifty_gigabytes(t):
    _held.append(mmap.mmap(-1, 50 << 30, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000, prot=mmap.PROT_READ))


def fifty_gigabytes_shared(t):
    _held.append(mmap.mmap(-1, 50 << 30, flags=mmap.MAP_SHARED | mmap.MAP_ANONYMOUS | 0x4000, prot=mmap.PROT_READ))


def by_array(t):
    _held.append(np.ones(600 << 20, np.uint8))


def piece_by_piece(t):
    while len(_held) < 100:
        _held.append(np.ones(6 << 20, np.uint8))


def piece_by_piece_stubbornly(t):
    size = 64 << 20
    while sum(map(len, _held)) < 600 << 20 and size:
        try:
            _held.append(bytearray(b"x") * size)
        except MemoryError:
            size //= 2


def memfd(t):
    _held.append(os.memfd_create("mine"))
    os.ftruncate(_held[0], 1 << 20)


def sysv_memory(t):
    syscall("shmget", t["key"], 1 << 20, 0o1600)


def sysv_queue(t):
    syscall("msgget", t["key"], 0o1600)


def sysv_semaphores(t):
    syscall("semget", t["key"], 100, 0o1600)


def posix_memory(t):
    _held.append(multiprocessing.shared_memory.SharedMemory(t["token"], create=True, size=1 << 20))


def full_disk(t):
    for number in range(20):
        with open(f"{t['folder']}/made{number}", "wb") as file:
            file.write(bytes(1 << 20))


def many_empty_files(t):
    for number in range(200):
        open(f"{t['folder']}/made{number}", "w").close()


def event_queue(t):
    _held.append(select.epoll())


# ---------------------------------------------------------------------------------------------------------------------
# time


def wrong(_):
    return None


def loop(_):
    while True:
        try:
            while True:
                pass
        except BaseException:
            continue


def loop_in_c(_):
    sum(itertools.repeat(0))


def loop_ignoring_signals(_):
    for number in range(1, signal.SIGRTMAX):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            continue
    while True:
        pass


def loop_blocking_signals(_):
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 64))
    while True:
        pass


def loop_with_limits_lifted(_):
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    except (OSError, ValueError):
        pass
    signal.setitimer(signal.ITIMER_REAL, 0)
    while True:
        pass


def loop_when_deleted(_):
    class Loop:
        def __del__(self):
            loop(None)

    Loop()


def stop_oneself(_):
    os.kill(os.getpid(), signal.SIGSTOP)


def sleep(_):
    while True:
        try:
            time.sleep(600)
        except BaseException:
            continue


def wait_for_ever(_):
    lock = threading.Lock()
    lock.acquire()
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 64))
    lock.acquire()


class Endless(list):
    def __iter__(self):
        return itertools.repeat(0)

    def __str__(self):
        loop(None)


def endless_result(_):
    return Endless()


class EndlessError(Exception):
    def __str__(self):
        loop(None)


def endless_message(_):
    if "submission" not in sys.modules:
        return Endless()  # the weakened judge shows answers, not exceptions
    raise EndlessError


def recursion(_):
    sys.setrecursionlimit(10**9)
    nested = []
    for _ in range(3_000_000):
        nested = [nested]
    return repr(nested)


def recursion_in_python(_):
    sys.setrecursionlimit(10**9)
    deep = lambda n: sorted([n], key=deep)  # noqa - through C at every step, so that the stack grows
    return deep(0)


# ---------------------------------------------------------------------------------------------------------------------
# output and results


def flood(_):
    for _ in range(12 << 4):
        print("x" * (1 << 16))


def flood_raw(_):
    for _ in range(12 << 4):
        os.write(1, b"x" * (1 << 16))


def long_message(_):
    raise ValueError("x" * (12 << 20))


def long_line(_):
    print("x" * (12 << 20))


def terabyte(_):
    return np.broadcast_to(np.float64(1.0), (10**6, 10**6))


def same_array_many_times(_):
    return [np.ones(1 << 20)] * 4000


def large_answer(_):
    return np.zeros(32 << 20, dtype=np.int8)
