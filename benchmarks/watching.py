"""How long it takes from a save to the verdict under --watch, at a terminal, as a learner sees it."""

import os
import pty
import signal
import subprocess
import sys
import time

WATCH = [sys.executable, "-P", "-m", "shousi", "grade", "nms", "--watch"]
# As an editor leaves it: right but for the threshold, and another text each time, so that each is a save.
WRONG = """
SAVE = {number}
_right = nms


def nms(boxes, scores, iou_threshold):
    return _right(boxes, scores, 0)
"""
TOLD = b"graded in"  # the last line of a verdict under --watch
PATIENCE = 60.0


def saves(root, runs):
    """Return the seconds from each save of a wrong answer to the end of its screen."""
    stub = root / "exercises" / "nms" / "nms.py"
    solution = (root / "solutions" / "nms" / "nms.py").read_text(encoding="utf-8")
    ours, theirs = pty.openpty()
    child = subprocess.Popen(WATCH, cwd=root, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True)
    os.close(theirs)
    seconds = []
    try:
        _read_until(ours, TOLD)
        for number in range(runs + 1):  # the first one loads what shows a failure
            begin = time.monotonic()
            stub.with_suffix(".new").write_text(solution + WRONG.format(number=number), encoding="utf-8")
            stub.with_suffix(".new").replace(stub)
            screen = _read_until(ours, TOLD)
            seconds.append(time.monotonic() - begin)
            if b"wrong answer" not in screen:
                sys.exit(f"bench: no wrong answer, but {screen[-300:]!r}")
    finally:
        child.send_signal(signal.SIGTERM)
        child.wait()
        os.close(ours)
    return seconds[1:]


def _read_until(terminal, text):
    screen, deadline = b"", time.monotonic() + PATIENCE
    while text not in screen:
        if time.monotonic() > deadline:
            sys.exit(f"bench: --watch did not come to {text!r}: {screen[-300:]!r}")
        screen += os.read(terminal, 1 << 16)
    return screen
