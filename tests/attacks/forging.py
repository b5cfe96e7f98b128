"""Forging: a wrong submission that wants to pass."""

from __future__ import annotations

import msgspec

from attacks import oracles
from attacks.frame import SHORT, Attack
from attacks.oracles import Oracle

_IN_ONE = "compares in one process"
_ASKED = [1.0, 2.0]
_ENOUGH = msgspec.structs.replace(SHORT, cpu=2.0, wall=5.0)  # they sleep once they have said their piece


def _one(
    name: str, call: str, against: str, *, at_import: bool = False, beside: tuple[tuple[str, str], ...] = (),
    file: str = "forging", needs: tuple[str, ...] = (),
) -> Attack:  # fmt: skip
    return Attack(
        name=name, line="Forging", file=file, call=call, saw=oracles.accepted, asked=_ASKED, against=against,
        at_import=at_import, beside=beside, needs=needs,
    )  # fmt: skip


def _frame(
    name: str, call: str, against: str, lifted: str, saw: Oracle = oracles.accepted, *, at_import: bool = False,
    once_more: bool = False,
) -> Attack:  # fmt: skip
    return Attack(
        name=name, line="Forging", file="frames", call=call, saw=saw, asked=_ASKED, against=against, lifted=(lifted,),
        limits=_ENOUGH, loosened=_ENOUGH,
        at_import=at_import, once_more=once_more,
    )  # fmt: skip


def _silent(name: str, call: str) -> Attack:
    return Attack(
        name=name, line="Forging", file="frames", call=call, saw=oracles.outlives_its_time, asked=_ASKED,
        limits=SHORT, loosened=SHORT, against="reads without end", lifted=("patience",),
    )  # fmt: skip


def _cap(name: str, call: str, cap: str) -> Attack:
    frame = _frame(name, call, f"has no {cap}", cap, oracles.takes_it)
    return msgspec.structs.replace(frame, lifted=(cap, "reply"))  # the limit of a reply's size would stop many, too


def _files(*names: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, "import os\nos._exit(0)\n") for name in names)


_PASSES = (
    "import os\n\n\ndef pytest_sessionfinish(session):\n    session.exitstatus = 0\n\n\n"
    "def pytest_unconfigure():\n    os._exit(0)\n"
)
_PYTEST = "runs pytest"
_TORCH = "asks torch"
_NO_NONCE, _ALWAYS_0 = "nonce", "numbers every question 0"
_NO_CATCH = "errors"

