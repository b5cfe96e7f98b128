"""Progress as one self-contained HTML page: a table, and for each exercise a plot of the time until it was accepted."""

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
from shousi.show.practice import format_time
from shousi.show.progress_table import format_due, format_trend

_LOOK: Any = {"font.size": 9, "svg.hashsalt": "shousi"}  # a salt of our own makes the bytes reproducible
_MARGIN = timedelta(days=3)  # on both sides; without it, matplotlib draws a century around a single attempt


def to_html(lines: Sequence[Line], minutes: dict[str, int], days: int, now: datetime) -> bytes:
    """Return the page.

    Args:
        lines: one for each exercise, and for each variant that was tried.
        minutes: how long an interview would give, by exercise.
        days: on how many days in a row something was graded.
        now: the time, UTC.
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
        time=lambda seconds: "–" if seconds is None else format_time(seconds),
        trend=format_trend,
        due=format_due,
    )
    return page.encode()


def _plot(line: Line, minutes: int) -> dict[str, str]:
    data = base64.standard_b64encode(_draw(line, minutes)).decode("ascii")
    times = ", ".join(
        f"{format_time(one.seconds)} on {one.at.astimezone().strftime('%Y-%m-%d')}" for one in line.solved
    )
    return {
        "title": str(line.task),
        "source": f"data:image/svg+xml;base64,{data}",
        "alt": f"Time to accepted of {line.task}, of the {minutes} minutes that an interview gives: {times}.",
    }


def _draw(line: Line, minutes: int) -> bytes:
    with mpl.rc_context(_LOOK):
        figure = Figure(figsize=(7.2, 2.6), layout="constrained")
        axes = figure.add_subplot()
        solved = sorted(line.solved, key=lambda one: one.at)  # a system clock that was set back mixes them up
        days: Any = [one.at.astimezone() for one in solved]
        spent = [one.seconds / 60 for one in solved]
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
