"""Harming: files that are not the submission's, and processes that are not its own."""

from __future__ import annotations

import fcntl
from pathlib import Path

import msgspec
import numpy as np

from attacks import oracles
from attacks.frame import Attack
from attacks.oracles import Oracle


def _file(name: str, call: str, *needs: str, saw: Oracle = oracles.files_harmed) -> Attack:
    return Attack(name=name, line="Harming", file="harming", call=call, saw=saw, needs=needs, files=True)


def _process(name: str, call: str, *needs: str, saw: Oracle = oracles.stand_in_harmed) -> Attack:
    return Attack(name=name, line="Harming", file="harming", call=call, saw=saw, needs=needs)


_SITE = str(Path(np.__file__).parents[1])

ATTACKS = (
    _file("a grader opened for writing", "write"),
    _file("a grader appended to", "append"),
    _file("a grader changed in place", "write_in_place"),
    _file("a grader changed by pwrite", "write_positioned"),
    _file("a grader changed through a shared mapping", "write_mapped"),
    _file("a grader changed by np.memmap", "write_by_memmap"),
    _file("a grader changed by ndarray.tofile", "write_by_tofile"),
    _file("a grader changed by a raw openat", "write_by_raw_openat"),
    _file("a file made by np.save", "write_by_save"),
    _file("a database made by sqlite3", "write_by_sqlite"),
    Attack(
        name="a file made by torch.save",
        line="Harming",
        file="torching",
        call="saved",
        saw=oracles.files_harmed,
        needs=("torch",),
        files=True,
    ),
    _file("a file made without a name and linked in", "write_unnamed", "root"),
    _file("a grader truncated by its path", "truncate"),
    _file("a grader truncated by O_TRUNC on a read-only open", "truncate_on_open"),
    _file("a grader truncated by its handle", "truncate_handle"),
    _file("a grader enlarged by fallocate", "allocate"),
    _file("a grader overwritten by copy_file_range", "copy_range"),
    _file("a file made beside the submission", "create"),
    _file("a grader removed", "unlink"),
    _file("an instructor's folder removed", "remove_folder"),
    _file("everything removed", "remove_tree"),
    _file("a grader renamed", "rename"),
    _file("a grader replaced by a rename", "rename_over"),
    _file("a grader exchanged by renameat2", "exchange"),
    _file("a folder made", "make_folder"),
    _file("a named pipe made", "make_fifo"),
    _file("a file made by mknod", "make_node"),
    _file("a device made by mknod", "make_device", "root"),
    _file("a symbolic link made", "make_link"),
    _file("a hard link to a grader made", "make_hard_link"),
    _file("a grader's mode changed by chmod", "chmod"),
    _file("a grader's mode changed by fchmod", "fchmod"),
    _file("a grader's mode changed by a raw fchmodat", "raw_fchmodat"),
    _file("a grader's mode changed by a raw fchmodat2", "raw_fchmodat2", "fchmodat2"),
    _file("a grader's owner changed", "chown", "root"),
    _file("a grader's owner changed by a raw fchownat", "raw_fchownat", "root"),
    _file("a link's owner changed", "lchown", "root"),
    _file("a grader's times changed", "utime"),
    _file("a folder's times changed", "utime_of_folder"),
    _file("a grader's times changed by a raw utimensat", "raw_utimensat"),
    _file("an extended attribute set", "setxattr", "attributes"),
    _file("an extended attribute removed", "removexattr", "attributes"),
    _file("a grader locked by flock", "flock", saw=oracles.locked(fcntl.flock)),
    _file("a grader locked by fcntl", "posix_lock", saw=oracles.locked(fcntl.lockf)),
    _file("a file made in /dev/shm", "in_shm", saw=oracles.made("/dev/shm")),
    _file("a file made in /tmp", "in_tmp", saw=oracles.made("/tmp")),
    _file("a file made in its own site-packages", "in_site_packages", "own site-packages", saw=oracles.made(_SITE)),
    _process("the judge asked to end by kill", "kill"),
    _process("the judge killed", "kill_for_good"),
    _process("the judge signalled to go on", "stop"),
    _process("the judge signalled by tgkill", "tgkill"),
    _process("the judge signalled by tkill", "tkill"),
    _process("the judge signalled by rt_sigqueueinfo", "sigqueue"),
    _process("the judge signalled by rt_tgsigqueueinfo", "tgsigqueue"),
    _process("the judge signalled by pidfd_send_signal", "pidfd_send_signal"),
    _process("everybody signalled by kill(-1)", "kill_everybody"),
    _process("the judge's group signalled", "kill_the_group"),
    _process("the judge signalled by SIGIO through F_SETOWN", "sigio"),
    _process("the judge signalled by F_SETSIG through F_SETOWN_EX", "sigio_by_another_signal"),
    msgspec.structs.replace(
        _process("the zygote killed", "kill_the_zygote", saw=oracles.zygote_ended), ends_zygote=True
    ),
    _process("the judge's limits lowered by prlimit", "prlimit"),
    _process("the judge made slower by its nice value", "nice"),
    _process("the judge bound to one core", "affinity", "two cores"),
    _process("the judge's scheduling changed", "scheduler"),
    _process("the judge made the first to die without memory", "oom_score"),
    _process("the judge's memory written by /proc/PID/mem", "write_memory"),
    _process("the judge's memory written by process_vm_writev", "process_vm_writev"),
    _process("the judge's memory written by ptrace", "poke", "x86_64"),
)
