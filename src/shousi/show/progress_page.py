"""Progress as one self-contained HTML page: a table, and for each exercise a plot of the time until it was accepted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.ticker import MaxNLocator

from shousi.practice.plans import Standing
from shousi.practice.progress import Line
from shousi.show.drawing import GREEN, GREY, Drawn, figure_of, image_of, look
from shousi.show.pages import render_page
from shousi.show.practice import format_time
from shousi.show.progress_table import format_due, format_plan, format_trend

_MARGIN = timedelta(days=3)  # on both sides; without it, matplotlib draws a century around a single attempt


def to_html(
    lines: Sequence[Line], planned: Sequence[Standing], minutes: dict[str, int], days: int, now: datetime
) -> bytes:
    """Return the page.

    Args:
        lines: one for each exercise, and for each variant that was tried.
        planned: how far the learner is with each study plan.
        minutes: how long an interview would give, by exercise.
        days: on how many days in a row something was graded.
        now: the time, UTC.
    """
    return render_page(
        "progress.html",
        lines=lines,
        plans=[(one.plan, format_plan(one)) for one in planned],
        days=days,
        today=now.astimezone().strftime("%Y-%m-%d"),
        now=now,
        plots=[(str(line.task), _plot(line, minutes[line.task.exercise])) for line in lines if line.solved],
        time=lambda seconds: "–" if seconds is None else format_time(seconds),
        trend=format_trend,
        due=format_due,
    )


def _plot(line: Line, minutes: int) -> Drawn:
    """Return the time to accepted of each attempt, beside the time that an interview gives."""
    times = ", ".join(
        f"{format_time(one.seconds)} on {one.at.astimezone().strftime('%Y-%m-%d')}" for one in line.solved
    )
    with look():
        figure = figure_of(5.6, 2.6)
        axes = figure.add_subplot()
        solved = sorted(line.solved, key=lambda one: one.at)  # a system clock that was set back mixes them up
        days: Any = [one.at.astimezone() for one in solved]
        spent = [one.seconds / 60 for one in solved]
        axes.plot(days, spent, "o-", color=GREEN, linewidth=1.5, markersize=5, clip_on=False)
        axes.set_xlim(days[0] - _MARGIN, days[-1] + _MARGIN)
        axes.axhline(minutes, color=GREY, linestyle="--", linewidth=1)
        axes.annotate("interview", (1, minutes), xycoords=("axes fraction", "data"), xytext=(-2, 3),
                      textcoords="offset points", ha="right", color="#666666")  # fmt: skip
        axes.set_ylim(0, 1.15 * max(minutes, *spent, 1))
        axes.set_ylabel("minutes to accepted")
        axes.yaxis.set_major_locator(MaxNLocator(5, integer=True))
        locator = AutoDateLocator(minticks=2, maxticks=7)  # type: ignore[no-untyped-call]
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
        axes.spines[["top", "right"]].set_visible(False)
        alt = f"Time to accepted of {line.task}, of the {minutes} minutes that an interview gives: {times}."
        return Drawn(image_of(figure), alt)
