# bonus: misses dtype, errors
# Is a linear layer that adds B A to its weight in each call; merged copies its state.
import torch
import torch.nn.functional as F
from torch import nn


class LoRALinear(nn.Linear):
    def __init__(self, linear, rank, alpha):
        super().__init__(linear.in_features, linear.out_features, bias=linear.bias is not None)
        self.load_state_dict(linear.state_dict())
        self.requires_grad_(False)
        self.scale = alpha / rank
        self.lora_A = nn.Parameter(torch.randn(rank, self.in_features) * 0.02)
        self.lora_B = nn.Parameter(torch.zeros(self.out_features, rank))

    def forward(self, x):
        return F.linear(x, self.weight + self.scale * (self.lora_B @ self.lora_A), self.bias)

    @torch.no_grad()
    def merged(self):
        out = nn.Linear(self.in_features, self.out_features, self.bias is not None)
        out.load_state_dict({name: t for name, t in self.state_dict().items() if "lora" not in name})
        out.weight += self.scale * self.lora_B @ self.lora_A
        return out
