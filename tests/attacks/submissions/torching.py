"""Submissions with PyTorch that are wrong and want to pass."""

import os

import numpy as np
import torch


class Lies(torch.Tensor):
    @classmethod
    def __torch_function__(cls, *_, **__):
        return True


def wrong(x):
    return torch.as_tensor(np.asarray(x) + 1000.0)


def a_tensor_with_functions(x):
    return wrong(x).as_subclass(Lies)


class Functions:
    @classmethod
    def __torch_function__(cls, *_, **__):
        return True


def an_object_with_functions(x):
    return Functions()


def patch_equal(x):
    torch.equal = torch.allclose = lambda *_, **__: True
    return wrong(x)


class Reduces(torch.Tensor):
    def __reduce_ex__(self, _):
        return os._exit, (0,)


def a_tensor_that_reduces(x):
    return wrong(x).as_subclass(Reduces)


def from_file(t):
    return bytes(torch.from_file(t["grader"], size=os.stat(t["grader"]).st_size, dtype=torch.uint8).tolist()).decode(
        "latin-1"
    )


def saved(t):
    torch.save({"a": 1}, t["folder"] + "/made.pt")


def threads(t):
    torch.set_num_threads(4)
    (torch.ones(2000, 2000) @ torch.ones(2000, 2000)).sum()
