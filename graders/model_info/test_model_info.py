"""The checks of `model_info`: what is returned, and what is printed."""

import re

import numpy as np

from shousi.compare import as_array, same
from shousi.display import kind_of, text_of
from shousi.grading import Built, Fast, Tensor, comparison, level, reject, standard
from shousi.wire import Opaque

# Means and deviations are compared as the statement says, to 1e-4. Where a mean is small beside its deviation, the
# terms cancel: a float32 sum of up to 150,000 terms in any order errs by less than 1e-6 of the deviation.
RTOL = 1e-4
CANCELLED = 1e-6
# The megabytes are a count over 1e6: only the division rounds, in float32 to seven digits.
EXACT = 1e-6
# What is printed has three significant digits (half a unit of the third is 0.5 % at most) or three decimals.
PRINTED_RTOL, PRINTED_ATOL = 0.0051, 0.00051

FIELDS = ("layer", "name", "gradient", "parameters", "shape", "mu", "sigma")
TOTALS = ("parameters", "gradients", "parameters_mb", "gradients_mb")
ROWS = [  # of the worked example
    (0, "0.weight", False, 9408, (64, 3, 7, 7), 0.499947, 0.288690),
    (1, "1.weight", True, 64, (64,), 1.0, 0.0),
    (2, "1.bias", True, 64, (64,), 0.0, 0.0),
    (3, "2.weight", True, 640, (10, 64), 4.992188, 2.889006),
    (4, "2.bias", True, 10, (10,), 0.5625, 0.378456),
]
EXAMPLE = {"rows": [dict(zip(FIELDS, row, strict=True)) for row in ROWS]}
EXAMPLE |= dict(zip(TOTALS, (10186, 778, 0.039444, 0.001812), strict=True))
WITHOUT = Built("without_parameters")


def trained(name, values, dtype="float32", kind="trained"):
    """Return an entry of a model."""
    return name, values, dtype, kind


def steps(*shape):
    """Return values around 1.5 of an odd number, whose mean and deviation come out exactly in any arithmetic.

    One element is 1.5, half of the others lie 0.5 above and half 0.5 below: the sum of squares is (n - 1) / 4. So a
    mistake elsewhere is diagnosed whichever way sigma is computed.
    """
    return np.r_[1.5, np.resize([2.0, 1.0], int(np.prod(shape)) - 1)].reshape(shape)


def draw(rng):
    """Return a random model of three to fourteen parameters, all of them trained and float32."""
    blocks = ["stem", "body.0", "body.1", "body.2.inner", "head", "aux.deep.er.still"]
    names = [f"{block}.{leaf}" for block in blocks for leaf in ("weight", "extra", "gain")]
    entries = []
    for name in rng.permutation(names)[: rng.integers(1, 13)].tolist():
        rank = int(rng.integers(1, 6))
        shape = rng.integers(2, (400, 40, 12, 6, 4)[rank - 1] + 1, rank)
        values = rng.gamma(2.0, rng.uniform(0.01, 3), shape) + rng.normal(0, 2)  # lopsided: the mean is no middle
        entries.append(trained(name, values))
    large = rng.gamma(2.0, 1.0, 10_000)
    large[5_000:] -= 2
    return (Built("model", (*entries, trained("zoom.weight", large), trained("zoom.window", rng.normal(0, 1, 2)))),)


def draw_deep(rng):
    """Return a model of 400 parameters, 3,488,000 elements, other ones in each call."""
    return (Built("deep", (rng.integers(-3, 4, 400).tolist(), int(rng.integers(2**31)))),)


