"""How we were started, so that a message names a command in the way that works for whoever reads it."""

from __future__ import annotations

import os

VARIABLE = "SHOUSI_COMMAND"  # set by noxfile.py; only a text that stands below is ever shown
NOXFILE = "python3 noxfile.py"
_SESSIONS = (NOXFILE, "nox")


def command(name: str, *words: str, sets_up: bool = False) -> str:
    """Return a command of ours as one types it: "nox -s grade -- nms", or "shousi grade nms".

    Args:
        name: of the command, which its session in noxfile.py has too.
        words: that follow.
        sets_up: the command is named because it sets up what is missing; only sessions do.
    """
    started = os.environ.get(VARIABLE, "")
    if started in _SESSIONS or sets_up:
        session = [started if started in _SESSIONS else NOXFILE, "-s", name]
        return " ".join([*session, "--", *words] if words else session)
    return " ".join(["shousi", name, *words])
