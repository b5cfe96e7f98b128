"""Markdown of our own (hints, pages of solutions) on the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.markdown import Markdown
from rich.padding import Padding
from rich.text import Text

_WIDEST = 100  # longer lines are hard to follow back


def show(title: str, text: str, console: Console) -> None:
    """Write a titled passage."""
    console.print(Text(f" {title}", "bold"))
    console.print(Padding(Markdown(text, code_theme="ansi_light"), (0, 0, 1, 1)), width=min(console.width, _WIDEST))
