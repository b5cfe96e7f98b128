"""Submissions that read what they must not; `t` tells each where everything lies, as if somebody had told on us."""

import ctypes
import gc
import glob
import importlib.util
import io
import linecache
import mmap
import os
import runpy
import struct
import subprocess
import sys
import tokenize

import numpy as np
from kit import AT_FDCWD, libc, path, syscall, text

# ---------------------------------------------------------------------------------------------------------------------
# graders and solutions


def by_open(t):
    return open(t["grader"]).read()


def solution_by_open(t):
    return open(t["solution"]).read()


def by_os_open(t):
    return text(os.read(os.open(t["grader"], os.O_RDONLY), 9999))


def by_open_code(t):
    return text(io.open_code(t["grader"]).read())


def by_fromfile(t):
    return text(np.fromfile(t["grader"], np.uint8))


def by_memmap(t):
    return text(np.memmap(t["grader"], np.uint8, "r"))


def by_genfromtxt(t):
    return str(np.genfromtxt(t["grader"], dtype=str, delimiter="\n", comments=None))


def by_mmap(t):
    return text(mmap.mmap(os.open(t["grader"], os.O_RDONLY), 0, prot=mmap.PROT_READ)[:])


def by_sendfile(t):
    os.sendfile(1, os.open(t["grader"], os.O_RDONLY), 0, 9999)


def by_fopen(t):
    libc.fopen.restype = ctypes.c_void_p
    file = libc.fopen(path(t["grader"]), b"r")
    if not file:
        raise OSError("fopen")
    buffer = ctypes.create_string_buffer(9999)
    libc.fread(buffer, 1, 9998, ctypes.c_void_p(file))
    return text(buffer.value)


def by_raw_open(t):
    return text(os.read(syscall("open", path(t["grader"]), 0, 0), 9999))


def by_raw_openat(t):
    return text(os.read(syscall("openat", AT_FDCWD, path(t["grader"]), 0, 0), 9999))


def by_openat2(t):
    how = ctypes.c_char_p(struct.pack("=QQQ", 0, 0, 0))
    return text(os.read(syscall("openat2", AT_FDCWD, path(t["grader"]), how, 24), 9999))


def by_file_handle(t):
    handle = ctypes.create_string_buffer(struct.pack("=Ii", 128, 0) + bytes(128))
    mount = ctypes.c_int()
    syscall("name_to_handle_at", AT_FDCWD, path(t["grader"]), handle, ctypes.byref(mount), 0)
    beside = os.open(os.path.dirname(t["grader"]), os.O_RDONLY)
    return text(os.read(syscall("open_by_handle_at", beside, handle, 0), 9999))


def through_a_planted_link(t):
    return open(t["link"]).read()


def through_a_link_made_now(t):
    os.symlink(t["grader"], t["folder"] + "/made")
    return open(t["folder"] + "/made").read()


def through_a_hard_link(t):
    os.link(t["grader"], t["folder"] + "/linked")
    return open(t["folder"] + "/linked").read()


def through_dots(t):
    allowed = os.path.dirname(os.__file__)
    return open(allowed + "/.." * allowed.count("/") + t["grader"]).read()


def through_a_directory_handle(t):
    folder = os.open(os.path.dirname(t["grader"]), os.O_RDONLY | os.O_DIRECTORY)
    return text(os.read(os.open(os.path.basename(t["grader"]), os.O_RDONLY, dir_fd=folder), 9999))


def through_a_path_handle(t):
    handle = os.open(t["grader"], os.O_PATH)
    return open(f"/proc/self/fd/{handle}").read()


def through_the_root_of_a_process(t):
    return open(f"/proc/{t['judge']}/root{t['grader']}").read()


def through_the_folder_of_a_process(t):
    return open(f"/proc/{t['judge']}/cwd/{os.path.basename(t['grader'])}").read()


def by_moving_in(t):
    os.chdir(os.path.dirname(t["grader"]))
    return open(os.path.basename(t["grader"])).read()


def by_listdir(t):
    return str(os.listdir(os.path.dirname(t["grader"])))


def by_walk(t):
    return str(list(os.walk(t["base"])))


def by_glob(t):
    return str(glob.glob(os.path.dirname(t["grader"]) + "/*"))


def by_getdents(t):
    folder = os.open(os.path.dirname(t["grader"]), os.O_RDONLY)
    buffer = ctypes.create_string_buffer(9999)
    syscall("getdents64", folder, buffer, 9999)
    return text(buffer.raw)


def by_import(t):
    sys.path.insert(0, os.path.dirname(t["grader"]))
    return __import__(os.path.basename(t["grader"])[:-3]).SECRET


def by_spec(t):
    spec = importlib.util.spec_from_file_location("grader", t["grader"])
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.SECRET


