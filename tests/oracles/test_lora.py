"""The solution of `lora` against the formula, with the matrix B A written out."""

import pytest

torch = pytest.importorskip("torch")


def test_lora_agrees_with_the_formula_in_float64(solution_of):
    make = solution_of("lora").LoRALinear
    draw = torch.Generator().manual_seed(0)
    for turn in range(2000):
        n, inputs, outputs, rank, alpha = torch.randint(1, 9, (5,), generator=draw).tolist()
        linear = torch.nn.Linear(inputs, outputs, bias=bool(turn % 2), dtype=torch.float64)
        layer, x = make(linear, rank, alpha), torch.randn(n, inputs, generator=draw, dtype=torch.float64)
        torch.testing.assert_close(layer(x), linear(x))
        for matrix in (layer.lora_A, layer.lora_B):
            torch.nn.init.normal_(matrix, generator=draw)
        delta = sum(torch.outer(b, a) for b, a in zip(layer.lora_B.T, layer.lora_A, strict=True)) * alpha / rank
        for got in (layer(x), layer.merged()(x)):
            torch.testing.assert_close(got, linear(x) + x @ delta.T)
