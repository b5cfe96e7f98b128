"""What /proc says about a worker: whether it is locked, its memory, its threads, whether it sleeps."""

from __future__ import annotations

import os

import msgspec

from shousi.errors import JudgeError

_NO_CAPABILITIES = f"{0:016x}"
_LOCKED = (
    ("NoNewPrivs", "1"), ("Seccomp", "2"), ("CapPrm", _NO_CAPABILITIES), ("CapEff", _NO_CAPABILITIES),
    ("CapInh", _NO_CAPABILITIES), ("CapAmb", _NO_CAPABILITIES),
)  # fmt: skip


class Resident(msgspec.Struct, frozen=True):
    """Resident memory of a worker in bytes: now, and the most since it was forked."""

    now: int
    peak: int


def resident(pid: int) -> Resident | None:
    """Return a worker's resident memory, or None if it cannot be known.

    The kernel counts pages in batches, so a figure may be wrong by some hundred KiB.
    """
    try:
        with open(f"/proc/{pid}/status", "rb") as file:
            lines = dict(line.split(b":", 1) for line in file.read().splitlines() if b":" in line)
        now, peak = (int(lines[name].split()[0]) << 10 for name in (b"VmRSS", b"VmHWM"))
    except (OSError, KeyError):  # it has ended, or this system hides the processes of others
        return None
    return Resident(now, peak)


def check_locked(pid: int, tier: str) -> None:
    """Raise JudgeError if a worker of tier A or B is not locked as it says; nobody but the kernel is asked."""
    if tier not in {"A", "B"}:
        return
    try:
        session = os.getsid(pid)
    except OSError:
        raise JudgeError("a worker ended at its start.") from None
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as file:
            facts = dict(line.rstrip("\n").split(":\t", 1) for line in file if ":\t" in line)
    except OSError:
        raise JudgeError("this system hides workers in /proc, so nobody sees whether they are locked.") from None
    missing = [name for name, value in _LOCKED if facts.get(name) != value]
    if missing or session != pid:
        raise JudgeError(f"a worker is not locked as it says: {', '.join(missing) or 'session'}.")


def threads(pid: int) -> int:
    """Return how many threads a worker has, or 0 if that cannot be known."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return int(file.read().rpartition(b")")[2].split()[17])
    except OSError:  # it has ended, or this system has no /proc
        return 0


def queued(pid: int) -> float | None:
    """Return the seconds that a worker's main thread has waited for a processor, or None if that cannot be known."""
    try:
        with open(f"/proc/{pid}/schedstat", "rb") as file:
            return int(file.read().split()[1]) / 1e9
    except (OSError, IndexError):
        return None


def has_ended(pid: int) -> bool:
    """Say whether a worker has ended, collected by its parent or not."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return file.read().rpartition(b")")[2][1:2] in b"ZX"
    except OSError:
        return True


def is_busy(pid: int) -> bool:
    """Say whether the worker's main thread still runs; once it sleeps (S) or has ended (Z) its clock is up to date."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return file.read().rpartition(b")")[2][1:2] not in b"SZ"
    except OSError:
        return False  # it has ended, or this system has no /proc
