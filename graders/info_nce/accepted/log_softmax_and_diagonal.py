# bonus: misses errors
# log_softmax on either axis, and the trace.
import torch


def info_nce(a, b, temperature):
    a = a / torch.linalg.vector_norm(a, dim=1, keepdim=True)
    b = b / torch.sqrt((b**2).sum(1, keepdim=True))
    scale = 1 / temperature
    table = scale * torch.einsum("ie,je->ij", a, b)
    rows, columns = torch.log_softmax(table, dim=1), torch.log_softmax(table, dim=0)
    return -(torch.trace(rows) + torch.trace(columns)) / (2 * len(a))
