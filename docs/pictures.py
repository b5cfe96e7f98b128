"""Draw the pictures of the statements: `python docs/pictures.py [NAME…]` writes exercises/<name>/<name>.svg.

Needs matplotlib and NumPy. The answers shown come from solutions/<name>/<name>.py, and running it twice writes the same
bytes. A further exercise adds one function that returns a figure, named as in PICTURES at the end.
"""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import drawing
import numpy as np
from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

ROOT = Path(__file__).resolve().parents[1]


def nms() -> Figure:
    """Six boxes before and after, the worked example of the statement."""
    boxes = np.array(
        [
            [26.0, 18, 66, 58],
            [80, 20, 120, 60],
            [10, 10, 50, 50],
            [80, 20, 100, 60],
            [18, 14, 58, 54],
            [84, 24, 124, 64],
        ]
    )
    scores = np.array([0.6, 0.7, 0.9, 0.5, 0.8, 0.65])
    kept = _solution("nms").nms(boxes, scores, 0.5).tolist()
    label_at = {2: (10, 10), 4: (36, 14), 0: (66, 58), 1: (80, 20), 3: (80, 60), 5: (124, 64)}

    figure, (before, after) = drawing.panel(7.6, 2.85, columns=2)
    before.set_title("Before: six boxes", fontsize=11)
    after.set_title(f"After, threshold 0.5: [{', '.join(map(str, kept))}]", fontsize=11)
    for axes in (before, after):
        drawing.image_axes(axes, width=134, height=74)
        for index, box in enumerate(boxes):
            drawn = axes is before or index in kept
            drawing.box(axes, box, drawing.COLOURS[index], faint=not drawn)
            if drawn:
                drawing.tag(axes, label_at[index], f"{index}: {scores[index]:g}", drawing.COLOURS[index], box)
    for x, first, second in [(36, 2, 4), (102, 1, 5)]:
        iou = _iou(boxes[first], boxes[second])
        before.text(x, 75, f"IoU of {first} and {second}: {iou:.4g}", ha="center", va="center", fontsize=9)
        after.text(x, 75, f"{iou:.4g} > 0.5: {second} is dropped", ha="center", va="center", fontsize=9)
    for x, first, second in [(36, 2, 0), (102, 1, 3)]:
        iou = _iou(boxes[first], boxes[second])
        before.text(x, 82, f"IoU of {first} and {second}: {iou:.4g}", ha="center", va="center", fontsize=9)
        sign = "=" if iou == 0.5 else "<"
        after.text(x, 82, f"{iou:.4g} {sign} 0.5: {second} is kept", ha="center", va="center", fontsize=9)
    return figure


def gaussian_kernel() -> Figure:
    """The kernels of size 5 and 4 as heat maps, the worked example of the statement."""
    figure, panels = drawing.panel(7.6, 4.0, columns=2)
    where = {5: "in the middle pixel", 4: "between four pixels"}
    for axes, size in zip(panels, (5, 4), strict=True):
        axes.set_title(f"Size {size}: the center lies {where[size]}", fontsize=11)
        axes.set(xlim=(-3.2, 2.7), ylim=(2.7, -3.1), aspect="equal")  # alike, so that a pixel is as large in both
        axes.axis("off")
        _heat_map(axes, _solution("gaussian_kernel").gaussian_kernel(size, 1.1), darkest=0.14)
    return figure


def _heat_map(axes: Axes, values: np.ndarray, darkest: float) -> None:
    """Draw a square array as coloured cells around its centre at 0, with their values and offsets."""
    offsets = np.arange(len(values)) - (len(values) - 1) / 2
    edge = offsets[0] - 0.7
    paper, paint = np.ones(3), np.array(to_rgb(drawing.COLOURS[0]))
    for (row, column), value in np.ndenumerate(values):
        x, y, share = offsets[column], offsets[row], value / darkest
        cell = paper + (paint - paper) * share
        axes.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=cell, edgecolor=drawing.LINE, linewidth=0.8))
        below = 0.3 if x == y == 0 else 0.0  # the mark of the centre stands in this cell
        axes.text(x, y + below, f"{value:.4f}", ha="center", va="center", color="white" if share > 0.7 else drawing.INK)
    for offset in offsets:
        label = f"{offset:g}".replace("-", "−")
        axes.text(offset, edge, label, ha="center", va="center", fontweight="bold")
        axes.text(edge, offset, label, ha="right", va="center", fontweight="bold")
    for width, colour in ((5, "white"), (2.5, drawing.COLOURS[1])):
        axes.plot([0], [0], marker="+", markersize=12, markeredgewidth=width, color=colour)