@comparison
def assert_info(got, expected):
    """Check a returned dict; further keys are not looked at."""
    if not isinstance(got, dict):
        advice = " Is there a return statement on every path?" if got is None else ""
        reject(f"expected a dict, got {kind_of(got)}.{advice}", text_of(expected), text_of(got))
    for key in ("rows", *TOTALS):
        if key not in got:
            reject(f'the returned dict has no "{key}".', text_of(expected), text_of(got))
    rows, wanted = got["rows"], expected["rows"]
    if not isinstance(rows, list | tuple):
        reject(f'"rows" is {kind_of(rows)}. Make it a list of dicts.', text_of(wanted), text_of(rows))
    if len(rows) != len(wanted):
        names = [[row.get("name") if isinstance(row, dict) else row for row in each] for each in (wanted, rows)]
        reject(f'"rows" has length {len(rows)}, expected {len(wanted)}.', text_of(names[0]), text_of(names[1]))
    for number, (row, right) in enumerate(zip(rows, wanted, strict=True)):
        check_row(row, right, f"rows[{number}]")
    for key in TOTALS:
        value = number_in(got[key])
        if value is None or not abs(value - expected[key]) <= EXACT * expected[key]:  # NaN fails too
            reject(told(key, got[key], expected[key]), repr(expected[key]), shown(got[key]), where=f'["{key}"]')


def check_row(row, wanted, place):
    """Check one row."""
    if not isinstance(row, dict):
        reject(f"{place} is {kind_of(row)}. Make each row a dict.", text_of(wanted), text_of(row))
    for key in FIELDS:
        where = f'{place}["{key}"], {wanted["name"]}'
        if key not in row:
            reject(f'a row has no "{key}".', text_of(wanted), text_of(row), where)
        if not is_field(key, row[key], wanted):
            reject(told(key, row[key], wanted[key]), repr(wanted[key]), shown(row[key]), where)


def is_field(key, value, row):
    """Say whether a field of a row is right."""
    number = number_in(value)
    match key:
        case "layer" | "parameters" | "gradient":
            return number == row[key]
        case "mu":
            return number is not None and abs(number - row["mu"]) <= RTOL * abs(row["mu"]) + CANCELLED * row["sigma"]
        case "sigma":
            return number is not None and abs(number - row["sigma"]) <= RTOL * row["sigma"]
        case "shape":
            return isinstance(value, list | tuple) and [number_in(length) for length in value] == list(row["shape"])
        case _:
            return type(value) is type(row[key]) and value == row[key]


def number_in(value):
    """Return a single number as Python's own, whatever holds it; None for anything else."""
    array = as_array(value, tensor=True)
    return array.item() if array is not None and array.size == 1 and array.dtype.kind in "biuf" else None


def told(key, value, wanted):
    """Return what is wrong with a field."""
    if isinstance(value, Tensor) or (isinstance(value, Opaque) and value.type_name.startswith("torch.")):
        return f'"{key}" is a tensor. Take the number out with .item(), or the sizes with tuple(…).'
    if isinstance(value, float) and np.isnan(value):
        return f'"{key}" is NaN, expected {wanted!r}.'
    return f'"{key}" is not what it should be.'


def shown(value):
    """Return a value as text, a number with all its digits."""
    return repr(value) if type(value) in (int, float) else text_of(value)


globals().update(
    standard(
        "model_info",
        example=({"model": Built("example")}, EXAMPLE),
        draw=draw,
        compare=assert_info,
        rounds=8,
        unchanged=False,
        speed=Fast(5, "400 parameters with 3.5 million elements", draw_deep),
    )
)


def agree(model_info, solution, *entries):
    """Check the answer to a model of these parameters."""
    made = Built("model", entries)
    assert_info(model_info(made), solution.model_info(made))


