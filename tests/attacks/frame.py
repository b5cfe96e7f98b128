"""What an attack is, and how one is carried out: a submission that tries, and an oracle outside that sees.

An attack is data. It is carried out by a real worker of a real zygote; `saw` then looks from the judge's side at files,
processes, sockets, or at what the judge made of the replies. It must get through where the lock is off (tier D, with
loosened limits), or against a deliberately weakened judge (weakened.py).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from attacks.processes import facts
from attacks.scene import Scene
from shousi import compare
from shousi.sandbox.judge.calls import Call, Ended
from shousi.sandbox.judge.client import Worker
from shousi.sandbox.judge.forking import Zygote
from shousi.sandbox.messages import Given, Limits

SUBMISSIONS = Path(__file__).parent / "submissions"
LINES = (
    "Reading",
    "Forging",
    "Harming",
    "Exhausting",
    "Reaching out",
    "Unlocking",
    "Cheating",
    "Trusted side",
    "Half a lock",
)  # fmt: skip - of what hostile submissions try

# All workers get the same memory, so that the spare one fits. The clock's limit is far above what any attack takes.
USUAL = Limits(memory=256 << 20, cpu=3.0, wall=10.0)
# Without the lock some limits still hold: room to write, to start threads and processes, and memory.
LOOSE = Limits(memory=4 << 30, cpu=10.0, wall=30.0, threads=True, scratch=1 << 20)
# An attack that never ends is given this long.
SHORT = Limits(memory=256 << 20, cpu=0.2, wall=0.4)


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What the judge has after an attack, the worker still being there if it has not been killed.

    Attributes:
        scene: where it took place.
        worker: its handle.
        before: what the kernel said of the worker before the attack.
        call: how it ended.
        broke: what the judge's own code raised, which it never may.
        again: what the same worker answered to one more question.
    """

    scene: Scene
    worker: Worker
    before: dict[str, str]
    call: Call
    broke: Exception | None = None
    again: Call | None = None


class Attack(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a hostile submission tries.

    Attributes:
        name: what it tries, in words.
        line: of what hostile submissions try.
        file: the module in submissions/ that holds it.
        call: its function there.
        saw: the oracle: whether it got through.
        asked: what the function is called with; the targets in the scene, if nothing.
        at_import: done by the submission's own loading, not by a call.
        limits: what its worker may use.
        loosened: what it may use where it has to get through.
        against: "D" for the same judge without the lock, else the name of a weakened judge.
        lifted: what the judge lacks that is weakened so, see `weakened.lacking`; else it is one of another kind.
        needs: what has to be there: root, torch, x86_64 and others, see `missing`.
        files: it is about the file system, and tried at every version of Landlock.
        ends_zygote: to see whether it got through, or by getting through, the zygote is ended.
        needs_unlocked: what has to be there for it to get through where nothing stops it.
        once_more: ask the same worker once more afterwards.
        beside: names and texts of files that are planted beside the submission.
    """

    name: str
    line: str
    file: str
    call: str
    saw: Callable[[Seen], bool]
    asked: Any = None
    at_import: bool = False
    limits: Limits = USUAL
    loosened: Limits = LOOSE
    against: str = "D"
    lifted: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    files: bool = False
    ends_zygote: bool = False
    needs_unlocked: tuple[str, ...] = ()
    once_more: bool = False
    beside: tuple[tuple[str, str], ...] = ()

    def source(self, targets: dict[str, Any]) -> str:
        """Return the text of the submission."""
        text = (SUBMISSIONS / f"{self.file}.py").read_text(encoding="utf-8")
        if self.at_import:
            text += f"\n\n{self.call}({targets if self.asked is None else self.asked!r})\n"
        return text


KIT = Given("kit", (SUBMISSIONS / "kit.py").read_text(encoding="utf-8"))


class Setting(msgspec.Struct, frozen=True):
    """Under which lock: tier and Landlock version (0 for none)."""

    tier: str
    abi: int

    def __str__(self) -> str:
        return f"{self.tier}{self.abi}" if self.abi else self.tier


def carry_out(attack: Attack, zygote: Zygote, scene: Scene, *, loosened: bool = False) -> bool:
    """Carry out an attack and say whether it got through."""
    worker = zygote.start_worker(attack.loosened if loosened else attack.limits)
    try:
        return attack.saw(_attacked(attack, worker, scene))
    finally:
        worker.close()


def _attacked(attack: Attack, worker: Worker, scene: Scene) -> Seen:
    before = facts(worker.pid)
    asked = scene.targets if attack.asked is None else np.asarray(attack.asked)
    call = again = broke = None
    try:
        functions = ("wrong",) if attack.at_import else (attack.call,)
        for name, text in attack.beside:
            (scene.folder / name).write_text(text, encoding="utf-8")
        limits = worker.limits
        if not attack.at_import:
            worker.limits = USUAL  # on a busy machine even loading takes its time
        call = worker.load(attack.source(scene.targets), "attack.py", functions, given=(KIT,))
        worker.limits = limits
        if not attack.at_import:
            assert call.ended is Ended.RETURNED, f"the attack was not even loaded: {call}"
        if call.ended is Ended.RETURNED:
            call = worker.call(*functions, (asked,), timed=True)
        if attack.once_more and not worker.gone():
            again = worker.call(attack.call, (asked,))
    except AssertionError:
        raise
    except Exception as error:  # noqa: BLE001 - the oracle says what it means
        broke = error
    if call is None:
        call = Call(ended=Ended.UNREADABLE)
    return Seen(scene=scene, worker=worker, before=before, call=call, broke=broke, again=again)


def grades_rightly(zygote: Zygote) -> bool:
    """Say whether the judge still tells a right submission from a wrong one."""
    worker = zygote.start_worker(USUAL)
    try:
        worker.load("def right(x): return x * 2.0\ndef wrong(x): return x + 2.0\n", "healthy.py", ("right", "wrong"))
        x = np.array([1.5, -3.0, 7.0])
        right, wrong = worker.call("right", (x,)), worker.call("wrong", (x,))
    finally:
        worker.close()
    return compare.same(right.value, x * 2.0) and wrong.ended is Ended.RETURNED and not compare.same(wrong.value, x * 2)
