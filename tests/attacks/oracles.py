"""What is looked at from outside to see whether an attack got through."""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import numpy as np

from attacks.frame import Seen
from attacks.processes import alive, descendants, facts, wait_until
from shousi import compare
from shousi.sandbox.judge.calls import Ended

Oracle = Callable[[Seen], bool]

# ---------------------------------------------------------------------------------------------------------------------
# what came out


def leaks(seen: Seen) -> bool:
    """The secret has come out of the worker, in any way that a worker can say something."""
    message = seen.call.error.message if seen.call.error else ""
    return seen.scene.secret in f"{seen.call.value}{seen.call.printed}{message}"


def accepted(seen: Seen) -> bool:
    """The judge takes a wrong answer for the right one, or has broken over it."""
    if seen.broke:
        return True
    expected = np.asarray(seen.call.args[0]) * 2.0 if seen.call.args else None
    return seen.call.ended is Ended.RETURNED and expected is not None and compare.same(seen.call.value, expected)


def accepted_again(seen: Seen) -> bool:
    """The judge takes the answer to one question for the answer to the next."""
    if seen.broke:
        return True
    again = seen.again
    return bool(again) and again.ended is Ended.RETURNED and compare.same(again.value, np.asarray(again.args[0]) * 2.0)


def looks_fast(seen: Seen) -> bool:
    """The judge takes a tenth of a second's work for none, or has broken over it."""
    return bool(seen.broke) or (seen.call.ended is Ended.RETURNED and seen.call.cpu < 0.05)


def takes_it(seen: Seen) -> bool:
    """The judge takes what came for an answer, or has broken over it."""
    return bool(seen.broke) or seen.call.ended is Ended.RETURNED


def floods(seen: Seen) -> bool:
    """More has come out than anybody keeps, or the judge has broken over it."""
    error = seen.call.error.message if seen.call.error else ""
    return bool(seen.broke) or len(seen.call.printed) > 1 << 20 or len(error) > 1 << 20


def broke_the_judge(seen: Seen) -> bool:
    """Something other than a call's ending came out of the judge's own code."""
    return seen.broke is not None


def outlives_its_time(seen: Seen) -> bool:
    """The time was up, and the worker still runs; or it was never up."""
    return bool(seen.broke) or (alive(seen.worker.pid) and seen.call.ended is Ended.TIMED_OUT)


# ---------------------------------------------------------------------------------------------------------------------
# files


def files_harmed(seen: Seen) -> bool:
    """Something about the instructor's files or the submission's folder is not as it was."""
    return seen.scene.files_harmed()


def made(*folders: str) -> Oracle:
    """A file of the attack's own name has come to be in one of these folders; it is removed."""

    def saw(seen: Seen) -> bool:
        token = seen.scene.targets["token"]
        found = [path for folder in folders for path in Path(folder).iterdir() if token in path.name]
        for path in found:
            path.unlink()
        return bool(found)

    return saw


def locked(lock: Callable[[object, int], None]) -> Oracle:
    """The judge cannot lock its own file any more."""

    def saw(seen: Seen) -> bool:
        with seen.scene.grader.open("r+") as file:
            try:
                lock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return True
        return False

    return saw


# ---------------------------------------------------------------------------------------------------------------------
# processes


def stand_in_harmed(seen: Seen) -> bool:
    """The stand-in for the judge was signalled, killed or changed."""
    return seen.scene.stand_in_harmed()


def zygote_ended(seen: Seen) -> bool:
    """The zygote is gone; where nothing was done to it, the judge's next question proves that it is not."""
    parent = int(seen.before["PPid"])
    return seen.call.ended is not Ended.RAISED and wait_until(lambda: not alive(parent), 5.0)


def survives_the_zygote(seen: Seen) -> bool:
    """The worker lives on when the zygote is killed."""
    os.kill(int(seen.before["PPid"]), signal.SIGKILL)
    wait_until(lambda: not alive(int(seen.before["PPid"])))
    survived = not wait_until(lambda: not alive(seen.worker.pid), 0.5)
    if survived:
        os.kill(seen.worker.pid, signal.SIGKILL)
    return survived


