"""`lstm_cell` against torch.nn.LSTMCell."""

import pytest

torch = pytest.importorskip("torch")


def test_lstm_cell_agrees_with_pytorch(solution_of):
    """Three steps each, and the gradients of the last, of 2,000 random cells."""
    lstm_cell, draw = solution_of("lstm_cell").lstm_cell, torch.Generator().manual_seed(0)
    for _ in range(2000):
        batch, inputs, units = torch.randint(1, 7, (3,), generator=draw).tolist()
        cell = torch.nn.LSTMCell(inputs, units, dtype=torch.float64)
        weights = [torch.nn.init.normal_(weight, generator=draw) for weight in cell.parameters()]
        ours = theirs = tuple(torch.randn(2, batch, units, generator=draw, dtype=torch.float64))
        for _ in range(3):
            x = torch.randn(batch, inputs, generator=draw, dtype=torch.float64)
            ours, theirs = lstm_cell(x, ours, *weights), cell(x, theirs)
            torch.testing.assert_close(ours, theirs, rtol=1e-9, atol=1e-12)
        grads = [torch.autograd.grad((h + c * c).sum(), weights) for h, c in (ours, theirs)]
        torch.testing.assert_close(*grads, rtol=1e-6, atol=1e-9)
