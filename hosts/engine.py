"""Installs the engine that lies beside this file into an environment of its own: `python engine.py FOLDER`."""

import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
# A plain torch brings gigabytes of CUDA along. Only torch itself is looked for where its CPU build is.
CPU_INDEX = "https://download.pytorch.org/whl/cpu"
CPU_BUILD = ["--no-deps", "--extra-index-url", CPU_INDEX, "--timeout", "5", "--retries", "0"]


def provide(home):
    """Return the interpreter of the environment at `home`, which is made where it is missing.

    Nothing here looks into the folder in which it runs: a student's file must not pass for a module of Python's.

    Raises:
        OSError: it cannot be made.
        subprocess.CalledProcessError: it cannot be made; what the tool said is on the terminal.
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


def run(python, host, *arguments):
    """Grade the assignment that lies beside this file as a host asks for it, and return the exit status."""
    kit = os.path.join(HERE, "assignment.seal")
    command = [python, "-I", "-m", "shousi", "classroom", "run", "--for", host, "--kit", kit, *arguments]
    return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    provide(os.path.abspath(sys.argv[1]))
