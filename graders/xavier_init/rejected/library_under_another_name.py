# verdict: forbidden
# PyTorch's own functions.
from torch.nn.init import xavier_normal_ as theirs_normal
from torch.nn.init import xavier_uniform_ as theirs_uniform


def xavier_uniform_(tensor, gain=1.0, generator=None):
    return theirs_uniform(tensor, gain, generator)


def xavier_normal_(tensor, gain=1.0, generator=None):
    return theirs_normal(tensor, gain, generator)
