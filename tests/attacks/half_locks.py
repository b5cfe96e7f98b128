"""Half a lock: systems that refuse one step of it, as container runtimes and hardened kernels do.

A judge that goes on when a step is refused runs submissions behind half a lock. Ours names the step and grades nothing.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from attacks.trusted import Handed
from conftest import TOY, run

DENYING = Path(__file__).parents[1] / "denying.py"
_SECRET = "planted:SECRET"
_GOES_ON = """
import contextlib, sys
from shousi.sandbox.lock import lockdown
from shousi.sandbox.messages import Limits
lock = lockdown.strongest()
assert lock.tier == "A"
with contextlib.suppress(OSError):
    lockdown.lock_down(lock, Limits())
print(open(sys.argv[1]).read())
"""
_RIGHT = f"""
import numpy as np
def double(x):
    print({_SECRET!r})
    return x * 2
"""


def _prefix(folder: Path) -> list[str]:
    return [sys.executable, str(DENYING), (folder / "refused.json").read_text(encoding="utf-8")]


def _leaks(folder: Path) -> bool:
    """The secret is read behind what is there of the lock."""
    command = [*_prefix(folder), sys.executable, "-P", "-c", _GOES_ON, str(folder / "secret")]
    return _SECRET.encode() in subprocess.run(command, capture_output=True, check=False, timeout=60).stdout


def _runs(folder: Path) -> bool:
    """The submission is run, or it is not said which step is refused."""
    ran = run("grade", "double", "--submission", folder / "double.py", cwd=folder / "home", prefix=_prefix(folder))
    said = re.sub(r"\s+", " ", ran.out + ran.err)
    step = (folder / "step").read_text(encoding="utf-8")
    return _SECRET in said or ran.status != 3 or f"{step}: Operation not permitted" not in said


def _half(name: str, step: str, **refused: dict[str, int]) -> Handed:
    def make(folder: Path) -> Path:
        shutil.copytree(TOY, folder / "home")
        how = {call: {"error": "EPERM"} | which for call, which in refused.items()}
        for file, text in {
            "refused.json": json.dumps(how),
            "step": step,
            "secret": _SECRET,
            "double.py": _RIGHT,
        }.items():
            (folder / file).write_text(text, encoding="utf-8")
        return folder

    return Handed(
        name=name, make=make, naive=_leaks, through=_runs, against="goes on when a step is refused", line="Half a lock",
        needs=("x86_64",),
    )  # fmt: skip


HALF_LOCKS = (
    _half("Landlock that takes no rules", "landlock_add_rule", landlock_add_rule={}),
    _half("Landlock that is never put on", "landlock_restrict_self", landlock_restrict_self={}),
    _half("capabilities that cannot be dropped", "capset", capset={}),
    _half("limits that cannot be set", "setrlimit", prlimit64={}),
    _half("new privileges that cannot be ruled out", "PR_SET_NO_NEW_PRIVS", prctl={"value": 38}),
)
