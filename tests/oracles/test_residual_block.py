"""The residual blocks against modules put together as in torchvision, batch norm in evaluation included.

torchvision itself does not import beside every build of PyTorch, so its forward passes are written out.
"""

import pytest

torch = pytest.importorskip("torch")
nn = torch.nn


class _Layer(nn.Sequential):
    """A convolution without bias and its batch norm, and both as one weight and bias."""

    def __init__(self, channels, out, kernel, stride=1, groups=1):
        conv = nn.Conv2d(channels, out, kernel, stride, kernel // 2, groups=groups, bias=False)
        norm = nn.BatchNorm2d(out).eval()
        for tensor in (norm.weight.data, norm.running_var):
            tensor.uniform_(0.5, 1.5)
        for tensor in (norm.bias.data, norm.running_mean):
            tensor.normal_()
        super().__init__(conv, norm)

    def folded(self, name):
        conv, norm = self
        scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
        weight, bias = conv.weight * scale[:, None, None, None], norm.bias - norm.running_mean * scale
        return {f"{name}.weight": weight.detach(), f"{name}.bias": bias.detach()}


def _weights(**layers):
    return {key: value for name, layer in layers.items() for key, value in layer.folded(name).items()}


@torch.no_grad()
def test_the_solution_agrees_with_modules(solution_of):
    """500 random blocks of each kind."""
    module, relu, relu6 = solution_of("residual_block"), nn.ReLU(), nn.ReLU6()
    torch.manual_seed(0)
    for _ in range(2000):
        n, c, m, o, h, w, stride = torch.randint(1, 4, (7,)).tolist()
        x, same = torch.randn(n, c, h + 3, w + 3), stride == 1 and c == o
        down = None if same else _Layer(c, o, 1, stride)
        extra, identity = ({}, x) if same else (_weights(downsample=down), down(x))

        one, two = _Layer(c, o, 3, stride), _Layer(o, o, 3)
        got = module.basic_block(x, _weights(conv1=one, conv2=two) | extra, stride)
        torch.testing.assert_close(got, relu(two(relu(one(x))) + identity), rtol=1e-4, atol=1e-4)

        one, two, three = _Layer(c, m, 1), _Layer(m, m, 3, stride), _Layer(m, o, 1)
        got = module.bottleneck_block(x, _weights(conv1=one, conv2=two, conv3=three) | extra, stride)
        torch.testing.assert_close(got, relu(three(relu(two(relu(one(x))))) + identity), rtol=1e-4, atol=1e-4)

        expand, depthwise, project = _Layer(c, m, 1), _Layer(m, m, 3, stride, m), _Layer(m, o, 1)
        got = module.inverted_residual(5 * x, _weights(expand=expand, depthwise=depthwise, project=project), stride)
        expected = project(relu6(depthwise(relu6(expand(5 * x)))))
        torch.testing.assert_close(got, 5 * x + expected if same else expected, rtol=1e-4, atol=1e-4)
