"""Read the hints of a statement: its <details> blocks "Hint 1", "Hint 2", and so on."""

from __future__ import annotations

import re
from pathlib import Path

_HINT = re.compile(r"<details>\s*<summary>Hint (\d+)</summary>\n(.*?)</details>", re.DOTALL)


def read(statement: Path) -> list[str]:
    """Return the hints of a statement as Markdown, in order."""
    return [found[2].strip() for found in _HINT.finditer(statement.read_text(encoding="utf-8"))]
