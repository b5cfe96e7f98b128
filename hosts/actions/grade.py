"""Grade one exercise in a workflow of GitHub Actions: `python -I grade.py NAME POINTS`.

Writes `result`, for the reporter of classroom-resources, to $GITHUB_OUTPUT and a page to $GITHUB_STEP_SUMMARY.
If the grading breaks, the result says so, because the reporter crashes without one.

A student can write to the folder of this file. So nothing is imported from there: neither a module, which could take
the place of one of Python's, nor a .pyc file, which Python may run without comparing it with its source.
"""

import sys

if not sys.flags.isolated:
    sys.exit("shousi: run this as `python -I grade.py`, so that it imports nothing from this folder.")

import base64
import json
import os
import runpy
import subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
BROKE = "The grading itself broke, which is not your fault. The log of this step says more; tell your instructor."


def main(name, points):
    """Grade, and return the exit status: 0 whatever the verdict, anything else if the grading itself broke."""
    try:
        engine = runpy.run_path(os.path.join(HERE, "engine.py"))
        python = engine["install"](os.path.join(os.environ["RUNNER_TEMP"], "shousi-engine"))
        status = engine["grade"](python, "actions", name, "--submission", os.environ["GITHUB_WORKSPACE"])
    except (KeyError, OSError, subprocess.CalledProcessError) as error:
        print(f"shousi: the engine could not be installed ({error!r}).", file=sys.stderr)
        status = 3
    if status and not has_result():
        write_broken(name, points)
    return status


def has_result():
    """Say whether the engine has written a result: it does so for an exercise whose grading broke."""
    with open(os.environ["GITHUB_OUTPUT"], "a+", encoding="utf-8") as file:
        file.seek(0)
        return any(line.startswith("result=") for line in file)


def write_broken(name, points):
    """Give the reporter a result that says that the grading broke."""
    facts = {"test_code": "", "filename": "", "line_no": 0, "duration": 0}
    test = {"name": name, "status": "error", "score": 0, "message": BROKE, **facts}
    result = json.dumps({"version": 1, "status": "error", "max_score": points, "tests": [test]})
    with open(os.environ["GITHUB_OUTPUT"], "a", encoding="utf-8") as file:
        file.write(f"result={base64.b64encode(result.encode()).decode()}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