@level("basic")
def test_leaves_the_model_as_it_was(model_info, solution):
    """The model is the same after the call: values, dtypes, flags, mode.

    Catches: converts-the-model, freezes-the-model.
    """
    weight, zero = steps(3, 3), steps(5)
    entries = (trained("a.weight", weight), trained("b.weight", zero, kind="frozen"))
    call = model_info.returned(Built("watched", entries), echo=True)
    expected = {
        "a.weight": Tensor(weight.astype(np.float32)),
        "b.weight": Tensor(zero.astype(np.float32)),
        "_extra_state": {
            "requires_grad": [True, False],
            "grad": [False, False],
            "training": [True, True, True],
            "names": ["a.weight", "b.weight"],
        },
    }
    after = call.after[0] if isinstance(call.after, list) and call.after else None
    if not same(after, expected, rtol=0.0):
        reject("the model was changed by the call. Work on detached copies.", text_of(expected), text_of(after))
    assert_info(call.value, solution.model_info(Built("model", entries)))


@level("basic")
def test_answers_a_second_call_afresh(model_info, solution):
    """A second model, alike in names and shapes, gets its own answer.

    Catches: remembers_by_shape.py.
    """
    for shift in (0.0, 4.0):
        agree(model_info, solution, trained("layer.weight", steps(3, 3) + shift))


@level("edge cases")
def test_tells_trained_parameters_from_frozen_ones(model_info, solution):
    """Totals count all parameters; gradients only those with requires_grad.

    Catches: flag-of-the-whole-module.
    """
    entries = [("backbone.weight", (3, 3), "frozen"), ("backbone.zero", (5,), "trained")]
    entries += [("head.weight", (7,), "trained"), ("head.zero", (11,), "frozen")]
    agree(model_info, solution, *(trained(name, steps(*shape), kind=kind) for name, shape, kind in entries))


@level("edge cases")
def test_counts_the_bytes_of_each_dtype(model_info, solution):
    """Megabytes follow each dtype: float16 and bfloat16 take 2 bytes.

    Catches: forgets-bfloat16.
    """
    for first, second in [("float16", "float32"), ("bfloat16", "float64"), ("float32", "float16")]:
        agree(model_info, solution, trained("a.weight", steps(3, 5), first), trained("b.weight", steps(7), second))


@level("edge cases")
def test_gives_one_element_a_sigma_of_zero(model_info, solution):
    """The sigma of a single element is 0.0, not NaN; its shape may be ().

    Catches: nan-sigma.
    """
    agree(model_info, solution, trained("a.scale", 2.5), trained("a.shift", [-0.5]), trained("a.weight", [[[0.75]]]))


@level("edge cases")
def test_counts_a_shared_parameter_once(model_info, solution):
    """A parameter that two modules share has one row; two with equal values are two.

    Catches: shared-counted-twice, equal-taken-for-shared.
    """
    shared = trained("encoder.weight", "decoder.weight", "", "shared")
    agree(model_info, solution, trained("decoder.weight", steps(5, 3)), shared, trained("encoder.zero", steps(3)))
    agree(model_info, solution, *(trained(f"{name}.weight", steps(3, 3)) for name in ("a", "b")))


@level("edge cases")
def test_finds_the_parameters_and_no_buffers(model_info, solution):
    """A parameter that belongs to no layer inside the model has its row; a buffer, such as a running mean, has none.

    Catches: bare-parameter-missed, buffers-counted.
    """
    entries = [trained(name, steps(3 + 2 * n)) for n, name in enumerate(("anchor", "block.weight", "block.in.weight"))]
    agree(model_info, solution, *entries)
    agree(model_info, solution, *entries, trained("block.running_mean", steps(9), kind="buffer"))


@level("edge cases")
def test_cuts_module_list_off_the_front_of_a_name(model_info, solution):
    """Names lose a leading "module_list." and nothing else.

    Catches: forgets-the-dot.
    """
    names = ["head.weight", "module_list.0.lateral.weight", "module_list.module.weight", "module_lists.weight"]
    agree(model_info, solution, *(trained(name, steps(3 + 2 * n)) for n, name in enumerate(names)))


@level("edge cases")
def test_reads_parameters_of_any_memory_layout(model_info, solution):
    """A parameter that is not contiguous in memory is read correctly.

    Catches: views-as-a-row.
    """
    agree(model_info, solution, trained("layer.weight", steps(5, 3, 3), kind="transposed"))


