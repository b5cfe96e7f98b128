"""Judges that are weak on purpose: what an attack must get through where taking the lock off is not the point."""

from __future__ import annotations

import contextlib
import json
import os
import resource
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest import mock

import msgspec

from attacks.frame import SUBMISSIONS, Attack
from attacks.scene import Scene
from shousi import wire
from shousi.sandbox.judge import calls, client
from shousi.sandbox.judge.transport import Pipes
from shousi.sandbox.messages import Returned
from shousi.wire import frames, rebuilding

_NAIVE = Path(__file__).parent / "naive_judge.py"
_OUTPUT = 8 << 20  # what a submission may print, as in Limits
_PATIENCE = 60.0
_STILL_THERE = 0.8  # seconds after the judge has begun; its own limit is 0.3


class Fooled(msgspec.Struct, frozen=True):
    """How a naive judge ended: exit status, what it printed, and whether it had to be stopped."""

    status: int
    out: bytes
    stuck: bool


def gets_through(attack: Attack, scene: Scene) -> bool:
    """Carry out an attack on the weakened judge that it names, and say whether it got through."""
    how, oracle = WEAKENED[attack.against]
    for name in ("kit.py",):
        shutil.copy(SUBMISSIONS / name, scene.folder / name)
    (scene.folder / "attack.py").write_text(attack.source(scene.targets), encoding="utf-8")
    idle = msgspec.structs.replace(attack, at_import=False)
    (scene.folder / "warm.py").write_text(idle.source(scene.targets), encoding="utf-8")
    for name, text in attack.beside:
        (scene.folder / name).write_text(text, encoding="utf-8")
    task = {
        "how": how, "folder": str(scene.folder), "call": attack.call, "asked": attack.asked, "secret": scene.secret,
        "at_import": attack.at_import, "grader": str(scene.grader), "targets": scene.targets,
    }  # fmt: skip
    return oracle(_run(task), scene)


@contextlib.contextmanager
def lacking(what: Sequence[str]) -> Iterator[None]:
    """Take something away from the judge proper for as long as this lasts."""
    with contextlib.ExitStack() as stack:
        for name in what:
            targets, attribute, instead = _LACKING[name]
            for target in targets:
                stack.enter_context(mock.patch.object(target, attribute, instead))
        yield


class _AnyDtype(frozenset[str]):
    def __contains__(self, _: object) -> bool:
        return True


def _told(question: calls.Call, reply: object, blob: memoryview) -> calls.Call:
    return _told_properly(question, reply, blob) if isinstance(reply, Returned) else question


def _endless_receive(self: Pipes, count: int, tick: object) -> bytearray:
    """Wait for ever; half a second is enough to see it."""
    deadline = time.monotonic() + _STILL_THERE

    def told_off() -> None:
        if time.monotonic() > deadline:
            raise StuckJudge

    return _receive_properly(self, count, told_off)


class StuckJudge(Exception):
    """The judge would have waited for ever."""


_told_properly, _receive_properly = calls.call_from_reply, Pipes.receive
_LACKING: dict[str, tuple[list[Any], str, Any]] = {
    "nonce": ([wire], "new_nonce", lambda: 0),
    "clock": ([client.Worker], "cpu_seconds", lambda _, **__: None),
    "kinds": ([client], "call_from_reply", _told),
    "errors": ([wire], "unpack_header", lambda data, decoder: decoder.decode(data)),
    "patience": ([Pipes], "receive", _endless_receive),
    "reply": ([client], "_REPLY_OF_REQUEST", 1 << 70),
    "MAX_HEADER": ([frames], "MAX_HEADER", 1 << 40),
    "MAX_BLOB": ([frames, rebuilding], "MAX_BLOB", 1 << 70),
    "MAX_DEPTH": ([rebuilding], "MAX_DEPTH", 1 << 20),
    "MAX_NODES": ([rebuilding], "MAX_NODES", 1 << 40),
    "MAX_RANK": ([rebuilding], "MAX_RANK", 64),
    "DTYPES": ([rebuilding], "DTYPES", _AnyDtype()),
}


@contextlib.contextmanager
def little_memory() -> Iterator[None]:
    """Let this process have a gigabyte more than it has, so that a larger allocation is seen at once."""
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (size + (1 << 30), before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def _run(task: dict[str, object]) -> Fooled:
    environment = {"PATH": os.environ["PATH"], "SECRET": str(task["secret"]), "OPENBLAS_NUM_THREADS": "1"}
    environment |= {name: os.environ[name] for name in ("OPENBLAS_CORETYPE", "PYTHONPATH") if name in os.environ}
    if task["how"] == "runs_pytest":
        environment["PYTHONPATH"] = str(task["folder"])  # as they do, so that the submission is found
    command = [sys.executable, str(_NAIVE), json.dumps(task)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, start_new_session=True)
    try:
        if task["how"] in _HANGS:
            return _watched(process)
        out, _ = process.communicate(timeout=_PATIENCE)
        return Fooled(process.returncode, out, stuck=False)
    finally:
        _end(process)


def _watched(process: subprocess.Popen[bytes]) -> Fooled:
    assert process.stdout
    select.select([process.stdout], [], [], _PATIENCE)  # it says so when it begins
    try:
        process.wait(_STILL_THERE)
    except subprocess.TimeoutExpired:
        return Fooled(0, b"", stuck=True)
    return Fooled(process.returncode, b"", stuck=False)


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    if process.stdout:
        process.stdout.close()


def _accepts_or_falls(fooled: Fooled, _: Scene) -> bool:
    return fooled.status <= 0  # a judge that was killed says nothing against the submission either


def _tells(fooled: Fooled, scene: Scene) -> bool:
    return scene.secret.encode() in fooled.out


def _hangs(fooled: Fooled, _: Scene) -> bool:
    return fooled.stuck


def _swallows(fooled: Fooled, _: Scene) -> bool:
    return len(fooled.out) > _OUTPUT


_HANGS = {"sets_an_alarm", "waits"}
WEAKENED: dict[str, tuple[str, Callable[[Fooled, Scene], bool]]] = {
    "shares its process": ("shows", _tells),
    "compares in one process": ("compares_by_testing", _accepts_or_falls),
    "asks np.allclose": ("compares_by_allclose", _accepts_or_falls),
    "asks np.array_equal": ("compares_by_array_equal", _accepts_or_falls),
    "asks the answer": ("compares_by_equality", _accepts_or_falls),
    "asks torch": ("compares_by_torch", _accepts_or_falls),
    "measures inside": ("measures", _accepts_or_falls),
    "unpickles": ("unpickles", _accepts_or_falls),
    "reads the output": ("believes_the_output", _accepts_or_falls),
    "runs pytest": ("runs_pytest", _accepts_or_falls),
    "sets an alarm": ("sets_an_alarm", _hangs),
    "waits": ("waits", _hangs),
    "keeps all output": ("shows", _swallows),
    "copies": ("copies", _accepts_or_falls),
}
