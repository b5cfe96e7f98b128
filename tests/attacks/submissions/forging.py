"""Submissions that are wrong and want to pass: `wrong` is what they have, the rest is how they go about it."""

import atexit
import builtins
import ctypes
import os
import signal
import sys
import time

import numpy as np
import numpy.testing


_held = []
_clock = time.process_time


def wrong(x):
    return x + 1000.0


# ---------------------------------------------------------------------------------------------------------------------
# leaving


def leave(_):
    os._exit(0)


def exit_(_):
    sys.exit(0)


def quit_(_):
    raise SystemExit


class Quiet(SystemExit):
    code = 0


def leave_by_own_exception(_):
    raise Quiet


def leave_at_exit(x):
    atexit.register(os._exit, 0)
    return wrong(x)


def leave_in_a_finaliser(x):
    class Leaves:
        def __del__(self, leave=os._exit):
            leave(0)

    _held.append(Leaves())
    return wrong(x)


def leave_by_excepthook(x):
    sys.excepthook = lambda *_: os._exit(0)
    sys.unraisablehook = lambda *_: os._exit(0)
    atexit.register(lambda: os._exit(0))
    raise ValueError


def leave_by_trace(x):
    def trace(*_):
        os._exit(0)

    sys.setprofile(trace)
    return wrong(x)


def segfault(_):
    ctypes.string_at(0)


def abort(_):
    os.abort()


def kill_oneself(_):
    os.kill(os.getpid(), signal.SIGKILL)


# ---------------------------------------------------------------------------------------------------------------------
# answers that compare themselves


class Int(int):
    __hash__ = int.__hash__

    def __eq__(self, _):
        return True


class Str(str):
    __hash__ = str.__hash__

    def __eq__(self, _):
        return True


class Float(float):
    __hash__ = float.__hash__

    def __eq__(self, _):
        return True


class List(list):
    __hash__ = None

    def __eq__(self, _):
        return True


class Dict(dict):
    __hash__ = None

    def __eq__(self, _):
        return True


class Anything:
    __hash__ = None

    def __eq__(self, _):
        return True


def an_int(_):
    return Int(3)


def a_str(_):
    return Str("mine")


def a_float(_):
    return Float(3.0)


def a_list(_):
    return List([7.0, 7.0])


def a_dict(_):
    return Dict(a=1)


def anything(_):
    return Anything()


class Array(np.ndarray):
    __hash__ = None

    def __eq__(self, _):
        return True

    def __array_ufunc__(self, *_, **__):
        return np.bool_(True)

    def __array_function__(self, *_):
        return True


def an_array_that_is_equal(x):
    return wrong(x).view(Array)


def an_array_with_ufuncs(x):
    return wrong(x).view(Array)


class Functions:
    def __array_function__(self, *_):
        return True


def an_object_with_functions(_):
    return Functions()


class Digs:
    def __array__(self, *_, **__):
        return np.asarray(vars(sys.modules["__main__"])["expected"])


def an_object_that_digs(_):
    return Digs()


def an_empty_array(x):
    return np.empty((0, len(x)))


def a_masked_array(x):
    return np.ma.masked_all(len(x))


def objects_in_an_array(x):
    return np.array([Anything() for _ in x], dtype=object)


class Reduces:
    def __reduce__(self):
        return os._exit, (0,)


def an_object_that_reduces(_):
    return Reduces()


def an_array_that_reduces(x):
    return np.array([Reduces() for _ in x], dtype=object)


class ReducingArray(np.ndarray):
    def __reduce__(self):
        return os._exit, (0,)


def an_array_class_that_reduces(x):
    return x.view(ReducingArray)


def an_exception_that_reduces(x):
    return Reduces()


# ---------------------------------------------------------------------------------------------------------------------
# patches


def patch_testing(x):
    np.testing.assert_allclose = lambda *_, **__: None
    return wrong(x)


def patch_testing_inside(x):
    sys.modules["numpy.testing._private.utils"].assert_array_compare = lambda *_, **__: None
    return wrong(x)


def patch_allclose(x):
    np.allclose = lambda *_, **__: True
    return wrong(x)


def patch_array_equal(x):
    np.array_equal = lambda *_, **__: True
    return wrong(x)


def patch_everything_expected(x):
    main = sys.modules["__main__"]
    main.expected = wrong(x)
    return wrong(x)


def patch_all(x):
    np.all = builtins.all = lambda *_, **__: True
    np.isclose = lambda *_, **__: np.True_
    np.allclose = lambda *_, **__: True
    return wrong(x)


def patch_judge_through_modules(x):
    for module in list(sys.modules.values()):
        for name in ("assert_allclose", "allclose", "same", "assert_close", "verdict_of"):
            if hasattr(module, name):
                setattr(module, name, lambda *_, **__: True)
    return wrong(x)


def patch_pytest(x):
    try:
        import _pytest.python as inside

        inside.Function.runtest = lambda _: None
        os._exit(0)
    except ImportError:
        pass
    return wrong(x)


def patch_wire(x):
    from shousi import wire

    wire.flatten = lambda *_: ((wire.TupleNode([2.0, None])), [])
    return wrong(x)


def patch_time(x):
    for name in ("perf_counter", "process_time", "monotonic", "time", "perf_counter_ns", "process_time_ns"):
        setattr(time, name, lambda: 0)
    end = _clock() + 0.1
    while _clock() < end:
        pass
    return x * 2.0


def beside(x):
    return wrong(x)


# ---------------------------------------------------------------------------------------------------------------------
# printed verdicts


def print_the_verdict(x):
    print("accepted", flush=True)
    os._exit(0)


def print_a_summary(x):
    print("===== 5 passed in 0.01s =====", flush=True)
    os._exit(0)


def print_at_exit(x):
    atexit.register(lambda: (print("accepted", flush=True), os._exit(0)))
    return wrong(x)
