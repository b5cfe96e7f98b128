"""`flops` against PyTorch: its counter of operations, and the parameters of its modules."""

import numpy as np
import pytest

torch = pytest.importorskip("torch")
counters = pytest.importorskip("torch.utils.flop_counter")
nn = torch.nn


def module_of(kind, shape, **options):
    """Return the module of a layer whose input has this shape."""
    if kind == "linear":
        return nn.Sequential(nn.Flatten(), nn.Linear(shape[1:].numel(), **options))
    return nn.Conv2d(shape[1], **options) if kind == "conv" else nn.MaxPool2d(**options)


def draw(rng):
    """Return a channel count and a network that an image of 150 pixels survives."""
    layers, channels = [], int(rng.integers(1, 5))
    for before in (channels, 6, 12)[: rng.integers(4)]:
        groups = int(rng.choice([g for g in (1, 2, 3) if before % g == 0]))
        kernel, stride, padding, dilation = rng.integers((1, 1, 0, 1), (5, 3, 2, 3)).tolist()
        layer = {"kind": "conv", "out_channels": 6 if before == channels else 12, "kernel_size": kernel}
        layer |= {"stride": stride, "padding": padding, "dilation": dilation, "groups": groups}
        layers += [layer | {"bias": bool(rng.integers(2))}]
        layers += [{"kind": "pool", "kernel_size": 2, "stride": int(rng.integers(1, 3))}][: rng.integers(2)]
    return channels, layers + [{"kind": "linear", "out_features": int(n)} for n in rng.integers(1, 9, rng.integers(3))]


def test_the_solution_agrees_with_pytorch(solution_of, monkeypatch):
    for kind in (nn.Conv2d, nn.Linear):
        monkeypatch.setattr(kind, "reset_parameters", lambda self: None)  # random weights take most of the time
    module, rng = solution_of("flops"), np.random.default_rng(1)
    with torch.device("meta"), counters.FlopCounterMode(display=False) as counter:  # shapes alone
        for _ in range(2000):
            channels, layers = draw(rng)
            shape = (channels, *(int(n) for n in rng.integers(150, 200, 2)))
            x, total, before = torch.zeros(1, *shape), 0, counter.get_total_flops()
            for layer in layers:
                made = module_of(shape=x.shape, **layer)
                total += sum(parameter.numel() for parameter in made.parameters())
                x = made(x)
            assert module.parameters(shape, layers) == total
            assert module.flops(shape, layers) == counter.get_total_flops() - before