def bilinear_resize() -> Figure:
    """One row of the worked example, three pixels made five by either mapping."""
    old = np.array([[10.0, 20, 40]])
    resize = _solution("bilinear_resize").bilinear_resize

    figure, panels = drawing.panel(7.6, 2.75, columns=2)
    figure.subplots_adjust(top=0.88, wspace=0.06)
    for axes, align_corners in zip(panels, (False, True), strict=True):
        axes.set(xlim=(-0.25, 3.25), ylim=(3.02, -0.1))
        axes.axis("off")
        axes.set_title(f"align_corners={align_corners}", fontsize=11)
        new = resize(old, (1, 5), align_corners)[0]
        width = 2 / 4 if align_corners else 3 / 5  # of a new pixel in old ones
        positions = np.arange(5) * width if align_corners else (np.arange(5) + 0.5) * width - 0.5
        shared = (0.5, 2.5) if align_corners else (0, 3)
        pieces = [(-0.06, 0.12), (0.44, 0.64), (1.8, 1.92), (2.24, 2.42)] if align_corners else [(0, 2.42)]
        for top, bottom in pieces:  # around the values, where the line runs through them
            axes.vlines(shared, top, bottom, color=drawing.COLOURS[1], linestyle=(0, (3, 2)), linewidth=1.3, zorder=3)
        for index, value in enumerate(old[0]):
            _pixel(axes, index + 0.5, 0.28, 1, value)
        axes.hlines(0.92, 0, 3, color=drawing.LINE, linewidth=1.2)
        axes.hlines(0.92, 0.5, 2.5, color=drawing.INK, linewidth=1.2)
        axes.vlines((0.5, 1.5, 2.5), 0.85, 0.99, color=drawing.INK, linewidth=1.2)
        for index in range(3):
            axes.text(index + 0.5, 0.81, f"{index}", ha="center", va="bottom", fontsize=8, backgroundcolor="white")
        for position, value in zip(positions, new, strict=True):
            clamped = max(0.0, position)
            _pixel(axes, position + 0.5, 2.08, width, value)
            arrow = {"arrowstyle": "-|>", "color": drawing.COLOURS[0], "linewidth": 1.2, "shrinkA": 0, "shrinkB": 0}
            axes.annotate("", (clamped + 0.5, 0.95), (position + 0.5, 1.8), arrowprops=arrow, zorder=4)
            told = f"{clamped:.2g}" if position >= 0 else f"{position:.2g} → 0".replace("-", "\u2212")
            axes.text(position + 0.5, 2.52, told, ha="center", va="center", fontsize=9, color=drawing.COLOURS[0])
        meets = "the centers of the corner pixels coincide" if align_corners else "the outer edges coincide"
        axes.text(1.5, 2.86, meets, ha="center", va="center", fontsize=9, color=drawing.COLOURS[1])
    return figure


def _pixel(axes: Axes, x: float, y: float, width: float, value: float) -> None:
    """Draw a pixel as a grey cell with its value."""
    grey = 0.98 - value / 90
    axes.add_patch(Rectangle((x - width / 2, y - 0.28), width, 0.56, facecolor=f"{grey:.3f}", edgecolor=drawing.INK))
    axes.text(x, y, f"{value:g}", ha="center", va="center", fontsize=10, zorder=5)


def multilabel() -> Figure:
    """Two images, four labels: softmax beside sigmoid, the worked example of the statement."""
    solution = _solution("multilabel")
    logits = np.array([[2.0, 0.5, -1.0, 0.5], [-2.0, -1.5, -3.0, -0.5]])
    winners, on = solution.predict_multiclass(logits), solution.predict_multilabel(logits)

    figure, (left, right) = drawing.panel(7.6, 2.95, columns=2)
    figure.subplots_adjust(bottom=0.03, top=0.88, wspace=0.04)
    left.set_title("softmax: labels compete, one wins", fontsize=11)
    right.set_title("sigmoid: each label by itself", fontsize=11)
    _bars(left, solution.softmax(logits), np.arange(4) == winners[:, None])
    _bars(right, solution.sigmoid(logits), on)
    right.plot([-0.6, 9.6], [0.5, 0.5], color=drawing.INK, linewidth=1, linestyle=(0, (4, 3)))
    right.text(9.6, 0.515, "threshold 0.5", ha="right", va="bottom", fontsize=8.5)
    for image, first in enumerate((0, 5.5)):
        row = ", ".join(f"{logit:g}".replace("-", "\N{MINUS SIGN}") for logit in logits[image])
        told = ", ".join(map(str, np.flatnonzero(on[image]))) or "none"
        for axes, answer in [(left, f"class {winners[image]}"), (right, f"labels on: {told}")]:
            axes.text(first + 1.5, -0.15, f"image {image}: {row}", ha="center", va="center", fontsize=8.5)
            axes.text(first + 1.5, -0.27, answer, ha="center", va="center", fontsize=9, fontweight="bold")
    left.text(1.5, 0.93, "together 1", ha="center", va="center", fontsize=8.5)
    left.text(7.0, 0.93, "together 1", ha="center", va="center", fontsize=8.5)
    return figure


