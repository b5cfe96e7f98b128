"""The checks of `model_info`. Each is a promise that the statement makes; its first line is what the learner reads."""

import re

import numpy as np

from shousi.compare import as_array, same
from shousi.display import kind_of, text_of
from shousi.grading import Built, Tensor, comparison, level, reject
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


@level("basic")
def test_describes_the_worked_example(model_info, solution):
    """The worked example of the statement, its argument passed by name.

    Catches: renamed-argument.
    """
    _hold(model_info(model=Built("example")), solution.model_info(Built("example")))


@level("basic")
def test_agrees_with_the_solution_on_random_models(model_info, solution, rng):
    """Random models: nested modules, many shapes, any values.

    Catches: looks-at-a-sample.
    """
    for _ in range(8):
        made = _drawn(rng)
        _hold(model_info(made), solution.model_info(made))


@level("edge cases")
def test_tells_trained_parameters_from_frozen_ones(model_info, solution):
    """Totals count all parameters; gradients only those with requires_grad.

    Catches: flag-of-the-whole-module.
    """
    made = Built(
        "model",
        (
            ("backbone.weight", _steps(3, 3), "float32", "frozen"),
            ("backbone.zero", _steps(5), "float32", "trained"),
            ("head.weight", _steps(7), "float32", "trained"),
            ("head.zero", _steps(11), "float32", "frozen"),
        ),
    )
    _hold(model_info(made), solution.model_info(made))


@level("edge cases")
def test_counts_the_bytes_of_each_dtype(model_info, solution):
    """Megabytes follow each dtype: float16 and bfloat16 take 2 bytes.

    Catches: forgets-bfloat16.
    """
    for first, second in [("float16", "float32"), ("bfloat16", "float64"), ("float32", "float16")]:
        entries = (("a.weight", _steps(3, 5), first, "trained"), ("b.weight", _steps(7), second, "trained"))
        made = Built("model", entries)
        _hold(model_info(made), solution.model_info(made))


@level("precision")
def test_computes_statistics_of_short_floats_in_double(model_info, solution, rng):
    """The mean of half-precision weights is not rounded to half precision.

    Catches: mean-in-its-own-dtype.
    """
    # Rounding to float16 errs by up to 5e-4, evenly spread: that all sixteen means come out within 1e-4 by luck has a
    # probability below 1e-8.
    entries = []
    for number in range(16):
        values = rng.normal(rng.uniform(1, 2), 0.3, (4, 16))
        entries.append((f"layer{number}.weight", values, "float16", "trained"))
    made = Built("model", tuple(entries))
    _hold(model_info(made), solution.model_info(made))


@level("precision")
def test_computes_the_deviation_around_a_large_mean(model_info, solution, rng):
    """Weights that lie far from zero and close together keep their sigma.

    Catches: statistics-in-float32.
    """
    # In float32, numbers near 1e6 lie 1/16 apart: each of the ten sigmas is then wrong by some 7e-4. In float64, even
    # the mean of the squares less the square of the mean errs by no more than 1e-5 of sigma.
    entries = []
    for number in range(10):
        values = 1e6 + rng.normal(0, 5, 25)
        entries.append((f"layer{number}.weight", values, "float64", "trained"))
    made = Built("model", tuple(entries))
    _hold(model_info(made), solution.model_info(made))


@level("edge cases")
def test_gives_one_element_a_sigma_of_zero(model_info, solution):
    """The sigma of a single element is 0.0, not NaN; its shape may be ().

    Catches: nan-sigma.
    """
    entries = (("a.scale", 2.5, "float32", "trained"), ("a.shift", [-0.5], "float32", "trained"))
    made = Built("model", (*entries, ("a.weight", [[[0.75]]], "float32", "trained")))
    _hold(model_info(made), solution.model_info(made))


@level("edge cases")
def test_counts_a_shared_parameter_once(model_info, solution):
    """A parameter that two modules share has one row and counts once.

    Catches: shared-counted-twice.
    """
    made = Built(
        "model",
        (
            ("decoder.weight", _steps(5, 3), "float32", "trained"),
            ("encoder.weight", "decoder.weight", "", "shared"),
            ("encoder.zero", _steps(3), "float32", "trained"),
        ),
    )
    _hold(model_info(made), solution.model_info(made))


