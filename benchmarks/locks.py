"""What the lock costs a worker: time at its start, and memory of its own."""

import time
from importlib.util import find_spec
from pathlib import Path

from shousi.sandbox.judge import start
from shousi.sandbox.judge.forking import Zygote

SOURCE = "import {0}\ndef f(): return float({0}.ones(3).sum())\n"
READY_SECONDS = 0.05  # by then the spare worker has long been locked


def starts(runs):
    """Measure starts under tiers A and D in turn: with a spare worker that waits, and from the fork on.

    Returns:
        For each tier two lists of seconds: until the source is loaded, and from the fork until locked and ready.
    """
    zygotes = {tier: Zygote(start.start_zygote(["numpy"], tier=tier)) for tier in "AD"}
    measured = {tier: ([], []) for tier in zygotes}
    for attempt in range(runs + 3):
        for tier, zygote in zygotes.items():
            visible, forked = _start(zygote)
            if attempt >= 3:  # the first ones fill caches
                measured[tier][0].append(visible)
                measured[tier][1].append(forked)
    tier = zygotes["A"].tier()
    for zygote in zygotes.values():
        zygote.close()
    return tier, measured


def _start(zygote):
    zygote.start_worker().close()
    time.sleep(READY_SECONDS)
    begin = time.perf_counter()
    worker = zygote.start_worker()
    asked = time.perf_counter()  # the next one is being forked since a moment ago
    second = zygote.start_worker()
    forked = time.perf_counter() - asked
    begin_load = time.perf_counter()
    worker.load(SOURCE.format("numpy"), "mine.py", ["f"])
    visible = asked - begin + time.perf_counter() - begin_load
    worker.close()
    second.close()
    return visible, forked


def private_bytes(modules, runs):
    """Return the memory that belongs to a worker alone, after a call; None where only root may look."""
    zygote = Zygote(start.start_zygote(modules))
    found = []
    try:
        for _ in range(runs):
            worker = zygote.start_worker()
            worker.load(SOURCE.format(modules[-1]), "mine.py", ["f"])
            worker.call("f", ())
            lines = Path(f"/proc/{worker.pid}/smaps_rollup").read_text().splitlines()
            found.append(sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Private_")))
            worker.close()
    except PermissionError:
        return None
    finally:
        zygote.close()
    return found


def report(row, runs):
    """Print the rows."""
    tier, measured = starts(max(100, runs))
    if tier != "A":
        print(f"this system's lock is tier {tier}: the rows below compare that with none")
    row("a worker, fork to ready, unlocked (tier D)", measured["D"][1])
    row(f"the same, locked (tier {tier})", measured["A"][1])
    added = [locked - free for locked, free in zip(measured["A"][1], measured["D"][1], strict=True)]
    row("  added by the lock, pair by pair", added, goal="  goal 5")
    row("a start with a spare worker waiting, source loaded", measured["A"][0])
    for name, goal in (("numpy", 6), ("torch", 30)):
        if find_spec(name):
            modules = ["numpy"] if name == "numpy" else ["numpy", "torch"]
            if found := private_bytes(modules, 20):
                row(f"memory of a worker's own, {name} loaded", found, 1 / (1 << 20), "MiB", f"  goal {goal}")
            else:
                print("memory of a worker's own: only root may look")
