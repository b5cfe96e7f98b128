"""Read the hints of an exercise: the sections of its hints.md, each under a heading "## Hint 1" and so on."""

from __future__ import annotations

import re
from pathlib import Path

_HEADING = re.compile(r"^## Hint \d+$", re.MULTILINE)


def read(path: Path) -> list[str]:
    """Return the hints in a hints.md as Markdown, in order; none if there is no such file."""
    if not path.is_file():
        return []
    _, *hints = _HEADING.split(path.read_text(encoding="utf-8"))
    return [hint.strip() for hint in hints]