@level("edge cases")
def test_keeps_equal_parameters_apart(model_info, solution):
    """Two parameters with equal values are two parameters.

    Catches: equal-taken-for-shared.
    """
    entries = [(f"{name}.weight", _steps(3, 3), "float32", "trained") for name in ("a", "b")]
    made = Built("model", tuple(entries))
    _hold(model_info(made), solution.model_info(made))


@level("edge cases")
def test_sees_a_parameter_of_the_model_itself(model_info, solution):
    """A parameter that belongs to no layer inside the model has its row.

    Catches: bare-parameter-missed.
    """
    entries = (("anchor", _steps(3), "float32", "trained"), ("block.weight", _steps(3, 3), "float32", "trained"))
    made = Built("model", (*entries, ("block.inner.weight", _steps(5), "float32", "trained")))
    _hold(model_info(made), solution.model_info(made))


@level("edge cases")
def test_leaves_buffers_out(model_info, solution):
    """Buffers, such as a running mean, are not parameters.

    Catches: buffers-counted.
    """
    entries = (("norm.weight", _steps(9), "float32", "trained"), ("norm.zero", _steps(7), "float32", "trained"))
    made = Built("model", (*entries, ("norm.running_mean", _steps(9), "float32", "buffer")))
    _hold(model_info(made), solution.model_info(made))


@level("edge cases")
def test_cuts_module_list_off_the_front_of_a_name(model_info, solution):
    """Names lose a leading "module_list." and nothing else.

    Catches: forgets-the-dot, strips-letters.
    """
    names = ["head.weight", "module_list.0.lateral.weight", "module_list.module.weight", "module_lists.weight"]
    made = Built("model", tuple((name, _steps(3 + 2 * n), "float32", "trained") for n, name in enumerate(names)))
    _hold(model_info(made), solution.model_info(made))


@level("precision")
def test_cuts_a_prefix_that_stands_twice_once(model_info, solution):
    """Of "module_list.module_list." the second one stays, and so does one inside a name.

    Catches: cuts-everywhere.
    """
    names = ["module_list.module_list.weight", "head.module_list.0.weight"]
    made = Built("model", tuple((name, _steps(3 + 2 * n), "float32", "trained") for n, name in enumerate(names)))
    _hold(model_info(made), solution.model_info(made))


@level("edge cases")
def test_reads_parameters_of_any_memory_layout(model_info, solution):
    """A parameter that is not contiguous in memory is read correctly.

    Catches: views-as-a-row.
    """
    made = Built("model", (("layer.weight", _steps(5, 3, 3), "float32", "transposed"),))
    _hold(model_info(made), solution.model_info(made))


@level("edge cases")
def test_accepts_a_model_without_parameters(model_info, solution):
    """A model without parameters gives no rows and zeros.

    Catches: crashes-without-parameters.
    """
    made = Built("without_parameters")
    _hold(model_info(made), solution.model_info(made))


@level("basic")
def test_prints_each_parameter_and_the_totals(model_info, solution):
    """What is printed holds each parameter's name, shape and count, and the totals.

    Catches: prints_nothing.py.
    """
    made = Built("constants", ((1001, 1003, 0.03125), (3, 4, -1.5)))
    expected = solution.model_info(made)
    printed = _printed(model_info, made, expected)
    for row in expected["rows"]:
        lines = [line for line in printed.splitlines() if row["name"] in line]
        sizes = r"\D+".join(map(str, row["shape"]))
        if not any(re.search(sizes, line) and re.search(_count(row["parameters"]), line) for line in lines):
            reject(
                f"no printed line holds the name, shape and count of {row['name']}.",
                f"{row['name']}  {row['parameters']}  {row['shape']}",
                _lines(lines or printed.splitlines()),
            )
    if not re.search(_count(expected["parameters"]), printed):
        reject("the total of parameters is not printed.", str(expected["parameters"]), _lines(printed.splitlines()))


