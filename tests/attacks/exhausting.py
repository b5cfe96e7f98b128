"""Exhausting: processes, memory, time, output, disks."""

from __future__ import annotations

import msgspec

from attacks import oracles
from attacks.frame import LOOSE, SHORT, USUAL, Attack
from attacks.oracles import Oracle
from shousi.sandbox.messages import Limits

_HUGE = msgspec.structs.replace(LOOSE, memory=200 << 30)
_READS_LITTLE = msgspec.structs.replace(USUAL, reply=4 << 20)


def _one(name: str, call: str, saw: Oracle, *needs: str, loosened: Limits = LOOSE, files: bool = False) -> Attack:
    return Attack(
        name=name, line="Exhausting", file="exhausting", call=call, saw=saw, needs=needs, loosened=loosened, files=files
    )  # fmt: skip


def _endless(name: str, call: str, against: str = "sets an alarm", *, at_import: bool = False) -> Attack:
    return Attack(
        name=name, line="Exhausting", file="exhausting", call=call, saw=oracles.outlives_its_time, asked=[1.0, 2.0],
        limits=SHORT, against=against, at_import=at_import,
    )  # fmt: skip


def _much(name: str, call: str, saw: Oracle, against: str, *, at_import: bool = False) -> Attack:
    return Attack(
        name=name, line="Exhausting", file="exhausting", call=call, saw=saw, asked=[1.0, 2.0], against=against,
        at_import=at_import,
    )  # fmt: skip


ATTACKS = (
    _one("a process by fork", "fork", oracles.processes),
    _one("a process by vfork", "vfork", oracles.processes),
    _one("a process by posix_spawn", "posix_spawn", oracles.processes),
    _one("a process by a raw clone", "raw_clone", oracles.processes),
    _one("a process by a raw clone3", "raw_clone3", oracles.processes),
    _one("a process by the shell", "shell", oracles.processes),
    _one("a process by multiprocessing", "multiprocess", oracles.processes),
    _one("a fork bomb", "fork_bomb", oracles.processes),
    _one("a chain of forks", "fork_chain", oracles.processes),
    _one("a daemon with a session of its own", "daemon", oracles.processes),
    _one("another program by exec", "exec_", oracles.files_harmed, files=True),
    _one("another program by fexecve", "fexecve", oracles.files_harmed, files=True),
    _one("another program by execveat", "execveat", oracles.files_harmed, files=True),
    _one("a thread", "thread", oracles.threads),
    _one("a thread bomb", "thread_bomb", oracles.threads),
    _one("a pool of threads", "thread_pool", oracles.threads),
    Attack(
        name="the threads of PyTorch",
        line="Exhausting",
        file="torching",
        call="threads",
        saw=oracles.threads,
        loosened=LOOSE,
        needs=("torch",),
    ),
    _one("50 GB at once", "fifty_gigabytes", oracles.address_space_over(50), loosened=_HUGE),
    _one("50 GB shared at once", "fifty_gigabytes_shared", oracles.address_space_over(50), loosened=_HUGE),
    _one("an array of 600 MB", "by_array", oracles.memory_over(600)),
    _one("600 MB piece by piece", "piece_by_piece", oracles.memory_over(600)),
    _one("600 MB in ever smaller pieces", "piece_by_piece_stubbornly", oracles.memory_over(600)),
    _one("memory by memfd", "memfd", oracles.holds("memfd:"), "root"),
    _one("memory by shmget", "sysv_memory", oracles.system_v("shm"), "System V"),
    _one("a queue by msgget", "sysv_queue", oracles.system_v("msg"), "System V"),
    _one("semaphores by semget", "sysv_semaphores", oracles.system_v("sem"), "System V"),
    _one("memory by shm_open", "posix_memory", oracles.made("/dev/shm")),
    _one("kernel memory by epoll", "event_queue", oracles.holds("eventpoll"), "root"),
    _one("a disk filled", "full_disk", oracles.files_harmed, files=True),
    _one("a disk filled with empty files", "many_empty_files", oracles.files_harmed, files=True),
    _endless("an endless loop that catches everything", "loop"),
    _endless("an endless loop in C that holds the GIL", "loop_in_c"),
    _endless("an endless loop that ignores every signal", "loop_ignoring_signals"),
    _endless("an endless loop that blocks every signal", "loop_blocking_signals"),
    _endless("an endless loop that lifts the CPU limit and the alarm", "loop_with_limits_lifted"),
    _endless("an endless loop when an object is deleted", "loop_when_deleted"),
    _endless("an endless loop at import", "loop", at_import=True),
    _endless("a result that never ends when it is read", "endless_result"),
    _endless("an exception whose message never ends", "endless_message"),
    _endless("SIGSTOP on itself", "stop_oneself", "waits"),
    _endless("a sleep without end", "sleep", "waits"),
    _endless("a lock that nobody releases", "wait_for_ever", "waits"),
    _endless("a sleep without end at import", "sleep", "waits", at_import=True),
    _much("recursion without bound in C", "recursion", oracles.broke_the_judge, "compares in one process"),
    _much(
        "recursion without bound through C", "recursion_in_python", oracles.broke_the_judge, "compares in one process"
    ),
    _much("12 MB of output, line by line", "flood", oracles.floods, "keeps all output"),
    _much("12 MB of output in one line", "long_line", oracles.floods, "keeps all output"),
    _much("12 MB of output by write", "flood_raw", oracles.floods, "keeps all output"),
    _much("12 MB of output at import", "flood", oracles.floods, "keeps all output", at_import=True),
    _much("an exception with 12 MB of message", "long_message", oracles.floods, "keeps all output"),
    _much("a broadcast view of a terabyte", "terabyte", oracles.broke_the_judge, "copies"),
    _much("one array four thousand times", "same_array_many_times", oracles.broke_the_judge, "copies"),
    Attack(
        name="an answer of 32 MiB where 4 are read", line="Exhausting", file="exhausting", call="large_answer",
        saw=oracles.takes_it, asked=[1.0, 2.0], limits=_READS_LITTLE, loosened=_READS_LITTLE,
        against="reads whatever comes", lifted=("reply",),
    ),
)  # fmt: skip
