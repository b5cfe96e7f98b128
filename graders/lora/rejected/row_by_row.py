# verdict: too slow
# A loop over the rows of the input.
import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, linear, rank, alpha):
        super().__init__()
        self.linear, self.scale = linear.requires_grad_(False), alpha / rank
        self.lora_A = nn.Parameter(torch.randn(rank, linear.in_features))
        self.lora_B = nn.Parameter(torch.zeros(linear.out_features, rank))

    def forward(self, x):
        rows = x.reshape(-1, x.shape[-1])
        done = [self.linear(row) + self.scale * (self.lora_B @ (self.lora_A @ row)) for row in rows]
        return torch.stack(done).reshape(*x.shape[:-1], -1)

    def merged(self):
        new = nn.Linear(self.linear.in_features, self.linear.out_features, self.linear.bias is not None)
        with torch.no_grad():
            new.weight.copy_(self.linear.weight + self.scale * self.lora_B @ self.lora_A)
            if self.linear.bias is not None:
                new.bias.copy_(self.linear.bias)
        return new
