# bonus: misses dtype, errors
# Weight and bias as buffers, one einsum for both small products, the bias added last.
import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, linear, rank, alpha):
        super().__init__()
        self.register_buffer("weight", linear.weight.detach().clone())
        self.register_buffer("bias", None if linear.bias is None else linear.bias.detach().clone())
        self.lora_A = nn.Parameter(torch.empty(rank, linear.in_features).normal_(0, 1) / rank**0.5)
        self.lora_B = nn.Parameter(torch.zeros(linear.out_features, rank))
        self.rank, self.alpha = rank, alpha

    def forward(self, x):
        y = torch.einsum("...i,oi->...o", x, self.weight)
        y = y + self.alpha / self.rank * torch.einsum("...i,ri,or->...o", x, self.lora_A, self.lora_B)
        return y if self.bias is None else y + self.bias

    def merged(self):
        new = nn.Linear(self.weight.shape[1], self.weight.shape[0], bias=self.bias is not None)
        new.weight = nn.Parameter(self.weight + self.lora_B.detach() @ self.lora_A.detach() * (self.alpha / self.rank))
        if self.bias is not None:
            new.bias = nn.Parameter(self.bias.clone())
        return new