ATTACKS = (
    _one("os._exit(0) in a call", "leave", _IN_ONE),
    _one("os._exit(0) at import", "leave", _IN_ONE, at_import=True),
    _one("sys.exit(0) in a call", "exit_", _IN_ONE),
    _one("sys.exit(0) at import", "exit_", _IN_ONE, at_import=True),
    _one("SystemExit raised", "quit_", _IN_ONE),
    _one("an exception of its own that exits", "leave_by_own_exception", _IN_ONE),
    _one("os._exit(0) at exit", "leave_at_exit", _IN_ONE),
    _one("os._exit(0) in a finaliser", "leave_in_a_finaliser", _IN_ONE),
    _one("os._exit(0) when an exception is handled", "leave_by_excepthook", _IN_ONE),
    _one("os._exit(0) in a profiler of the judge", "leave_by_trace", _IN_ONE),
    _one("a segmentation fault in a call", "segfault", _IN_ONE),
    _one("a segmentation fault at import", "segfault", _IN_ONE, at_import=True),
    _one("abort in a call", "abort", _IN_ONE),
    _one("abort at import", "abort", _IN_ONE, at_import=True),
    _one("SIGKILL to itself", "kill_oneself", _IN_ONE),
    _one("SIGKILL to itself at import", "kill_oneself", _IN_ONE, at_import=True),
    _one("an int that equals everything", "an_int", "asks the answer"),
    _one("a str that equals everything", "a_str", "asks the answer"),
    _one("a float that equals everything", "a_float", "asks the answer"),
    _one("a list that equals everything", "a_list", "asks the answer"),
    _one("a dict that equals everything", "a_dict", "asks the answer"),
    _one("an object that equals everything", "anything", "asks the answer"),
    _one("an array that equals everything", "an_array_that_is_equal", "asks the answer"),
    _one("an array with its own __array_ufunc__", "an_array_with_ufuncs", "asks np.allclose"),
    _one("an object with its own __array_function__", "an_object_with_functions", "asks np.allclose"),
    _one("an array with its own __array_function__", "an_array_with_ufuncs", "asks np.array_equal"),
    _one("an object whose __array__ finds what is expected", "an_object_that_digs", "asks np.allclose"),
    _one("an empty array that fits any shape", "an_empty_array", "asks np.allclose"),
    _one("an array with everything masked", "a_masked_array", _IN_ONE),
    _one("an array of objects that equal everything", "objects_in_an_array", "asks np.array_equal"),
    _one("an object with __reduce__", "an_object_that_reduces", "unpickles"),
    _one("an array of objects with __reduce__", "an_array_that_reduces", "unpickles"),
    _one("an array class with __reduce__", "an_array_class_that_reduces", "unpickles"),
    _one("np.testing replaced", "patch_testing", _IN_ONE),
    _one("the inside of np.testing replaced", "patch_testing_inside", _IN_ONE),
    _one("np.allclose replaced", "patch_allclose", "asks np.allclose"),
    _one("np.array_equal replaced", "patch_array_equal", "asks np.array_equal"),
    _one("all and np.isclose replaced", "patch_all", "asks np.allclose"),
    _one("the expected value replaced in the main module", "patch_everything_expected", _IN_ONE),
    _one("every comparison in every module replaced", "patch_judge_through_modules", _IN_ONE),
    _one("pytest replaced", "patch_pytest", _PYTEST),
    Attack(
        name="the clock replaced",
        line="Forging",
        file="forging",
        call="patch_time",
        saw=oracles.looks_fast,
        asked=_ASKED,
        against="measures inside",
    ),
    _one("conftest.py beside the submission", "beside", _PYTEST, beside=(("conftest.py", _PASSES),)),
    _one(
        "pytest.ini beside the submission",
        "beside",
        _PYTEST,
        beside=(("pytest.ini", "[pytest]\naddopts = --collect-only\n"),),
    ),
    _one("sitecustomize.py beside the submission", "beside", _PYTEST, beside=_files("sitecustomize.py")),
    _one("pytest.py beside the submission", "beside", _PYTEST, beside=_files("pytest.py")),
    _one("numpy.py beside the submission", "beside", _IN_ONE, beside=_files("numpy.py")),
    _one("torch.py beside the submission", "beside", _TORCH, beside=_files("torch.py")),
    _one("a printed verdict", "print_the_verdict", "reads the output"),
    _one("a printed summary of pytest", "print_a_summary", "reads the output"),
    _one("a verdict printed at exit", "print_at_exit", "reads the output"),
    _one(
        "a tensor with its own __torch_function__", "a_tensor_with_functions", _TORCH, file="torching", needs=("torch",)
    ),
    _one(
        "an object with its own __torch_function__",
        "an_object_with_functions",
        _TORCH,
        file="torching",
        needs=("torch",),
    ),
    _one("torch.equal replaced", "patch_equal", _TORCH, file="torching", needs=("torch",)),
    _one("a tensor with __reduce_ex__", "a_tensor_that_reduces", "unpickles", file="torching", needs=("torch",)),
    _frame("an answer written before the question", "before_the_question", _ALWAYS_0, _NO_NONCE, at_import=True),
    _frame("an answer with a guessed number", "with_a_guessed_nonce", _ALWAYS_0, _NO_NONCE),
    _frame("an answer with the number before", "with_the_nonce_before", _ALWAYS_0, _NO_NONCE),
    _frame("an answer replayed", "replayed", _ALWAYS_0, _NO_NONCE, oracles.accepted_again, once_more=True),
    _frame(
        "two answers with the right number", "two_answers", _ALWAYS_0, _NO_NONCE, oracles.accepted_again, once_more=True
    ),
    _frame(
        "an answer that says it took no time", "for_no_time", "believes the worker's clock", "clock", oracles.looks_fast
    ),
    _frame(
        "an answer to another kind of question", "of_another_kind", "does not look at kinds", "kinds", oracles.takes_it
    ),
    _cap("a header of 4 GiB announced", "header_of_four_gigabytes", "MAX_HEADER"),
    _cap("a blob of 2**63 bytes announced", "blob_of_2_to_the_63", "MAX_BLOB"),
    _cap("a blob of a terabyte announced", "blob_of_a_terabyte", "MAX_BLOB"),
    _cap("lists nested 100 deep", "nested_100_deep", "MAX_DEPTH"),
    _cap("300,000 numbers one by one", "many_nodes", "MAX_NODES"),
    _cap("240,000 empty lists", "many_empty_lists", "MAX_NODES"),
    _cap("240,000 times the same tuple", "aliased_many_times", "MAX_NODES"),
    _cap("an array of strings", "strings_in_an_array", "DTYPES"),
    _cap("an array of raw bytes", "raw_bytes_in_an_array", "DTYPES"),
    _cap("an array of dates", "dates_in_an_array", "DTYPES"),
    _cap("an array in the other byte order", "other_byte_order", "DTYPES"),
    _cap("an array of 17 dimensions", "seventeen_dimensions", "MAX_RANK"),
    _frame("lists nested 100,000 deep", "nested_100_000_deep", "expects no errors", _NO_CATCH, oracles.takes_it),
    _frame("text that is not UTF-8", "not_utf8", "expects no errors", _NO_CATCH, oracles.takes_it),
    _frame("an extension of msgpack", "an_extension", "expects no errors", _NO_CATCH, oracles.takes_it),
    _frame("a kind of reply that there is not", "an_unknown_kind", "expects no errors", _NO_CATCH, oracles.takes_it),
    _frame("half a header", "half_a_header", "expects no errors", _NO_CATCH, oracles.takes_it),
    _frame("more bytes after a header", "more_after_the_header", "expects no errors", _NO_CATCH, oracles.takes_it),
    _silent("half a frame and silence", "half_a_frame"),
    _silent("half a preamble and silence", "half_a_preamble"),
    _silent("an answer drop by drop", "drop_by_drop"),
)
