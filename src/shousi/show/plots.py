"""Plots of timings, on light cards like the figures of failing calls: the pairs of a race, and time over size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullLocator

from shousi.report import Growth, SpeedResult
from shousi.show.figures import TEXT, Drawn, saved
from shousi.timing import Pair

_YOU, _SOLUTION, _LIMIT = "#0077bb", "#222222", "#cc3311"  # told apart by all eyes


def of_speed(speed: SpeedResult, pairs: Sequence[Pair]) -> Drawn | None:
    """Return the pairs of a speed check as multiples of the reference, with the limit; None without any."""
    if not pairs:
        return None
    ratios = np.array([pair.ratio for pair in pairs])
    with mpl.rc_context(TEXT):
        figure = Figure(figsize=(6.4, 2.2), layout="constrained")
        axes = figure.subplots()
        axes.axvspan(0, speed.limit, color="#dceedd", zorder=0)
        axes.axvline(speed.limit, color=_LIMIT, lw=1.5)
        axes.annotate(f"limit {speed.limit:g}", (speed.limit, 0.97), xycoords=("data", "axes fraction"), rotation=90,
                      ha="right", va="top", color=_LIMIT)  # fmt: skip
        axes.plot(ratios, np.arange(1, len(ratios) + 1), "o", color=_YOU, alpha=0.8)
        axes.axvline(speed.ratio, color=_YOU, lw=1, ls="--")
        axes.set(xlabel="times the reference's processor time", ylabel="pair", xlim=(0, None))
        axes.set_xlim(0, 1.08 * max(speed.limit, float(ratios.max())))
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        alt = f"{len(ratios)} pairs from {ratios.min():.3g} to {ratios.max():.3g} times the reference; "
        return Drawn(saved(figure, "svg"), f"{alt}their median is {speed.ratio:.3g}, the limit is {speed.limit:g}.")


def of_growth(growth: Growth) -> Drawn | None:
    """Return time over size, the submission's beside the solution's; None where no size could be measured.

    Both axes are logarithmic: a power of the size is a straight line, and the same growth is the same steepness.
    """
    if not growth.sizes:
        return None
    lines = [("you", growth.milliseconds, _YOU, "o-"), ("solution", growth.solution_milliseconds, _SOLUTION, "s--")]
    with mpl.rc_context(TEXT):
        figure = Figure(figsize=(4.8, 3.0), layout="constrained")
        axes = figure.subplots()
        axes.set(xscale="log", yscale="log", xlabel=growth.of, ylabel="ms of processor time")
        for name, times, colour, style in lines:
            axes.plot(growth.sizes, times, style, color=colour, label=name)
        if growth.limit is not None:
            steepest = _steepest(growth, growth.limit)
            axes.plot(growth.sizes, steepest, ":", color=_LIMIT, label="steepest that passes")
        _label(axes, growth)
        told = "; ".join(f"{name}: {', '.join(f'{time:.3g}' for time in times)}" for name, times, *_ in lines)
        sizes = ", ".join(f"{size:,}" for size in growth.sizes)
        return Drawn(saved(figure, "svg"), f"Milliseconds of processor time at {sizes} {growth.of}. {told}.")


def _label(axes: Any, growth: Growth) -> None:
    axes.set_xticks(growth.sizes, [f"{size:,}" for size in growth.sizes])
    axes.xaxis.set_minor_locator(NullLocator())
    every = (*growth.milliseconds, *growth.solution_milliseconds)
    axes.set_ylim(min(every) / 2, max(every) * 2)  # so that there are numbers on the axis, however flat the lines
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.legend(frameon=False)


def _steepest(growth: Growth, limit: float) -> np.ndarray[Any, Any]:
    """Return the times that grow as fast as is allowed and are, over all sizes, as long as the submission's."""
    sizes, mine, its = np.log([growth.sizes, growth.milliseconds, growth.solution_milliseconds])
    steepest: np.ndarray[Any, Any] = np.exp(its + np.mean(mine - its) + limit * (sizes - sizes.mean()))
    return steepest
