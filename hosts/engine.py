"""Install the engine that lies beside this file into an environment of its own: `python -I engine.py FOLDER`."""

import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
# A plain torch brings gigabytes of CUDA along. Its CPU build is on an index that is asked for torch alone.
CPU_INDEX = "https://download.pytorch.org/whl/cpu"
CPU_BUILD = ["--no-deps", "--extra-index-url", CPU_INDEX, "--timeout", "5", "--retries", "0"]


def install(home):
    """Return the interpreter of the environment at `home`, which is made if it is missing.

    Every interpreter starts isolated (-I), so that a student's file is never imported in place of Python's own module.

    Raises:
        OSError: the environment cannot be made.
        subprocess.CalledProcessError: the environment cannot be made; the tool's own message is on the terminal.
    """
    python = os.path.join(home, "bin", "python")
    done = os.path.join(home, "installed")
    if not os.path.exists(done):
        subprocess.run([sys.executable, "-I", "-m", "venv", "--clear", home], check=True, stdout=sys.stderr)
        steps = [["requirements.txt"]]
        if os.path.exists(os.path.join(HERE, "torch.txt")):
            steps.insert(0, ["torch.txt", *CPU_BUILD])
        for step in steps:
            quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
            command = [python, "-I", "-m", "pip", "install", *quiet, "--requirement", *step]
            subprocess.run(command, check=True, cwd=HERE, stdout=sys.stderr)
        with open(done, "w", encoding="utf-8"):
            pass
    return python


def grade(python, host, *arguments):
    """Grade the assignment that lies beside this file for a host, and return the exit status."""
    seal = os.path.join(HERE, "assignment.seal")
    command = [python, "-I", "-m", "shousi", "classroom", "run", "--for", host, "--assignment", seal, *arguments]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    install(os.path.abspath(sys.argv[1]))
