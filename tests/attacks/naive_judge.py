"""The judge that everybody writes first, deliberately weak: it imports the submission, or believes what it says.

A stand-alone program, started by weakened.py with one JSON argument. Exit status 0: accepted.
"""

import contextlib
import json
import os
import pickle
import signal
import subprocess
import sys
import time

sys.dont_write_bytecode = True
task = json.loads(sys.argv[1])
sys.path.insert(0, task["folder"])
os.chdir(task["folder"])

import numpy as np  # noqa: E402 - the submission's folder is on the path, as in all such judges

asked, call = task["asked"], task["call"]
expected = [task["secret"]] if asked is None else np.asarray(asked) * 2.0
grader = open(task["grader"], "rb")  # noqa: SIM115 - left open, as they do


def answer():
    """Import the submission into this very process and call it."""
    import attack

    if task["at_import"]:
        return attack.wrong(np.asarray(asked))
    return getattr(attack, call)(task["targets"] if asked is None else np.asarray(asked))


def shows():
    """Print what came back."""
    try:
        print(answer(), flush=True)
    except Exception as error:
        print(error, flush=True)


def compares_by_testing():
    """Compare as most graders do."""
    got = answer()
    np.testing.assert_allclose(got, expected)


def compares_by_allclose():
    """Compare as the others do."""
    got = answer()
    assert np.allclose(got, expected)


def compares_by_array_equal():
    """Compare by another function that the submission can replace."""
    got = answer()
    assert np.array_equal(got, expected)


def compares_by_equality():
    """Let what came back say whether it is right."""
    assert answer() == expected.tolist()


def compares_by_torch():
    """Compare tensors by the library's own function."""
    import torch

    got = answer()
    assert torch.equal(torch.as_tensor(expected), got) or torch.allclose(torch.as_tensor(expected), got)


def measures():
    """Measure by a clock that the submission can replace."""
    begin = time.perf_counter()
    np.testing.assert_allclose(answer(), expected)
    assert time.perf_counter() - begin < 0.03


def unpickles():
    """Have the answer from another process, pickled."""
    code = f"import sys, pickle; sys.path.insert(0, '.'); import attack, numpy as np\nsys.stdout.buffer.write(b'>' + pickle.dumps(attack.{call}(np.array({asked!r}))))"
    out = subprocess.run([sys.executable, "-B", "-c", code], stdout=subprocess.PIPE).stdout
    np.testing.assert_allclose(pickle.loads(out.rpartition(b">")[2]), expected)


def believes_the_output():
    """Have the verdict from the last line of another process."""
    code = f"import sys; sys.path.insert(0, '.'); import attack, numpy as np\nr = attack.{call}(np.array({asked!r}))\nprint('accepted' if np.allclose(r, {expected.tolist()!r}) else 'rejected')"
    out = subprocess.run([sys.executable, "-B", "-c", code], stdout=subprocess.PIPE, text=True).stdout
    assert out.split()[-1] == "accepted" or " passed" in out.splitlines()[-1]


def runs_pytest():
    """Run pytest in the submission's folder, as public autograders do."""
    with open("test_it.py", "w") as file:
        file.write(
            "import numpy as np, attack\n"
            f"def test_it(): np.testing.assert_allclose(attack.{call}(np.array({asked!r})), {expected.tolist()!r})\n"
        )
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_it.py"]
    sys.exit(subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode)


def sets_an_alarm():
    """Stop what takes too long by a signal to oneself."""

    class TooLong(Exception):
        pass

    def ring(*_):
        raise TooLong

    import warm  # the same submission before it does anything: what it imports is no part of its time

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    print("asked", flush=True)
    with contextlib.suppress(TooLong):
        str(answer())
    sys.exit(1)


def waits():
    """Wait for another process as long as it takes."""
    code = f"import sys; sys.path.insert(0, '.'); import attack\nattack.{call}({asked!r})"
    print("asked", flush=True)
    subprocess.run([sys.executable, "-B", "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    sys.exit(1)


def copies():
    """Copy what came back, whatever its size."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))  # so that nobody else has to bear it
    got = answer()
    try:
        np.array(got, dtype=float, copy=True)
    except MemoryError:
        os.abort()  # the judge is gone
    sys.exit(1)


try:
    globals()[task["how"]]()
except Exception:  # noqa: BLE001 - whatever it is: rejected
    sys.exit(1)
