"""Plot timings: the pairs of a race, and time over size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator

from shousi.report import Growth, SpeedResult
from shousi.show.drawing import BLACK, BLUE, RED, Drawn, figure_of, image_of, look
from shousi.timing import Pair

_YOU, _SOLUTION, _LIMIT = BLUE, BLACK, RED


def draw_pairs(speed: SpeedResult, pairs: Sequence[Pair]) -> Drawn | None:
    """Return a plot of a speed check's pairs as multiples of the reference, with the limit; None without pairs."""
    if not pairs:
        return None
    ratios = np.array([pair.ratio for pair in pairs])
    with look():
        figure = figure_of(5.4, 2.2)
        axes = figure.subplots()
        axes.axvspan(0, speed.limit, color="#dceedd", zorder=0)
        axes.axvline(speed.limit, color=_LIMIT, lw=1.5)
        axes.annotate(f"limit {speed.limit:g}", (speed.limit, 0.97), xycoords=("data", "axes fraction"), rotation=90,
                      ha="right", va="top", color=_LIMIT)  # fmt: skip
        axes.plot(ratios, np.arange(1, len(ratios) + 1), "o", color=_YOU, alpha=0.8)
        axes.axvline(speed.ratio, color=_YOU, lw=1, ls="--")
        axes.set(xlabel="times the reference's processor time", ylabel="pair", xlim=(0, None))
        axes.set_xlim(0, 1.08 * max(speed.limit, float(ratios.max())))
        axes.set_ylim(0.5, len(ratios) + 0.5)
        axes.yaxis.set_major_locator(MaxNLocator(5, integer=True, min_n_ticks=1))
        alt = f"{len(ratios)} pairs from {ratios.min():.3g} to {ratios.max():.3g} times the reference; "
        return Drawn(image_of(figure), f"{alt}their median is {speed.ratio:.3g}, the limit is {speed.limit:g}.")


def draw_growth(growth: Growth) -> Drawn | None:
    """Return a plot of time over size, of the submission and of the solution; None where none was measured.

    Both axes are logarithmic, so a power of the size is a straight line, and equal growth means parallel lines.
    """
    if min((*growth.milliseconds, *growth.solution_milliseconds), default=0.0) <= 0:  # a coarse clock may read 0
        return None
    lines = [("you", growth.milliseconds, _YOU, "o-"), ("solution", growth.solution_milliseconds, _SOLUTION, "s--")]
    with look():
        figure = figure_of(4.8, 3.0)
        axes = figure.subplots()
        axes.set(xscale="log", yscale="log", xlabel=growth.of, ylabel="ms of processor time")
        for name, times, color, style in lines:
            axes.plot(growth.sizes, times, style, color=color, label=name)
        if growth.limit is not None:
            steepest = _steepest(growth, growth.limit)
            axes.plot(growth.sizes, steepest, ":", color=_LIMIT, label="steepest that passes")
        _label(axes, growth)
        description = "; ".join(f"{name}: {', '.join(f'{time:.3g}' for time in times)}" for name, times, *_ in lines)
        sizes = ", ".join(f"{size:,}" for size in growth.sizes)
        return Drawn(image_of(figure), f"Milliseconds of processor time at {sizes} {growth.of}. {description}.")


def _label(axes: Any, growth: Growth) -> None:
    axes.set_xticks(growth.sizes, [f"{size:,}" for size in growth.sizes])
    axes.xaxis.set_minor_locator(NullLocator())
    every = (*growth.milliseconds, *growth.solution_milliseconds)
    axes.set_ylim(min(every) / 2, max(every) * 2)  # room for two numbers on the axis, however flat the lines
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.legend(frameon=False)


def _steepest(growth: Growth, limit: float) -> np.ndarray[Any, Any]:
    """Return times that grow as fast as the limit allows, drawn at the average height of the submission's."""
    sizes, mine, its = np.log([growth.sizes, growth.milliseconds, growth.solution_milliseconds])
    steepest: np.ndarray[Any, Any] = np.exp(its + np.mean(mine - its) + limit * (sizes - sizes.mean()))
    return steepest
