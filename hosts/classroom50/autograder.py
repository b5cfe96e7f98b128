"""Grades a submission for Classroom 50, which runs this in the student's checkout.

It writes result.json, release-body.md and a page for each exercise there and ends with 0 whatever the verdict; any
other status says that the grading itself broke, and then there is no result.json, not even one of the student's own.
"""

import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import engine

OUR_FAULT = 3


def main():
    """Install the engine, grade, and return the exit status."""
    checkout = os.getcwd()
    remove(os.path.join(checkout, "result.json"))  # before anything can fail
    with tempfile.TemporaryDirectory(prefix="shousi-engine-", dir=os.environ.get("RUNNER_TEMP")) as home:
        try:
            python = engine.provide(home)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"shousi: the engine could not be installed ({error}).", file=sys.stderr)
            return OUR_FAULT
        return engine.run(python, "classroom50", "--submission", checkout, "--out", checkout)


def remove(path):
    """Remove what a student may have put where the result goes."""
    if os.path.isdir(path) and not os.path.islink(path):
        shutil.rmtree(path)
    elif os.path.lexists(path):
        os.remove(path)


if __name__ == "__main__":
    sys.exit(main())
