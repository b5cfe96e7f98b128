"""What the kernel tells of processes: how an oracle sees what has become of a worker, or of its victim."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path


def facts(pid: int) -> dict[str, str]:
    """Return what /proc says of a process: status, limits and the like; nothing once it is gone."""
    told: dict[str, str] = {}
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            name, _, value = line.partition(":")
            told[name] = value.strip()
        told["limits"] = Path(f"/proc/{pid}/limits").read_text()
        for name in ("cmdline", "personality", "timerslack_ns", "mounts", "oom_score_adj"):
            told[name] = _text(f"/proc/{pid}/{name}")
        told["exe"], told["root"] = _link(f"/proc/{pid}/exe"), _link(f"/proc/{pid}/root")
        for space in ("user", "mnt", "net", "pid", "uts", "ipc"):
            told[f"ns/{space}"] = _link(f"/proc/{pid}/ns/{space}")
        told["nice"] = str(os.getpriority(os.PRIO_PROCESS, pid))
        told["policy"], told["cores"] = str(os.sched_getscheduler(pid)), str(sorted(os.sched_getaffinity(pid)))
        told["descriptors"] = " ".join(_link(str(fd)) for fd in Path(f"/proc/{pid}/fd").iterdir())
    except OSError:
        return told
    return told


def _text(path: str) -> str:
    try:
        return Path(path).read_text(errors="replace")
    except OSError:
        return ""


def _link(path: str) -> str:
    try:
        return str(Path(path).readlink())
    except OSError:
        return ""


def alive(pid: int) -> bool:
    """Say whether a process runs, or could."""
    try:
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0] not in b"ZX"
    except OSError:
        return False


def descendants(pid: int) -> set[int]:
    """Return all processes that stem from one, the dead ones left out."""
    found: set[int] = set()
    fresh = {pid}
    while fresh:
        fresh = {child for parent in fresh for child in _children(parent)} - found
        found |= fresh
    return {child for child in found if alive(child)}


def _children(pid: int) -> set[int]:
    try:
        lists = [(task / "children").read_text() for task in Path(f"/proc/{pid}/task").iterdir()]
    except OSError:  # it has just ended, and its children have become the zygote's
        return set()
    return {int(child) for children in lists for child in children.split()}


def wait_until(condition: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Wait for something that is about to happen; False if it does not."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.005)
    return True
