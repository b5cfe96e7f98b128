"""Grade a submission for Classroom 50, which runs this in the student's checkout.

Writes result.json, release-body.md and a page for each exercise there. The exit status is 0 whatever the verdict; any
other status means that the grading itself broke. Then result.json says which exercise broke, or is missing. It is
never one that the student made.
"""

import os
import sys

if not sys.flags.isolated:  # neither the checkout nor this folder may hold what takes the place of Python's modules
    os.execv(sys.executable, [sys.executable, "-I", os.path.abspath(__file__)])  # noqa: S606

import runpy
import shutil
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
OUR_FAULT = 3


def main():
    """Install the engine, grade, and return the exit status."""
    checkout = os.getcwd()
    remove(os.path.join(checkout, "result.json"))  # before anything can fail: it would be taken for ours
    engine = runpy.run_path(os.path.join(HERE, "engine.py"))  # unlike an import, this reads no .pyc beside it
    try:
        with tempfile.TemporaryDirectory(prefix="shousi-engine-", dir=os.environ.get("RUNNER_TEMP")) as home:
            python = engine["install"](home)
            return engine["grade"](python, "classroom50", "--submission", checkout, "--out", checkout)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"shousi: the engine could not be installed ({error}).", file=sys.stderr)
        return OUR_FAULT


def remove(path):
    """Remove a file or folder of the student's that lies where the result goes."""
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.remove(path)


if __name__ == "__main__":
    sys.exit(main())