@level("table")
def test_prints_the_summary_of_a_model_without_parameters(model_info, solution):
    """A model without parameters has its header and summary lines too.

    Catches: returns_before_printing.py.
    """
    made = Built("without_parameters")
    expected = solution.model_info(made)
    lines = _printed(model_info, made, expected).splitlines()
    _hold_no_rows(lines, expected)
    _hold_summary(lines, expected)


@level("basic")
def test_leaves_the_model_as_it_was(model_info, solution):
    """The model is the same after the call: values, dtypes, flags, mode.

    Catches: converts-the-model, freezes-the-model, sets-eval-mode.
    """
    weight, zero = _steps(3, 3), _steps(5)
    entries = (("a.weight", weight, "float32", "trained"), ("b.weight", zero, "float32", "frozen"))
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
    _hold(call.value, solution.model_info(Built("model", entries)))


@level("basic")
def test_answers_a_second_call_afresh(model_info, solution):
    """A second model, alike in names and shapes, gets its own answer.

    Catches: remembers_by_shape.py.
    """
    for shift in (0.0, 4.0):
        made = Built("model", (("layer.weight", _steps(3, 3) + shift, "float32", "trained"),))
        _hold(model_info(made), solution.model_info(made))


@level("table")
def test_prints_the_header(model_info, solution):
    """The header names the seven columns, in order, above the rows.

    Catches: prints_no_header.py.
    """
    made = Built("constants", ((3, 4, 0.5), (4, 2, 1.5)))
    _hold_header(_printed(model_info, made, solution.model_info(made)))


@level("table")
def test_prints_a_line_for_each_parameter(model_info, solution):
    """One line for each parameter: seven fields, counts to the last digit.

    Catches: prints_rounded_counts.py, prints_ones_for_true.py.
    """
    made = Built("constants", ((1001, 1003, 0.03125), (3, 4, -1.5), (12, 5, 1024.0)))
    expected = solution.model_info(made)
    _hold_rows(_printed(model_info, made, expected).splitlines(), expected)


@level("table")
def test_prints_the_two_summary_lines(model_info, solution):
    """Two lines at the end: layers, parameters, gradients; megabytes.

    Catches: prints_one_count_twice.py.
    """
    entries = (("a.weight", _steps(201, 301), "float32", "frozen"), ("b.weight", _steps(51, 101), "float32", "trained"))
    made = Built("model", entries)
    expected = solution.model_info(made)
    _hold_summary(_printed(model_info, made, expected).splitlines(), expected)


@level("speed")
def test_is_fast_enough_for_a_deep_model(model_info, speed):
    """400 parameters, 3.5 million elements: at most 5 times the reference.

    Catches: lists_of_numbers.py, walks_anew_for_each_row.py.
    """
    speed.at_most(5, model_info, _deep, compare=_hold)


def _deep(rng):
    """Return a model of 400 parameters, 3,488,000 elements; each call scales each parameter anew."""
    return (Built("deep", (rng.integers(-3, 4, 400).tolist(),)),)


def _drawn(rng):
    """Return a random model of three to fourteen parameters, all of them trained and float32."""
    blocks = ["stem", "body.0", "body.1", "body.2.inner", "head", "aux.deep.er.still"]
    names = [f"{block}.{leaf}" for block in blocks for leaf in ("weight", "extra", "gain")]
    entries = []
    for name in rng.permutation(names)[: rng.integers(1, 13)].tolist():
        rank = int(rng.integers(1, 6))
        shape = [(2000, 400, 40, 12, 6, 4)[rank], *[0] * (rank - 1)]
        shape = [int(rng.integers(2, shape[0] + 1)) for _ in range(rank)]
        values = rng.gamma(2.0, rng.uniform(0.01, 3), shape) + rng.normal(0, 2)  # lopsided: the mean is no middle
        entries.append((name, values, "float32", "trained"))
    large = rng.gamma(2.0, 1.0, 10_000)
    large[5_000:] -= 2
    entries.append(("zoom.weight", large, "float32", "trained"))
    return Built("model", (*entries, ("zoom.window", rng.normal(0, 1, 2), "float32", "trained")))