@level("edge cases")
def test_accepts_a_model_without_parameters(model_info, solution):
    """A model without parameters gives no rows and zeros.

    Catches: crashes-without-parameters.
    """
    assert_info(model_info(WITHOUT), solution.model_info(WITHOUT))


@level("precision")
def test_computes_statistics_in_double(model_info, solution, rng):
    """The mean of half-precision weights is not rounded; weights far from zero and close together keep their sigma.

    Catches: statistics-in-their-own-dtype, statistics-in-float32.
    """
    # Rounding to float16 errs by up to 5e-4, evenly spread: that all sixteen means come out within 1e-4 by luck has a
    # probability below 1e-8. In float32, numbers near 1e6 lie 1/16 apart: each of ten sigmas is then wrong by some
    # 7e-4. In float64, even the mean of the squares less the square of the mean errs by no more than 1e-5 of sigma.
    short = [trained(f"layer{n}.weight", rng.normal(rng.uniform(1, 2), 0.3, (4, 16)), "float16") for n in range(16)]
    agree(model_info, solution, *short)
    far = [trained(f"layer{n}.weight", 1e6 + rng.normal(0, 5, 25), "float64") for n in range(10)]
    agree(model_info, solution, *far)


@level("precision")
def test_cuts_a_prefix_that_stands_twice_once(model_info, solution):
    """Of "module_list.module_list." the second one stays, and so does one inside a name.

    Catches: cuts-everywhere.
    """
    names = ["module_list.module_list.weight", "head.module_list.0.weight"]
    agree(model_info, solution, *(trained(name, steps(3 + 2 * n)) for n, name in enumerate(names)))


@level("basic")
def test_prints_each_parameter_and_the_totals(model_info, solution):
    """What is printed holds each parameter's name, shape and count, and the totals.

    Catches: prints-another-table.
    """
    expected, lines = printed(model_info, solution, Built("constants", ((1001, 1003, 0.03125), (3, 4, -1.5))))
    for row in expected["rows"]:
        named = [line for line in lines if row["name"] in line]
        sizes = r"\D+".join(map(str, row["shape"]))
        if not any(re.search(sizes, line) and re.search(count(row["parameters"]), line) for line in named):
            summary = f"no printed line holds the name, shape and count of {row['name']}."
            reject(summary, f"{row['name']}  {row['parameters']}  {row['shape']}", end_of(named or lines))
    if not re.search(count(expected["parameters"]), "\n".join(lines)):
        reject("the total of parameters is not printed.", str(expected["parameters"]), end_of(lines))


@level("table")
def test_prints_the_header(model_info, solution):
    """The header names the seven columns, in order, above the rows.

    Catches: numpy_statistics.py.
    """
    _, lines = printed(model_info, solution, Built("constants", ((3, 4, 0.5), (4, 2, 1.5))))
    if not any(re.fullmatch(EDGE + GAP.join(FIELDS) + EDGE, line, re.IGNORECASE) for line in lines):
        reject("the header is not among what was printed.", "  ".join(FIELDS), end_of(lines))


@level("table")
def test_prints_a_line_for_each_parameter(model_info, solution):
    """One line for each parameter: seven fields, counts to the last digit.

    Catches: std_mean_at_once.py.
    """
    made = Built("constants", ((1001, 1003, 0.03125), (3, 4, -1.5), (12, 5, 1024.0)))
    expected, lines = printed(model_info, solution, made)
    numbered = [line for line in lines if re.match(EDGE + r"\d+" + GAP + r"\S+" + GAP, line)]
    for number, row in enumerate(expected["rows"]):
        wanted = "  ".join(map(str, [*list(row.values())[:5], f"{row['mu']:.3g}", f"{row['sigma']:.3g}"]))
        line = numbered[number] if number < len(numbered) else ""
        if not is_line_of(row, line):
            summary = f"the line of {row['name']} is not what was printed."
            reject(summary, wanted, line.strip() or "no line", f"row {number}")
    check_no_rows(numbered[len(expected["rows"]) :], expected)


