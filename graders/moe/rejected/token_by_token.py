# verdict: too slow
# A loop over tokens and their experts.
import torch


def moe(x, router, experts, k):
    logits = x @ router.T
    rows = []
    for token, row in zip(x, logits):
        best, chosen = row.topk(k)
        answers = [torch.relu(experts[n][0] @ token) @ experts[n][1].T for n in chosen.tolist()]
        rows.append(best.softmax(0) @ torch.stack(answers))
    share = torch.nn.functional.one_hot(logits.topk(k).indices, len(experts)).sum(1).float().mean(0)
    return torch.stack(rows), len(experts) * (share * logits.softmax(1).mean(0)).sum()
