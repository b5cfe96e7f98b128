# bonus: misses errors
# Weight and bias as buffers of a copy, one effective weight in each call.
import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, linear, rank, alpha):
        super().__init__()
        options = {"dtype": linear.weight.dtype, "device": linear.weight.device}
        self.register_buffer("weight", linear.weight.detach().clone())
        self.register_buffer("bias", None if linear.bias is None else linear.bias.detach().clone())
        self.lora_A = nn.Parameter(torch.empty(rank, linear.in_features, **options))
        self.lora_B = nn.Parameter(torch.empty(linear.out_features, rank, **options))
        nn.init.normal_(self.lora_A, std=1 / rank)
        nn.init.zeros_(self.lora_B)
        self.alpha, self.rank = alpha, rank

    def effective(self):
        return torch.addmm(self.weight, self.lora_B, self.lora_A, alpha=self.alpha / self.rank)

    def forward(self, x):
        return nn.functional.linear(x, self.effective(), self.bias)

    def merged(self):
        result = nn.Linear(*reversed(self.weight.shape), bias=self.bias is not None)
        result.weight = nn.Parameter(self.effective().detach())
        if self.bias is not None:
            result.bias = nn.Parameter(self.bias.clone())
        return result