def _steps(*shape):
    """Return values around 1.5 of an odd number, whose mean and deviation come out exactly in any arithmetic.

    One element is 1.5, half of the others lie 0.5 above and half 0.5 below: the sum of squares is (n - 1) / 4. So a
    mistake elsewhere is diagnosed whichever way sigma is computed.
    """
    count = int(np.prod(shape))
    assert count % 2, "an even number of elements has no such values"
    return np.r_[1.5, np.resize([2.0, 1.0], count - 1)].reshape(shape)


# What is returned -----------------------------------------------------------------------------------------------------


@comparison
def _hold(got, expected):
    """Hold a returned dict to be the expected one; further keys are not looked at."""
    if not isinstance(got, dict):
        advice = " Is there a return statement on every path?" if got is None else ""
        reject(f"expected a dict, got {kind_of(got)}.{advice}", text_of(expected), text_of(got))
    for key in ("rows", *TOTALS):
        if key not in got:
            reject(f'the returned dict has no "{key}".', text_of(expected), text_of(got))
    rows = got["rows"]
    if not isinstance(rows, list | tuple):
        reject(f'"rows" is {kind_of(rows)}. Make it a list of dicts.', text_of(expected["rows"]), text_of(rows))
    if len(rows) != len(expected["rows"]):
        names = [
            [row.get("name") if isinstance(row, dict) else row for row in each] for each in (expected["rows"], rows)
        ]
        reject(
            f'"rows" has length {len(rows)}, expected {len(expected["rows"])}.', text_of(names[0]), text_of(names[1])
        )
    for number, (row, wanted) in enumerate(zip(rows, expected["rows"], strict=True)):
        _hold_row(row, wanted, f"rows[{number}]")
    for key in TOTALS:
        value = _number(got[key])
        if value is None or not abs(value - expected[key]) <= EXACT * expected[key]:  # NaN fails too
            reject(_told(key, got[key], expected[key]), repr(expected[key]), _repr(got[key]), where=f'["{key}"]')


def _hold_row(row, wanted, place):
    if not isinstance(row, dict):
        reject(f"{place} is {kind_of(row)}. Make each row a dict.", text_of(wanted), text_of(row))
    for key in FIELDS:
        where = f'{place}["{key}"], {wanted["name"]}'
        if key not in row:
            reject(f'a row has no "{key}".', text_of(wanted), text_of(row), where)
        if not _is_field(key, row[key], wanted):
            reject(_told(key, row[key], wanted[key]), repr(wanted[key]), _repr(row[key]), where)


def _is_field(key, value, row):
    match key:
        case "layer" | "parameters" | "gradient":
            return _number(value) == row[key]
        case "mu":
            number = _number(value)
            return number is not None and abs(number - row["mu"]) <= RTOL * abs(row["mu"]) + CANCELLED * row["sigma"]
        case "sigma":
            number = _number(value)
            return number is not None and abs(number - row["sigma"]) <= RTOL * row["sigma"]
        case "shape":
            return isinstance(value, list | tuple) and [_number(length) for length in value] == list(row["shape"])
        case _:
            return type(value) is type(row[key]) and value == row[key]


def _number(value):
    """Return a single number as Python's own, whatever holds it; None for anything else."""
    array = as_array(value, tensor=True)
    return array.item() if array is not None and array.size == 1 and array.dtype.kind in "biuf" else None


def _told(key, value, wanted):
    if isinstance(value, Tensor) or (isinstance(value, Opaque) and value.type_name.startswith("torch.")):
        return f'"{key}" is a tensor. Take the number out with .item(), or the sizes with tuple(…).'
    if isinstance(value, float) and np.isnan(value):
        return f'"{key}" is NaN, expected {wanted!r}.'
    return f'"{key}" is not what it should be.'


def _repr(value):
    return repr(value) if type(value) in (int, float) else text_of(value)


# What is printed ------------------------------------------------------------------------------------------------------

EDGE = r"[\s|│┃]*"
GAP = r"(?:[\s|│┃;]|,\s)+"
NUMBER = r"([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)"


