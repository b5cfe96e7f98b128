"""Grades one exercise in a workflow of GitHub Actions: `python grade.py nms 10`, the points that it is worth.

Writes `result`, what the classroom-resources reporter takes, to $GITHUB_OUTPUT and a page to $GITHUB_STEP_SUMMARY.
Whatever breaks, there is a result that says so: without one the reporter would crash and say nothing.
"""

import base64
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import engine


def main(name, points):
    """Grade, and return the exit status: 0 whatever the verdict, else the grading itself broke."""
    try:
        python = engine.provide(os.path.join(os.environ["RUNNER_TEMP"], "shousi-engine"))
        status = engine.run(python, "actions", name, "--submission", os.environ["GITHUB_WORKSPACE"])
    except (KeyError, OSError, subprocess.CalledProcessError) as error:
        print(f"shousi: the engine could not be installed ({error!r}).", file=sys.stderr)
        status = 3
    if status:
        write_broken(name, points)
    return status


def write_broken(name, points):
    """Hand the reporter a result that says that the grading broke."""
    told = "The grading itself broke, which is not your fault. The log of this step says more; tell your instructor."
    facts = {"test_code": "", "filename": "", "line_no": 0, "duration": 0}
    test = {"name": name, "status": "error", "score": 0, "message": told, **facts}
    result = json.dumps({"version": 1, "status": "error", "max_score": points, "tests": [test]})
    with open(os.environ["GITHUB_OUTPUT"], "a", encoding="utf-8") as file:
        file.write(f"result={base64.b64encode(result.encode()).decode()}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
