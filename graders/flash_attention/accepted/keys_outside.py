# bonus: misses errors, gradients
# The first paper's order: the outer loop over keys, all queries' sums in tensors that are changed in place.
import torch


def flash_attention(q, k, v, block_size, is_causal=False):
    Q, K, V = q, k, v
    B, H, N, d = Q.shape
    S = K.shape[2]
    O = torch.zeros(B, H, N, V.shape[-1])
    l = torch.zeros(B, H, N, 1)
    m = torch.full((B, H, N, 1), float("-inf"))
    for j in range(0, S, block_size):
        Kj, Vj = K[:, :, j : j + block_size], V[:, :, j : j + block_size]
        for i in range(0, N, block_size):
            i2, j2 = min(i + block_size, N), min(j + block_size, S)
            if is_causal and j > i2 - 1:
                continue
            Sij = torch.matmul(Q[:, :, i:i2], Kj.transpose(-2, -1)) * d**-0.5
            if is_causal:
                Sij.masked_fill_(torch.arange(i, i2)[:, None] < torch.arange(j, j2)[None, :], float("-inf"))
            mi, li = m[:, :, i:i2], l[:, :, i:i2]
            mij = torch.max(Sij, dim=-1, keepdim=True)[0]
            m_new = torch.maximum(mi, mij)
            P = torch.exp(Sij - m_new)
            alpha = torch.exp(mi - m_new)
            l_new = alpha * li + P.sum(dim=-1, keepdim=True)
            O[:, :, i:i2] = (li * alpha * O[:, :, i:i2] + P @ Vj) / l_new
            m[:, :, i:i2] = m_new
            l[:, :, i:i2] = l_new
    return O
