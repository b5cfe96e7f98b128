# bonus: misses errors
# Softmax first, then divided by the sum of the chosen, and a one-hot mask, as the best-known library has it.
import torch
import torch.nn.functional as F


def moe(x, router, experts, k):
    num_experts = router.shape[0]
    router_logits = F.linear(x, router)
    probs = F.softmax(router_logits, dim=-1)
    routing_weights, selected = torch.topk(probs, k, dim=-1)
    routing_weights = routing_weights / routing_weights.sum(dim=-1, keepdim=True)
    final = torch.zeros_like(x)
    mask = F.one_hot(selected, num_classes=num_experts)
    for e in range(num_experts):
        idx, top_x = torch.where(mask.permute(2, 1, 0)[e])
        w1, w2 = experts[e]
        current = F.linear(F.relu(F.linear(x[top_x], w1)), w2) * routing_weights[top_x, idx, None]
        final.index_add_(0, top_x, current)
    tokens_per_expert = mask.float().mean(dim=0)
    router_prob_per_expert = probs.mean(dim=0)
    loss = torch.sum(tokens_per_expert * router_prob_per_expert.unsqueeze(0)) * num_experts
    return final, loss
