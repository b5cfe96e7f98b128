"""`se_block` against the modules of PyTorch that torchvision.ops.SqueezeExcitation puts together."""

import pytest

torch = pytest.importorskip("torch")


def test_the_solution_agrees_with_pytorch(solution_of):
    """2,000 random blocks of 1 x 1 convolutions."""
    se_block, nn, draw = solution_of("se_block").se_block, torch.nn, torch.Generator().manual_seed(0)
    for _ in range(2000):
        n, c, h, w, r = torch.randint(1, 7, (5,), generator=draw).tolist()
        x, down, up = torch.randn(n, c, h, w, generator=draw), nn.Conv2d(c, r, 1), nn.Conv2d(r, c, 1)
        gate = nn.Sequential(nn.AdaptiveAvgPool2d(1), down, nn.ReLU(), up, nn.Sigmoid())
        weights = down.weight[:, :, 0, 0], down.bias, up.weight[:, :, 0, 0], up.bias
        torch.testing.assert_close(se_block(x, *weights), x * gate(x), rtol=1e-4, atol=1e-6)
