"""Name our commands in messages in the way that works for the reader: with nox, noxfile.py or shousi."""

from __future__ import annotations

import os

VARIABLE = "SHOUSI_COMMAND"  # set by noxfile.py; a value that is not in _SESSIONS is never shown
ROOT = "SHOUSI_ROOT"  # set by noxfile.py to its own folder, for a reader who stands outside of it
NOXFILE = "python3 noxfile.py"
_SESSIONS = (NOXFILE, "nox")


def command(name: str, *words: str, sets_up: bool = False) -> str:
    """Return a command as the reader would type it: "nox -s grade -- nms", or "shousi grade nms".

    Args:
        name: of the command and of its session in noxfile.py.
        words: arguments that follow.
        sets_up: name the session even to a reader who runs `shousi`, because only sessions install what is missing.
    """
    started = os.environ.get(VARIABLE, "")
    if started in _SESSIONS or sets_up:
        session = [started if started in _SESSIONS else NOXFILE, "-s", name]
        return " ".join([*session, "--", *words] if words else session)
    return " ".join(["shousi", name, *words])
