"""HTML pages from the templates of this folder."""

from __future__ import annotations

from importlib.resources import files

import jinja2


def render_page(template: str, **values: object) -> bytes:
    """Return a page. Text in the values stays text, whatever markup it holds."""
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    source = files("shousi.show").joinpath(template).read_text(encoding="utf-8")
    return environment.from_string(source).render(**values).encode()