@level("table")
def test_prints_the_two_summary_lines(model_info, solution):
    """Two lines at the end: layers, parameters, gradients; megabytes. A model without parameters has them too.

    Catches: detached_copy.py.
    """
    entries = (trained("a.weight", steps(201, 301), kind="frozen"), trained("b.weight", steps(51, 101)))
    for made in (Built("model", entries), WITHOUT):
        expected, lines = printed(model_info, solution, made)
        if made is WITHOUT:
            check_no_rows(lines, expected)
        check_summary(lines, expected)


EDGE = r"[\s|│┃]*"
GAP = r"(?:[\s|│┃;]|,\s)+"
NUMBER = r"([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)"


def printed(model_info, solution, made):
    """Return the right answer, and the lines that a call prints whose answer is right."""
    expected, call = solution.model_info(made), model_info.returned(made)
    assert_info(call.value, expected)
    return expected, call.printed.splitlines()


def check_no_rows(lines, expected):
    """Check that no line looks like a row."""
    pattern = re.compile(EDGE + r"\d+" + GAP + r"\S+" + GAP + "(true|false)", re.IGNORECASE)
    if extra := [line for line in lines if pattern.match(line)]:
        reject("a row was printed that belongs to no parameter.", f"{len(expected['rows'])} rows", extra[0].strip())


def is_line_of(row, line):
    """Say whether a printed line holds the seven fields of a row, in order."""
    sizes = r"\s*[,x×]\s*".join(map(str, row["shape"]))
    fields = [str(row["layer"]), re.escape(row["name"]), str(row["gradient"]), count(row["parameters"])]
    fields += [r"(?:torch\.Size)?[\[(]*" + sizes + r",?[\])]*", NUMBER, NUMBER]
    found = re.fullmatch(EDGE + GAP.join(fields) + EDGE, line, re.IGNORECASE)
    return bool(found) and is_near(found[1], row["mu"]) and is_near(found[2], row["sigma"])


def count(number):
    """Return a pattern of a count: every digit, its thousands apart or not."""
    return f"{number:,}".replace(",", "[,_' ]?")


def is_near(text, number):
    """Say whether a printed number is near enough."""
    return abs(float(text) - number) <= max(PRINTED_RTOL * abs(number), PRINTED_ATOL)


def check_summary(lines, expected):
    """Check that the lines have the two of the summary, in order."""
    counts = (len(expected["rows"]), expected["parameters"], expected["gradients"])
    wanted = "{} layers, {} parameters, {} gradients".format(*counts)
    words = re.compile("layers?.*parameters?.*gradients?", re.IGNORECASE)
    at = next((number for number, line in enumerate(lines) if words.search(line)), None)
    if at is None:
        reject("the summary's first line is missing.", wanted, end_of(lines))
    if not re.search(r"\D+".join(rf"(?<![\d.,]){count(each)}(?!\d|[.,]\d)" for each in counts), lines[at]):
        reject("the summary's first line has other numbers.", wanted, lines[at].strip())
    sizes = (expected["parameters_mb"], expected["gradients_mb"])
    wanted = "{:.3g} MB of parameters, {:.3g} MB of gradients".format(*sizes)
    for line in lines[at + 1 :]:
        numbers = re.findall(NUMBER, line, re.IGNORECASE) if re.search("mb|megabyte", line, re.IGNORECASE) else []
        if len(numbers) == 2:
            if all(is_near(text, size) for text, size in zip(numbers, sizes, strict=True)):
                return
            reject("the summary's second line has other numbers.", wanted, line.strip())
    reject("the summary's second line is missing.", wanted, end_of(lines[at + 1 :]))


def end_of(lines):
    """Return the last lines as text."""
    return "\n".join(lines[-3:]) if any(line.strip() for line in lines) else "nothing was printed"
