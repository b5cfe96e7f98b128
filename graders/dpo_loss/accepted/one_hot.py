# bonus: none
# One-hot tokens and einsum; the logarithm of a sum of two exponentials.
import torch


def sequence_logprobs(logits, tokens, mask):
    if tokens.shape != logits.shape[:-1]:
        raise ValueError("tokens must be (B, L)")
    if mask.shape != logits.shape[:-1]:
        raise ValueError("mask must be (B, L)")
    top = logits.amax(dim=-1, keepdim=True)
    logp = logits - top - (logits - top).exp().sum(dim=-1, keepdim=True).log()
    hot = torch.nn.functional.one_hot(tokens, logits.shape[-1]).to(logits.dtype) * mask.unsqueeze(-1)
    return torch.einsum("blv,blv->b", logp[:, :-1], hot[:, 1:])


def dpo_loss(policy_chosen, policy_rejected, reference_chosen, reference_rejected, beta=0.1):
    if not beta > 0:
        raise ValueError("beta must be positive")
    if policy_rejected.numel() != policy_chosen.numel():
        raise ValueError("policy_rejected has another size")
    if reference_chosen.numel() != policy_chosen.numel():
        raise ValueError("reference_chosen has another size")
    if reference_rejected.numel() != policy_chosen.numel():
        raise ValueError("reference_rejected has another size")
    good = beta * (policy_chosen - reference_chosen.detach())
    bad = beta * (policy_rejected - reference_rejected.detach())
    return (torch.logaddexp(good, bad) - good).mean()
