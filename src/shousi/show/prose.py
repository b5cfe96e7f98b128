"""Show our own Markdown (hints, pages about solutions) on the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.markdown import Markdown
from rich.padding import Padding
from rich.text import Text

_MAX_WIDTH = 100  # in longer lines the eye loses the next line


def show_markdown(title: str, text: str, console: Console) -> None:
    """Show a text below its title."""
    console.print(Text(f" {title}", "bold"))
    console.print(Padding(Markdown(text, code_theme="ansi_light"), (0, 0, 1, 1)), width=min(console.width, _MAX_WIDTH))