def _bars(axes: Axes, probabilities: np.ndarray, chosen: np.ndarray) -> None:
    """Draw a group of bars for each row; those not chosen are hollow."""
    axes.set(xlim=(-1, 10), ylim=(-0.34, 1.05))
    axes.axis("off")
    for row, first in enumerate((0, 5.5)):
        axes.plot([first - 0.6, first + 3.6], [0, 0], color=drawing.LINE, linewidth=1)
        for label, probability in enumerate(probabilities[row]):
            x, colour = first + label, drawing.COLOURS[label]
            face = {"facecolor": colour} if chosen[row, label] else {"fill": False, "linestyle": (0, (3, 2))}
            axes.add_patch(Rectangle((x - 0.36, 0), 0.72, probability, edgecolor=colour, linewidth=1.3, **face))
            axes.text(x, probability + 0.02, f"{probability:.2f}", ha="center", va="bottom", fontsize=8.5)
            axes.text(x, -0.045, str(label), ha="center", va="center", fontsize=8.5, color=colour, fontweight="bold")


def kaiming_init() -> Figure:
    """The two distributions of one spread, and what 30 layers with relu make of a signal."""
    figure, (left, right) = drawing.panel(7.6, 3.1, columns=2)
    figure.subplots_adjust(left=0.045, right=0.88, bottom=0.17, top=0.86, wspace=0.27)
    for axes in (left, right):
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.spines["bottom"].set_color(drawing.MUTED)
        axes.tick_params(colors=drawing.INK, length=0)

    left.set_title("Two distributions, one std", fontsize=11)
    left.tick_params(axis="x", length=4, color=drawing.MUTED)
    std, bound = 1.0, 3**0.5
    x = np.linspace(-3.6, 3.6, 289)
    normal = np.exp(-(x**2) / 2) / (2 * np.pi) ** 0.5
    left.fill_between(x, normal, color=drawing.COLOURS[0], alpha=0.1, linewidth=0)
    left.plot(x, normal, color=drawing.COLOURS[0], linewidth=2)
    edges = [-bound, -bound, bound, bound]
    left.plot(edges, [0, 0.5 / bound, 0.5 / bound, 0], color=drawing.COLOURS[1], linewidth=2)
    left.text(0.72, 0.355, "normal", color=drawing.COLOURS[0], fontweight="bold")
    left.text(bound + 0.1, 0.25, "uniform", color=drawing.COLOURS[1], fontweight="bold")
    left.set(xlim=(-3.6, 3.6), ylim=(0, 0.45), yticks=[], xlabel="weight")
    left.set_xticks([-bound, -std, 0, std, bound], ["−bound ", "−std", "0", "std", " bound"], fontsize=7.5)
    for label, side in zip(left.get_xticklabels(), ("right", "left", "center", "right", "left"), strict=True):
        label.set_ha(side)

    right.set_title("A signal through 30 layers with relu", fontsize=11)
    for number, (gain, name) in enumerate([(1.0, "gain 1"), (2**0.5, "gain √2"), (2.0, "gain 2")]):
        spread = _spread_by_layer(gain)
        right.plot(spread, color=drawing.COLOURS[number], linewidth=2)
        right.text(30.6, spread[-1], name, color=drawing.COLOURS[number], fontweight="bold", va="center")
    right.set(yscale="log", xlim=(0, 30), ylim=(1e-5, 1e5), xlabel="layer")
    right.set_yticks([1e-4, 1e-2, 1, 1e2, 1e4], ["1/10,000", "1/100", "1", "100", "10,000"], fontsize=7.5)
    right.minorticks_off()
    right.grid(axis="y", color=drawing.LINE, linewidth=0.6)
    return figure