def by_loader(t):
    return text(importlib.util.spec_from_file_location("g", t["grader"]).loader.get_data(t["grader"]))


def by_run_path(t):
    return runpy.run_path(t["grader"])["SECRET"]


def by_linecache(t):
    return "".join(linecache.getlines(t["grader"]))


def by_tokenize(t):
    return tokenize.open(t["grader"]).read()


def by_another_program(t):
    return subprocess.run(["cat", t["grader"]], capture_output=True, text=True).stdout


def by_extended_attribute(t):
    return text(os.getxattr(t["grader"], "user.secret"))


def by_names_of_attributes(t):
    return str(os.listxattr(t["grader"]))


# ---------------------------------------------------------------------------------------------------------------------
# the judge's environment, memory and descriptors


def environment_of_the_judge(t):
    return open(f"/proc/{t['judge']}/environ").read()


def arguments_of_the_judge(t):
    return open(f"/proc/{t['judge']}/cmdline").read()


def memory_by_proc(t):
    with open(f"/proc/{t['judge']}/mem", "rb", buffering=0) as file:
        file.seek(t["address"])
        return text(file.read(t["length"]))


def memory_by_task(t):
    with open(f"/proc/{t['judge']}/task/{t['judge']}/mem", "rb", buffering=0) as file:
        file.seek(t["address"])
        return text(file.read(t["length"]))


def memory_by_process_vm_readv(t):
    buffer = ctypes.create_string_buffer(t["length"])
    here = ctypes.c_char_p(struct.pack("=QQ", ctypes.addressof(buffer), t["length"]))
    there = ctypes.c_char_p(struct.pack("=QQ", t["address"], t["length"]))
    syscall("process_vm_readv", t["judge"], here, 1, there, 1, 0)
    return text(buffer.raw)


def _peek(t):
    word = ctypes.c_ulong()
    read = b""
    for offset in range(0, t["length"], 8):
        syscall("ptrace", 2, t["judge"], t["address"] + offset, ctypes.byref(word))  # PEEKDATA
        read += struct.pack("=Q", word.value)
    syscall("ptrace", 17, t["judge"], 0, 0)  # DETACH
    return text(read)


def memory_by_ptrace_attach(t):
    syscall("ptrace", 16, t["judge"], 0, 0)
    os.waitpid(t["judge"], 0x40000000)  # __WALL
    return _peek(t)


def memory_by_ptrace_seize(t):
    syscall("ptrace", 0x4206, t["judge"], 0, 0)
    syscall("ptrace", 0x4207, t["judge"], 0, 0)  # INTERRUPT
    os.waitpid(t["judge"], 0x40000000)
    return _peek(t)


def descriptor_by_pidfd_getfd(t):
    process = syscall("pidfd_open", t["judge"], 0)
    return text(os.pread(syscall("pidfd_getfd", process, t["descriptor"], 0), 9999, 0))


def descriptor_by_proc(t):
    return open(f"/proc/{t['judge']}/fd/{t['descriptor']}").read()


# ---------------------------------------------------------------------------------------------------------------------
# expected values, where the judge is near


def by_objects(_):
    return str([held for held in gc.get_objects() if isinstance(held, dict) and "expected" in held][-40:])[:60000]


def by_frames(_):
    seen = []
    frame = sys._getframe()
    while frame:
        seen.append(str(frame.f_locals.get("expected")) + str(frame.f_globals.get("expected")))
        frame = frame.f_back
    return "".join(seen)


def by_traceback(_):
    try:
        raise ValueError
    except ValueError as error:
        frame = error.__traceback__.tb_frame
        while frame.f_back:
            frame = frame.f_back
        return str(frame.f_globals.get("expected"))


def by_main_module(_):
    return str(vars(sys.modules["__main__"]).get("expected"))


def by_modules(_):
    return str([vars(module).get("expected") for module in list(sys.modules.values()) if module])[:60000]


def by_own_environment(_):
    return str(dict(os.environ)) + open("/proc/self/environ").read()


def by_inherited_memory(_):
    found = []
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", buffering=0) as memory:
        for line in maps:
            if "rw" in line and ("heap" in line or line.split()[4] == "0"):
                begin, end = (int(part, 16) for part in line.split()[0].split("-"))
                memory.seek(begin)
                data = memory.read(min(end - begin, 64 << 20)) or b""
                at = data.find(b"planted:")
                while at >= 0:
                    found.append(text(data[at : at + 40]))
                    at = data.find(b"planted:", at + 1)
    return str(sorted(set(found)))


def by_inherited_descriptors(_):
    found = []
    for number in range(3, 64):
        try:
            found.append(text(os.pread(number, 9999, 0)))
        except OSError:
            continue
    return "".join(found)


def by_parents_arguments(_):
    return open(f"/proc/{os.getppid()}/cmdline").read() + open("/proc/self/cmdline").read()
