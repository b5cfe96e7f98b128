"""How the pictures of the statements are drawn: one card, one set of colours, boxes, labels, tables and windows."""

import matplotlib as mpl
import numpy as np

mpl.use("svg")
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle

INK, MUTED, LINE = "#1f2933", "#9ca3af", "#d1d5db"
COLOURS = ("#0072b2", "#d55e00", "#007a5a", "#a3507f", "#8a6d00", "#4b4fa8")  # tell apart with any colour vision
STYLE = {
    "font.family": "DejaVu Sans",  # comes with matplotlib, so the same letters everywhere
    "font.size": 9,
    "svg.fonttype": "path",  # looks alike wherever it is shown; the statement describes it in words as well
    "svg.hashsalt": "shousi",  # the same ids at every run
    "text.color": INK,
}


def numbers(axes: Axes, table: np.ndarray, at: tuple[float, float], inside: int = 0) -> None:
    """Write a table of numbers as cells with their first corner at x, y; an outer ring of `inside` is a border."""
    rows, columns = table.shape
    for i, j in np.ndindex(rows, columns):
        border = not (inside <= i < rows - inside and inside <= j < columns - inside)
        x, y = at[0] + j, at[1] + i
        style = {"edgecolor": MUTED, "linestyle": (0, (2, 2))} if border else {"edgecolor": MUTED}
        axes.add_patch(Rectangle((x, y), 1, 1, fill=False, linewidth=0.7, zorder=1, **style))
        colour = "#6b7280" if border else INK
        axes.text(x + 0.47, y + 0.58, signed(table[i, j]), ha="center", va="center", fontsize=9, color=colour, zorder=3)


def signed(number: float) -> str:
    """Return a number with a real minus sign."""
    return f"{number:g}".replace("-", "−")


def window(axes: Axes, at: tuple[int, int], dilation: int, colour: str, kernel: np.ndarray, *, written: bool) -> None:
    """Draw a window: a frame over all that it reaches, its taps filled, their weights written in the corners."""
    x, y = at
    height, width = (dilation * (length - 1) + 1 for length in kernel.shape)
    for row, column in np.ndindex(*kernel.shape):
        left, top = x + column * dilation, y + row * dilation
        axes.add_patch(Rectangle((left, top), 1, 1, facecolor=colour, alpha=0.16, zorder=0))
        label = f"×{signed(kernel[row, column])}" if written else ""
        axes.text(left + 0.92, top + 0.1, label, ha="right", va="top", fontsize=5, color=colour, zorder=4)
    axes.add_patch(Rectangle((x, y), width, height, fill=False, edgecolor=colour, linewidth=2, zorder=2))


def panel(width: float, height: float, columns: int) -> tuple[Figure, list[Axes]]:
    """Return a figure on a white card with round corners, readable on light and on dark pages, and its axes."""
    figure, axes = plt.subplots(1, columns, figsize=(width, height), squeeze=False)
    figure.patch.set_alpha(0)
    figure.subplots_adjust(left=0.02, right=0.98, bottom=0.02, top=0.9, wspace=0.03)
    inset = 0.02  # inches
    card = FancyBboxPatch(
        (inset, inset),
        width - 2 * inset,
        height - 2 * inset,
        boxstyle="round,pad=0,rounding_size=0.12",
        transform=figure.dpi_scale_trans,
        facecolor="white",
        edgecolor=LINE,
        zorder=-1,
    )
    figure.add_artist(card)
    return figure, list(axes[0])


def image_axes(axes: Axes, width: float, height: float) -> None:
    """Lay out axes as an image: y downwards, equal units, no ticks."""
    axes.set(xlim=(0, width), ylim=(height + 12, 0), aspect="equal")
    axes.axis("off")


def box(axes: Axes, corners: np.ndarray, colour: str, *, faint: bool) -> None:
    """Draw a box x1 y1 x2 y2, filled and framed; a faint one is only dashed."""
    x1, y1, x2, y2 = corners
    if faint:
        axes.add_patch(Rectangle((x1, y1), x2 - x1, y2 - y1, fill=False, edgecolor=MUTED, linestyle=(0, (3, 3))))
        return
    axes.add_patch(Rectangle((x1, y1), x2 - x1, y2 - y1, facecolor=colour, alpha=0.08))
    axes.add_patch(Rectangle((x1, y1), x2 - x1, y2 - y1, fill=False, edgecolor=colour, linewidth=2))


def tag(axes: Axes, at: tuple[float, float], text: str, colour: str, box: np.ndarray) -> None:
    """Write a label that hangs on the corner `at` of a box, on the outer side of its edge."""
    x, y = at
    axes.text(
        x,
        y,
        text,
        color="white",
        fontsize=8.5,
        fontweight="bold",
        ha="right" if x == box[2] else "left",
        va="top" if y == box[3] else "bottom",
        bbox={"facecolor": colour, "edgecolor": "none", "pad": 1.5},
    )
