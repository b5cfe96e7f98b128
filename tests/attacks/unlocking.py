"""Unlocking: the lock itself, and what the kernel gives to few."""

from __future__ import annotations

from attacks import oracles
from attacks.frame import Attack
from attacks.oracles import Oracle


def _one(
    name: str, call: str, saw: Oracle, *needs: str, ends_zygote: bool = False, files: bool = False,
    needs_unlocked: tuple[str, ...] = (),
) -> Attack:  # fmt: skip
    return Attack(
        name=name, line="Unlocking", file="unlocking", call=call, saw=saw, needs=needs, ends_zygote=ends_zygote,
        files=files, needs_unlocked=needs_unlocked,
    )  # fmt: skip


_FILTERS = oracles.changed("Seccomp_filters")

ATTACKS = (
    _one("prctl on itself", "timer_slack", oracles.changed("timerslack_ns"), "root"),
    _one("death with the zygote called off", "death_signal", oracles.survives_the_zygote, ends_zygote=True),
    _one("PTRACE_TRACEME", "trace_me", oracles.changed("TracerPid")),
    _one("a filter of its own by seccomp", "own_filter", _FILTERS),
    _one("a filter of its own by prctl", "own_filter_by_prctl", _FILTERS),
    _one("a filter with a listener", "filter_listener", oracles.holds("seccomp notify"), "root"),
    _one("a Landlock ruleset of its own", "own_ruleset", oracles.holds("landlock-ruleset"), "root"),
    _one("a new user namespace", "new_user", oracles.changed("ns/user"), "root", "user namespaces"),
    _one("a new mount namespace", "new_mounts", oracles.changed("ns/mnt"), "root"),
    _one("a new network namespace", "new_network", oracles.changed("ns/net"), "root"),
    _one("a new IPC namespace", "new_ipc", oracles.changed("ns/ipc"), "root"),
    _one("a new host name namespace", "new_uts", oracles.changed("ns/uts"), "root"),
    _one(
        "several namespaces as a user", "everything_new_as_a_user", oracles.changed("ns/net"), "root", "user namespaces"
    ),
    _one("setns into the judge's namespace", "join_the_judge", oracles.changed("ns/uts"), "root"),
    _one("mount", "mount", oracles.mounted, "root"),
    _one("a mount of its own by open_tree", "open_tree", oracles.holds_the_folder, "root"),
    _one("chroot", "change_root", oracles.changed("root"), "root"),
    _one("a key in the user's key ring", "key", oracles.has_key, "key rings"),
    _one("a bpf map", "bpf_map", oracles.holds("bpf-map"), "root"),
    _one("perf_event_open", "perf", oracles.holds("perf_event"), "root", "perf"),
    _one("userfaultfd", "userfaultfd", oracles.holds("userfaultfd"), "root", "userfaultfd"),
    _one("the kernel's log", "kernel_log", oracles.more_than_nothing, "root"),
    _one("personality", "personality", oracles.changed("personality"), "root"),
    _one("another user's rights", "other_user", oracles.changed("Uid"), "root"),
    _one("a capability set again", "capabilities", oracles.holds_capabilities, "root"),
    _one("its own limits", "own_limits", oracles.changed("limits")),
    _one("real-time scheduling", "real_time", oracles.other_scheduling, "root"),
    _one("its own priority", "own_priority", oracles.other_scheduling, "root"),
    _one("its own cores", "own_cores", oracles.other_scheduling, "two cores"),
    _one("locked memory", "lock_memory", oracles.changed("VmLck"), "root"),
    _one("its own place when memory runs out", "own_oom_score", oracles.changed("oom_score_adj"), "root"),
    _one("a host name of its own", "host_name", oracles.changed("ns/uts"), "root"),
    _one(
        "32-bit calls by int 0x80",
        "int_0x80",
        oracles.files_harmed,
        "x86_64",
        needs_unlocked=("32-bit calls",),
        files=True,
    ),
    _one("x32 calls", "x32", oracles.files_harmed, "x86_64", needs_unlocked=("x32 calls",), files=True),
    _one("the engine patched in the worker", "patched_engine", oracles.leaks, files=True),
    _one("Python's open replaced by a lower one", "patched_open", oracles.leaks, files=True),
)
