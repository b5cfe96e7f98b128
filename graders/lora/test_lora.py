"""The checks of `lora`: a new layer, trained matrices, what trains, and the merged layer."""

import numpy as np

from shousi.grading import Built, Tensor, assert_close, assert_gradients, assert_refuses, comparison, level, reject


@comparison
def close(got, expected):
    """Compare in float32: alpha / rank may be multiplied before, between or after, and W + B A rounds once more."""
    assert_close(got, expected, rtol=1e-4)


def normal(rng, *shape, dtype=np.float32):
    """Return a random tensor."""
    return Tensor(rng.normal(size=shape).astype(dtype))


def draw(rng, bias, dtype=np.float32):
    """Return what makes a layer, trained matrices for it, and an input. No two sizes are alike."""
    rank, inputs, outputs = (int(size) for size in rng.permutation([2, 3, 5]))
    parts = [normal(rng, outputs, inputs, dtype=dtype)] + [normal(rng, outputs, dtype=dtype)] * bias
    trained = {
        "lora_A": normal(rng, rank, inputs, dtype=dtype),
        "lora_B": normal(rng, outputs, rank, dtype=dtype),
    }
    args = (Built("linear", tuple(parts)), rank, float(rng.choice([1, 7, 16])))
    return args, trained, normal(rng, 4, inputs, dtype=dtype)


def trained_layer(make, args, trained):
    """Return a layer with trained matrices."""
    layer = make(*args)
    layer.load_state_dict(trained, strict=False)
    return layer


W, B, X = (Tensor(np.array(rows, np.float32)) for rows in ([[1, 0], [0, 1]], [10, 20], [3, 4]))
TRAINED = {
    "lora_A": Tensor(np.array([[1, 2]], np.float32)),
    "lora_B": Tensor(np.array([[1], [-1]], np.float32)),
}


@level("basic")
def test_a_new_layer_gives_what_linear_gives(LoRALinear, rng):
    """A new layer gives what linear gives, with a random A and a zero B.

    Catches: both-random, both-zero, zero-and-random-swapped.
    """
    layer = LoRALinear(linear=Built("linear", (W, B)), rank=1, alpha=2)
    close(layer(X), Tensor(np.array([13, 24], np.float32)))
    args, trained, _ = draw(rng, bias=True)
    state = LoRALinear(*args).state_dict()
    for name, wanted in trained.items():
        if not isinstance(state.get(name), Tensor) or state[name].array.shape != wanted.array.shape:
            reject(f"{name} should be an nn.Parameter of shape {wanted.array.shape}.")
    if np.ptp(state["lora_A"].array) == 0:
        reject("lora_A is constant: start it with random numbers.")
    if state["lora_B"].array.any():
        reject("lora_B is not zero at first.")


@level("basic")
def test_adds_the_product_of_trained_matrices(LoRALinear, solution, rng):
    """With trained matrices, the layer adds (alpha / rank) x Aᵀ Bᵀ, with and without a bias.

    Catches: alpha-not-divided, not-scaled, two-axes-only.
    """
    layer = trained_layer(LoRALinear, (Built("linear", (W, B)), 1, 2), TRAINED)
    close(layer(X), Tensor(np.array([35, 2], np.float32)))
    for bias in (True, False) * 3:
        args, trained, x = draw(rng, bias)
        mine, theirs = trained_layer(LoRALinear, args, trained), trained_layer(solution.LoRALinear, args, trained)
        for shape in ((4,), (), (2, 1, 2)):
            rows = Tensor(np.resize(x.array, (*shape, x.array.shape[-1])))
            close(mine(rows), theirs(rows))


@level("training")
def test_only_the_two_matrices_train(LoRALinear, solution, rng):
    """Autograd finds the right gradients of lora_A, lora_B and x, and none of the frozen layer.

    Catches: base-trains, bias-trains, base-without-gradient, matrices-detached.
    """
    for bias in (True, False):
        args, trained, x = draw(rng, bias)
        mine, theirs = trained_layer(LoRALinear, args, trained), trained_layer(solution.LoRALinear, args, trained)
        assert_gradients(mine, theirs, (x,), wrt=(0,))
        assert_gradients(mine, theirs, (x,), wrt=("self",))


@level("merged")
def test_the_merged_layer_gives_the_same(LoRALinear, solution, rng):
    """merged() is one linear layer that gives what the layer gives.

    Catches: merged-not-scaled, merged-always-with-a-bias, merged-is-the-base.
    """
    for bias in (True, False):
        args, trained, x = draw(rng, bias)
        mine, theirs = trained_layer(LoRALinear, args, trained), trained_layer(solution.LoRALinear, args, trained)
        merged = mine.merged()
        close(merged.state_dict().get("weight"), theirs.merged().state_dict()["weight"])
        close(merged(x), theirs.merged()(x))


@level("merged")
def test_merging_changes_nothing(LoRALinear, solution, rng):
    """After merged(), the layer gives the same as before, and so does a second merged().

    Catches: merged-adds-twice.
    """
    args, trained, x = draw(rng, bias=True)
    mine, theirs = trained_layer(LoRALinear, args, trained), trained_layer(solution.LoRALinear, args, trained)
    mine.merged()
    close(mine(x), theirs(x))
    close(mine.merged()(x), theirs.merged()(x))


@level("dtype")
def test_the_matrices_have_the_dtype_of_the_weight(LoRALinear, solution, rng):
    """A layer in float64 takes and gives float64, merged too.

    Catches: matrices-always-float32, merged-always-float32.
    """
    args, trained, x = draw(rng, bias=True, dtype=np.float64)
    mine, theirs = trained_layer(LoRALinear, args, trained), trained_layer(solution.LoRALinear, args, trained)
    assert_close(mine(x), theirs(x), rtol=1e-9)  # float32 would lose all digits after the seventh
    assert_close(mine.merged()(x), theirs.merged()(x), rtol=1e-9)


@level("errors")
def test_refuses_a_rank_below_1(LoRALinear):
    """A rank of 0 or less raises a ValueError that names rank.

    Catches: takes-any-rank.
    """
    for rank in (0, -1):
        assert_refuses(LoRALinear, Built("linear", (W, B)), rank, 2, naming="rank")


def draw_large(rng):
    """Return a layer of 64 features, rank 4, and 16 sequences of 256."""
    layer = Built("LoRALinear", (Built("linear", (normal(rng, 64, 64), normal(rng, 64))), 4, 8))
    return layer, normal(rng, 16, 256, 64)


@level("speed")
def test_is_fast_enough(LoRALinear, speed):
    """16 sequences of 256 take at most 8 times as long as the reference."""
    speed.at_most(8, LoRALinear.method("forward"), draw_large, compare=close)