def _spread_by_layer(gain: float, width: int = 256, layers: int = 30) -> np.ndarray:
    """Return the root mean square after each layer of relu(W x), the input's being 1, for weights of this gain."""
    rng = np.random.default_rng(0)
    signal = rng.normal(size=(width, 64))
    spread = [1.0]
    for _ in range(layers):
        signal = np.maximum(rng.normal(0, gain / width**0.5, (width, width)) @ signal, 0)
        spread.append(float(np.sqrt(np.mean(signal**2))))
    return np.array([float(f"{value:.4g}") for value in spread])  # the same bytes whatever adds up the products


def _iou(a: np.ndarray, b: np.ndarray) -> float:
    overlap = float(np.prod(np.maximum(np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2]), 0)))
    return overlap / float(np.prod(a[2:] - a[:2]) + np.prod(b[2:] - b[:2]) - overlap)


def conv2d() -> Figure:
    """A window sliding over the worked example: plain, with stride and padding, with dilation."""
    x = np.array([[[1.0, 2, 0, 1, 3], [0, 1, 3, 2, 1], [2, 1, 0, 1, 2], [1, 0, 2, 3, 1]]])
    weight = np.array([[[[1.0, 2], [0, -1]]]])
    figure, panels = drawing.panel(7.6, 3.85, columns=3)
    figure.subplots_adjust(top=0.91, bottom=0.03)
    shown = [
        ("conv2d(x, weight)", 1, 0, 1, [(0, 0), (0, 1), (2, 3)]),
        ("stride 2, padding 1, bias 10", 2, 1, 1, [(0, 0), (0, 1), (2, 2)]),
        ("dilation 2", 1, 0, 2, [(0, 0), (1, 2)]),
    ]
    for axes, (title, stride, padding, dilation, windows) in zip(panels, shown, strict=True):
        bias = np.array([10.0]) if stride == 2 else None
        sums = _solution("conv2d").conv2d(x, weight, bias, stride, padding, dilation)[0]
        axes.set_title(title, fontsize=10)
        axes.set(xlim=(-1.7, 6.7), ylim=(10.1, -1.3), aspect="equal")
        axes.axis("off")
        drawing.numbers(axes, np.pad(x[0], padding), at=(-padding, -padding), inside=padding)
        left, top = (5 - sums.shape[1]) / 2, 6.0
        drawing.numbers(axes, sums, at=(left, top))
        for number, (colour, (i, j)) in enumerate(zip(drawing.COLOURS, windows, strict=False)):
            overlaps = number == 1 and stride < 2 and dilation < 2  # where two weights would stand in one cell
            place = j * stride - padding, i * stride - padding
            drawing.window(axes, place, dilation, colour, weight[0, 0], written=not overlaps)
            axes.add_patch(Rectangle((left + j + 0.06, top + i + 0.06), 0.88, 0.88, fill=False, ec=colour, lw=2))
        size = " × ".join(map(str, sums.shape))
        axes.text(2.5, top + sums.shape[0] + 0.5, f"{size} sums", ha="center", va="center", fontsize=9)
    panels[1].text(6.35, 2, "left over", rotation=90, ha="center", va="center", fontsize=8, color="#6b7280")
    return figure


def _solution(name: str) -> ModuleType:
    """Import solutions/<name>/<name>.py."""
    spec = importlib.util.spec_from_file_location(f"solution_{name}", ROOT / "solutions" / name / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PICTURES = {
    "gaussian_kernel": gaussian_kernel,
    "conv2d": conv2d,
    "nms": nms,
    "bilinear_resize": bilinear_resize,
    "kaiming_init": kaiming_init,
    "multilabel": multilabel,
}


def main(names: list[str]) -> None:
    """Write the pictures of these exercises, or of all."""
    unknown = [name for name in names if name not in PICTURES]
    if unknown:
        raise SystemExit(f"no picture for {', '.join(unknown)}; there are: {', '.join(PICTURES)}")
    for name in names or PICTURES:
        path = ROOT / "exercises" / name / f"{name}.svg"
        with plt.rc_context(drawing.STYLE):
            figure = PICTURES[name]()
            figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None}, transparent=True)
            plt.close(figure)
        lines = [line.rstrip() for line in path.read_text(encoding="utf-8").splitlines()]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