def _printed(model_info, made, expected):
    """Return what a call prints whose answer is right."""
    call = model_info.returned(made)
    _hold(call.value, expected)
    return call.printed


def _hold_header(printed):
    """Hold a line to be the header."""
    lines = printed.splitlines()
    pattern = re.compile(EDGE + GAP.join(FIELDS) + EDGE, re.IGNORECASE)
    if not any(map(pattern.fullmatch, lines)):
        reject("the header is not among what was printed.", "  ".join(FIELDS), _lines(lines))


def _hold_rows(lines, expected):
    """Hold the lines to have one for each row, in order, and no other that looks like one."""
    numbered = [line for line in lines if re.match(EDGE + r"\d+" + GAP + r"\S+" + GAP, line)]
    rows = expected["rows"]
    for number, row in enumerate(rows):
        shown = "  ".join(map(str, [*list(row.values())[:5], f"{row['mu']:.3g}", f"{row['sigma']:.3g}"]))
        line = numbered[number] if number < len(numbered) else ""
        if not _is_line_of(row, line):
            reject(
                f"the line of {row['name']} is not what was printed.", shown, line.strip() or "no line", f"row {number}"
            )
    _hold_no_rows(numbered[len(rows) :], expected)


def _hold_no_rows(lines, expected):
    extra = [
        line for line in lines if re.match(EDGE + r"\d+" + GAP + r"\S+" + GAP + "(true|false)", line, re.IGNORECASE)
    ]
    if extra:
        reject("a row was printed that belongs to no parameter.", f"{len(expected['rows'])} rows", extra[0].strip())


def _is_line_of(row, line):
    """Say whether a printed line holds the seven fields of a row, in order."""
    sizes = r"\s*[,x×]\s*".join(map(str, row["shape"]))
    fields = [
        str(row["layer"]),
        re.escape(row["name"]),
        str(row["gradient"]),
        _count(row["parameters"]),
        r"(?:torch\.Size)?[\[(]*" + sizes + r",?[\])]*",
        NUMBER,
        NUMBER,
    ]
    found = re.fullmatch(EDGE + GAP.join(fields) + EDGE, line, re.IGNORECASE)
    return bool(found) and _is_near(found[1], row["mu"]) and _is_near(found[2], row["sigma"])


def _count(number):
    """Return a pattern of a count: every digit, its thousands apart or not."""
    return f"{number:,}".replace(",", "[,_' ]?")


def _is_near(text, number):
    return abs(float(text) - number) <= max(PRINTED_RTOL * abs(number), PRINTED_ATOL)


def _hold_summary(lines, expected):
    """Hold the lines to have the two of the summary, in order."""
    counts = (len(expected["rows"]), expected["parameters"], expected["gradients"])
    shown = "{} layers, {} parameters, {} gradients".format(*counts)
    names = ("layers?", "parameters?", "gradients?")
    left = rest = None
    for number, line in enumerate(lines):
        if re.search(".*".join(names), line, re.IGNORECASE):
            left, rest = line, lines[number + 1 :]
            break
    if left is None:
        reject("the summary's first line is missing.", shown, _lines(lines))
    if not re.search(r"\D+".join(rf"(?<![\d.,]){_count(count)}(?!\d|[.,]\d)" for count in counts), left):
        reject("the summary's first line has other numbers.", shown, left.strip())
    sizes = (expected["parameters_mb"], expected["gradients_mb"])
    shown = "{:.3g} MB of parameters, {:.3g} MB of gradients".format(*sizes)
    for line in rest:
        numbers = re.findall(NUMBER, line, re.IGNORECASE) if re.search("mb|megabyte", line, re.IGNORECASE) else []
        if len(numbers) == 2:
            if all(_is_near(text, size) for text, size in zip(numbers, sizes, strict=True)):
                return
            reject("the summary's second line has other numbers.", shown, line.strip())
    reject("the summary's second line is missing.", shown, _lines(rest))


def _lines(lines):
    return "\n".join(lines[-3:]) if any(line.strip() for line in lines) else "nothing was printed"
