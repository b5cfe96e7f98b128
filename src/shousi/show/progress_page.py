"""Progress as one page that needs nothing beside it: a table, and the time to accepted drawn for each exercise."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

import jinja2
import matplotlib as mpl
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from shousi.practice.progress import Line
from shousi.show.practice import clock
from shousi.show.progress_table import due, trend

_LOOK: Any = {"font.size": 9, "svg.hashsalt": "shousi"}  # the same figure is the same bytes

_MARGIN = timedelta(days=3)  # on both sides, so that a single attempt is a day and not a century


def to_html(lines: Sequence[Line], minutes: dict[str, int], days: int, now: datetime) -> bytes:
    """Return the page.

    Args:
        lines: by exercise.
        minutes: that an interview would give, by exercise.
        days: in a row on which something was graded.
        now: UTC.
    """
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string(files("shousi.show").joinpath("progress.html").read_text(encoding="utf-8"))
    page = template.render(
        lines=lines,
        days=days,
        today=now.astimezone().strftime("%Y-%m-%d"),
        now=now,
        plots=[_plot(line, minutes[line.task.exercise]) for line in lines if line.solved],
        time=lambda seconds: "–" if seconds is None else clock(seconds),
        trend=trend,
        due=due,
    )
    return page.encode()


def _plot(line: Line, minutes: int) -> dict[str, str]:
    data = base64.standard_b64encode(_drawn(line, minutes)).decode("ascii")
    times = ", ".join(f"{clock(one.seconds)} on {one.at.astimezone().strftime('%Y-%m-%d')}" for one in line.solved)
    return {
        "title": str(line.task),
        "source": f"data:image/svg+xml;base64,{data}",
        "alt": f"Time to accepted of {line.task}, of the {minutes} minutes that an interview gives: {times}.",
    }


def _drawn(line: Line, minutes: int) -> bytes:
    with mpl.rc_context(_LOOK):
        figure = Figure(figsize=(7.2, 2.6), layout="constrained")
        axes = figure.add_subplot()
        days: Any = [one.at.astimezone() for one in line.solved]
        spent = [one.seconds / 60 for one in line.solved]
        axes.plot(days, spent, "o-", color="#117733", linewidth=1.5, markersize=5, clip_on=False)
        axes.set_xlim(days[0] - _MARGIN, days[-1] + _MARGIN)
        axes.axhline(minutes, color="#999999", linestyle="--", linewidth=1)
        axes.annotate("interview", (1, minutes), xycoords=("axes fraction", "data"), xytext=(-2, 3),
                      textcoords="offset points", ha="right", color="#666666")  # fmt: skip
        axes.set_ylim(0, 1.15 * max(minutes, *spent, 1))
        axes.set_ylabel("minutes to accepted")
        axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
        locator = AutoDateLocator(minticks=2, maxticks=7)  # type: ignore[no-untyped-call]
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
        axes.spines[["top", "right"]].set_visible(False)
        out = io.BytesIO()
        figure.savefig(out, format="svg", metadata={"Date": None})
    return out.getvalue()
