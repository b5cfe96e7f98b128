"""The table of attacks: what got through without the lock, and under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from attacks.cheating import Cheat
from attacks.every import ROWS
from attacks.frame import LINES, Attack
from attacks.speed import SpeedCheat
from attacks.trusted import Handed

_MARKS = re.compile(r"(<!-- attacks -->\n).*?(<!-- /attacks -->)", re.DOTALL)
_COLUMNS = ("unlocked", "A", "B")


class Results:
    """Whether each attack got through, by name and column."""

    def __init__(self) -> None:
        self.through: dict[str, dict[str, set[bool]]] = {}

    def note(self, name: str, column: str, through: bool) -> None:
        """Note the outcome of one try."""
        self.through.setdefault(name, {}).setdefault(column, set()).add(through)

    def to_json(self) -> str:
        """Return everything, for a session inside a session."""
        plain = {name: {column: sorted(seen) for column, seen in row.items()} for name, row in self.through.items()}
        return msgspec.json.encode(plain).decode()

    def add_json(self, text: str) -> None:
        """Take over what another session noted."""
        for name, row in msgspec.json.decode(text, type=dict[str, dict[str, list[bool]]]).items():
            for column, seen in row.items():
                for through in seen:
                    self.note(name, column, through)


RESULTS = pytest.StashKey[Results]()


def cell(results: Results, name: str, column: str) -> str:
    """Return what the table says of an attack under a lock: gets through if it ever did."""
    seen = results.through.get(name, {}).get(column)
    return "not tried" if not seen else "gets through" if any(seen) else "stopped"


def as_text(results: Results) -> str:
    """Return the table for a terminal."""
    rows = [(attack.line, attack.name, *_cells(results, attack.name)) for attack in ROWS]
    rows = [row for row in rows if set(row[2:]) != {"not tried"}]
    width = max((len(row[1]) for row in rows), default=0)
    lines = [f"{line:12} {name:{width}}  {a:12}  {b:12}  {c}" for line, name, a, b, c in [_HEAD, *rows]]
    return "\n".join([*lines, "", ""])


_HEAD = ("", "attack", *_COLUMNS)


def as_markdown(results: Results) -> str:
    """Return the table for docs/security.md, a part for each line of what hostile submissions try."""
    parts = []
    for line in LINES:
        of_line = [attack for attack in ROWS if attack.line == line]
        parts += [f"### {line} ({len(of_line)})", "", "| attack | unlocked | A | B |", "|---|---|---|---|"]
        for attack in of_line:
            parts.append(f"| {' | '.join([attack.name, *_told(results, attack)])} |")
        parts.append("")
    return "\n".join(parts)


def _told(results: Results, attack: Attack | Cheat | SpeedCheat | Handed) -> list[str]:
    unlocked, *locked = _cells(results, attack.name)
    if unlocked == "gets through" and attack.against != "D":
        unlocked = f"gets through a judge that {attack.against}"
    if unlocked == "not tried" and isinstance(attack, Attack) and attack.needs_unlocked:
        unlocked = f"the kernel at hand has no {' or '.join(attack.needs_unlocked)}"
    return [unlocked, *locked]


def write(path: Path, results: Results) -> None:
    """Put the table between its marks in a file.

    Raises:
        ValueError: some attack was not tried in some column, or the marks are missing.
    """
    untried = [attack.name for attack in ROWS if "not tried" in _told(results, attack)]
    text = path.read_text(encoding="utf-8")
    if untried or not _MARKS.search(text):
        raise ValueError(f"{path} stays as it is: not tried everywhere: {', '.join(untried) or 'no marks in it'}")
    path.write_text(_MARKS.sub(lambda found: f"{found[1]}\n{as_markdown(results)}\n{found[2]}", text), encoding="utf-8")


def _cells(results: Results, name: str) -> Sequence[str]:
    return [cell(results, name, column) for column in _COLUMNS]