def processes(seen: Seen) -> bool:
    """Beside the worker and the spare one, the zygote has further descendants."""
    return len(descendants(int(seen.before["PPid"]))) > 2


def threads(seen: Seen) -> bool:
    """The worker has more than one thread."""
    return int(facts(seen.worker.pid).get("Threads", "1")) > 1


def changed(name: str) -> Oracle:
    """The kernel says something else of the worker than before."""

    def saw(seen: Seen) -> bool:
        now = facts(seen.worker.pid)
        return name in now and now[name] != seen.before[name]

    return saw


def holds(what: str) -> Oracle:
    """The worker holds a descriptor of this kind."""

    def saw(seen: Seen) -> bool:
        return what in facts(seen.worker.pid).get("descriptors", "")

    return saw


def holds_the_folder(seen: Seen) -> bool:
    """The worker holds a descriptor of the submission's folder, or of a copy of its mount."""
    return len(facts(seen.worker.pid).get("descriptors", "").split()) > len(seen.before["descriptors"].split())


def address_space_over(gigabytes: int) -> Oracle:
    """The worker has more addresses than this."""
    return _over("VmSize", gigabytes << 20)


def memory_over(mebibytes: int) -> Oracle:
    """The worker has at some time held more memory than this."""
    return _over("VmHWM", mebibytes << 10)


def _over(name: str, kibibytes: int) -> Oracle:
    def saw(seen: Seen) -> bool:
        now = facts(seen.worker.pid).get(name, "0 kB")
        return int(now.split()[0]) > kibibytes

    return saw


def system_v(kind: str) -> Oracle:
    """A System V object with the attack's key is there; it is removed."""

    def saw(seen: Seen) -> bool:
        key = seen.scene.targets["key"]
        rows = [line.split() for line in Path(f"/proc/sysvipc/{kind}").read_text().splitlines()[1:]]
        found = [int(row[1]) for row in rows if int(row[0]) == key]
        libc = ctypes.CDLL(None)
        for number in found:
            {"shm": lambda n: libc.shmctl(n, 0, None), "msg": lambda n: libc.msgctl(n, 0, None),
             "sem": lambda n: libc.semctl(n, 0, 0)}[kind](number)  # fmt: skip
        return bool(found)

    return saw


# ---------------------------------------------------------------------------------------------------------------------
# outside


def reached(seen: Seen) -> bool:
    """One of the judge's sockets was reached."""
    return seen.scene.listeners.reached()


def listens(seen: Seen) -> bool:
    """Somebody answers where nobody did."""
    try:
        socket.create_connection(("127.0.0.1", seen.scene.listeners.free), timeout=5).close()
    except ConnectionRefusedError:
        return False
    return True


def bound_abstract(seen: Seen) -> bool:
    """The kernel knows a socket of the attack's name."""
    return f"mine{seen.scene.targets['token']}" in Path("/proc/net/unix").read_text()


# ---------------------------------------------------------------------------------------------------------------------
# the lock


def has_key(seen: Seen) -> bool:
    """A key of the attack's name lies in the user's key ring."""
    return seen.scene.targets["token"] in Path("/proc/keys").read_text()


def mounted(seen: Seen) -> bool:
    """Something is mounted where nothing was, as the worker sees it."""
    return f" {seen.scene.folder} " in facts(seen.worker.pid).get("mounts", "")


def more_than_nothing(seen: Seen) -> bool:
    """The call returned a number that is not 0."""
    return seen.call.ended is Ended.RETURNED and bool(seen.call.value)


def other_scheduling(seen: Seen) -> bool:
    """The worker is scheduled in another way."""
    return changed("nice")(seen) or changed("policy")(seen) or changed("cores")(seen)


def holds_capabilities(seen: Seen) -> bool:
    """The worker has just the capability that it asked for."""
    return facts(seen.worker.pid).get("CapEff") == f"{1:016x}"
