# bonus: none
# A subclass of nn.Linear, as loralib has it.
import math

import torch
from torch import nn


class LoRALinear(nn.Linear):
    def __init__(self, linear, rank, alpha):
        if rank <= 0:
            raise ValueError("rank must be positive")
        has_bias = linear.bias is not None
        super().__init__(linear.in_features, linear.out_features, has_bias, dtype=linear.weight.dtype)
        self.load_state_dict(linear.state_dict())
        self.weight.requires_grad = False
        if has_bias:
            self.bias.requires_grad = False
        self.lora_A = nn.Parameter(self.weight.new_zeros((rank, linear.in_features)))
        self.lora_B = nn.Parameter(self.weight.new_zeros((linear.out_features, rank)))
        self.scaling = alpha / rank
        nn.init.kaiming_uniform_(self.lora_A, a=math.sqrt(5))

    def forward(self, x):
        result = nn.functional.linear(x, self.weight, bias=self.bias)
        return result + (x @ self.lora_A.transpose(0, 1) @ self.lora_B.transpose(0, 1)) * self.scaling

    @torch.no_grad()
    def merged(self):
        layer = nn.Linear(self.in_features, self.out_features, self.bias is not None, dtype=self.weight.dtype)
        weight = self.weight + self.scaling * self.lora_B @ self.lora_A
        state = {"weight": weight} if self.bias is None else {"weight": weight, "bias": self.bias}
        layer.load_state_dict(state)
        return layer
