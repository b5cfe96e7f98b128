"""Grade exercises and work on shousi: `nox -s grade -- nms`, or `python3 noxfile.py -s grade -- nms` without nox."""

# Run as a script, this file finds nox, or builds a private environment that holds it, and runs nox on itself; read by
# nox, it defines the sessions. Python reads a whole file before it runs the first line, so the syntax stays that of
# Python 3.6: an old Python has to get as far as the line that tells its owner what is needed.

import contextlib
import importlib.util
import os
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.abspath(__file__))
USAGE, OUR_FAULT = 2, 3  # exit statuses; 0 and 1 are verdicts
STARTED = "SHOUSI_COMMAND"  # tells shousi how it was started, for the commands that its messages name


def say(line):
    """Tell the person at the terminal; standard output belongs to the command that was asked for."""
    print(f"shousi: {line}", file=sys.stderr, flush=True)


def give_up(line, status=OUR_FAULT):
    """End with a line that says what failed and what to do."""
    say(line)
    sys.exit(status)


if sys.version_info < (3, 11):  # noqa: UP036 - any Python may be the one that starts this
    give_up(
        "needs Python 3.11 or newer, and this is {}.{}. Try again with a newer one.".format(*sys.version_info), USAGE
    )


def python_of(home):
    """Return the path of the interpreter of the environment at `home`."""
    return os.path.join(home, "Scripts", "python.exe") if os.name == "nt" else os.path.join(home, "bin", "python")


def provide(name, contents, build):
    """Build the environment .nox/`name` unless it already holds `contents`, and return its interpreter.

    The stamp, what an environment holds and what it stands on, is written last: an interrupted build is done again.
    """
    home = os.path.join(ROOT, ".nox", name)
    stamp = f"{contents}\nPython {sys.version}\n{sys.base_prefix}\n{home}\n"
    if read_stamp(home) == stamp:
        return python_of(home)
    try:
        with locked(home):
            if read_stamp(home) != stamp:  # else another process has built it meanwhile
                say(f"setting up .nox/{name} (only this once)")
                with contextlib.suppress(FileNotFoundError):
                    os.remove(os.path.join(home, "stamp"))  # before the build takes apart what it vouches for
                build(home)
                with open(os.path.join(home, "stamp"), "w", encoding="utf-8") as file:
                    file.write(stamp)
    except OSError as error:
        give_up(f"cannot set up .nox/{name}: {error}. Put that right, then run the same command again.")
    return python_of(home)


def read_stamp(home):
    """Return the stamp of the environment at `home`; nothing where it is unfinished, or its interpreter is gone."""
    try:
        with open(os.path.join(home, "stamp"), encoding="utf-8") as file:
            return file.read() if os.path.exists(python_of(home)) else ""
    except OSError:
        return ""


@contextlib.contextmanager
def locked(home):
    """Keep other processes from building the same environment; the system drops the lock with its holder."""
    os.makedirs(os.path.dirname(home), exist_ok=True)
    with open(f"{home}.lock", "w", encoding="utf-8") as file:
        while not try_lock(file):
            time.sleep(0.1)
        yield


def try_lock(file):
    """Take the lock on an open file and return True; False while another process holds it."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def run(tool, command):
    """Run one step of a build; show what it printed only if it fails."""
    ran = subprocess.run(command, check=False, input=b"", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if ran.returncode:
        print(ran.stdout.decode(errors="replace"), end="", file=sys.stderr)
        give_up(f"{tool} failed: see the lines above. Check the network connection, then run the same command again.")


def venv_with_pip(home):
    """Make an empty environment at `home`; return the command of a pip that installs into it.

    Debian's Python takes no packages itself and may lack ensurepip: a pip at hand is lent, which is also faster.
    """
    venv = [sys.executable, "-P", "-m", "venv", "--clear", home]
    if importlib.util.find_spec("pip"):
        run("venv", [*venv, "--without-pip"])
        return [sys.executable, "-P", "-m", "pip", "--python", python_of(home)]
    if importlib.util.find_spec("ensurepip"):
        run("venv", venv)
        return [python_of(home), "-m", "pip"]
    return give_up("this Python has no pip. Install it (Debian, Ubuntu: apt install python3-pip), then try again.")


def pip_install(home, what):
    """Make the environment at `home` and install `what` into it with pip, which compiles unasked."""
    run("pip", [*venv_with_pip(home), "install", "--disable-pip-version-check", "--no-input", *what])


def wait_for(command, directory=None):
    """Run a command on this terminal and return its exit status; as a shell does, 128 + n where signal n ended it."""
    process = subprocess.Popen(command, cwd=directory)
    while process.returncode is None:
        with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C reached the command too: let it tidy up
            process.wait()
    return process.returncode if process.returncode >= 0 else 128 - process.returncode


def main(arguments):
    """Run nox on this file, from a private environment where this Python has none."""
    os.environ[STARTED] = "python3 noxfile.py"
    arguments = ["-f", os.path.abspath(__file__), *arguments]
    if importlib.util.find_spec("nox"):
        from nox.__main__ import main as nox_main

        sys.argv[1:] = arguments
        sys.exit(nox_main())
    python = provide("_nox", "nox[uv]", lambda home: pip_install(home, ["nox[uv]"]))
    command = [python, "-P", "-m", "nox", *arguments]  # -P: a learner's file must not pass for one of nox's modules
    if os.name == "nt":  # there exec would hand the terminal back at once
        sys.exit(wait_for(command))
    os.execv(python, command)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)


# From here on only nox reads: a script has ended above.
import atexit
import gc
import glob
import json
import shutil
import tomllib

import nox

nox.options.sessions = ["tests", "lint"] if os.path.isdir(os.path.join(ROOT, "tests")) else ["list"]  # a starter
nox.options.default_venv_backend = "none"  # the sessions share the environments below
os.environ.setdefault(STARTED, "nox")  # unless a script has said it above
atexit.register(gc.freeze)  # else Python looks through all that nox has loaded before it ends: 40 ms

# Environment: the dependency groups in it, beside the project's dependencies.
NEEDS = {"base": (), "torch": ("torch",), "dev": ("dev",), "classroom": ("classroom",), "pictures": ("pictures",)}


def environment(need):
    """Return the interpreter of the environment .nox/`need`, set up again only when pyproject.toml asks for it."""
    with open(os.path.join(ROOT, "pyproject.toml"), "rb") as file:
        pyproject = tomllib.load(file)
    extra = [requirement for group in NEEDS[need] for requirement in pyproject["dependency-groups"][group]]
    contents = json.dumps([pyproject["build-system"], pyproject["project"], extra])
    build = install_torch if need == "torch" else install
    return provide(need, contents, lambda home: build(home, ["--editable", ROOT, *extra]))


def install(home, what):
    """Make the environment at `home` and install `what` into it, compiled: else NumPy takes six times as long."""
    uv = find_uv()
    if uv is None:
        pip_install(home, what)
    else:
        shutil.rmtree(home, ignore_errors=True)
        run("uv", [uv, "venv", "--python", sys.executable, home])
        run("uv", [uv, "pip", "install", "--compile-bytecode", "--python", python_of(home), *what])


# On Linux a plain torch brings gigabytes of CUDA along. The CPU build has a version of its own (+cpu), which this index
# offers, and wheels at hand may. One that cannot be reached costs five seconds, once: only torch is looked for there.
CPU_INDEX = "https://download.pytorch.org/whl/cpu"
CPU_BUILD = ["--no-deps", "--extra-index-url", CPU_INDEX, "--timeout", "5", "--retries", "0"]


def install_torch(home, what):
    """Make the environment at `home` with pip: torch first and by itself, then `what`, which finds it there."""
    pip = venv_with_pip(home)
    torch = [requirement for requirement in what if requirement.startswith("torch")]
    for step in ([*CPU_BUILD, *torch], what):
        run("pip", [*pip, "install", "--disable-pip-version-check", "--no-input", *step])


def find_uv():
    """Return the path of the uv that came with nox, else of any on the path; None where there is none."""
    try:
        import uv

        return uv.find_uv_bin()
    except (ImportError, FileNotFoundError):
        return shutil.which("uv")


def forward(session, command, need=None):
    """Run `shousi command …` where the user stands and end with its status; nox turns every failure into 1."""
    python = environment(need or need_of(session.posargs))
    status = wait_for([python, "-P", "-m", "shousi", command, *session.posargs], session.invoked_from)
    if status:
        sys.exit(status)


def need_of(words):
    """Return the environment that a command with these words needs: torch if an exercise named, or any of all, does."""
    try:
        named = named_in(words)
        if not any(word and not word.startswith("-") for word in words):  # else a misspelt name, or a value: no torch
            named = catalogue().values()
        return "torch" if any(exercise.get("needs") == "torch" for exercise in named) else "base"
    except (OSError, ValueError, AttributeError):
        return "base"  # shousi itself says what is wrong with the catalogue


def need_of_practice(words):
    """Return the environment that practice needs; where it chooses by itself, torch only if that has been set up."""
    with contextlib.suppress(OSError, ValueError):
        if named_in(words):
            return need_of(words)
    return "torch" if read_stamp(os.path.join(ROOT, ".nox", "torch")) else "base"


def named_in(words):
    """Return the catalogue's tables of the exercises that words name."""
    # "nms/per_class" is a variant of nms; an editor names the folder of the open file.
    asked = [word.replace("\\", "/").removeprefix("exercises/").partition("/")[0] for word in words]
    return [exercise for name, exercise in catalogue().items() if name in asked]


@nox.session
def grade(session):
    """Grade your version of an exercise: `nox -s grade -- nms`."""
    forward(session, "grade")


@nox.session(name="list")
def list_(session):
    """List the exercises."""
    forward(session, "list", need="base")


@nox.session
def practice(session):
    """Practise against the clock: `nox -s practice -- nms`; without a name it chooses what should come next."""
    forward(session, "practice", need=need_of_practice(session.posargs))


@nox.session
def progress(session):
    """Show what you have practised, and what is due; `-- --html FILE` and `-- --export csv` write it."""
    forward(session, "progress", need="base")


@nox.session
def hint(session):
    """Show the next hint of an exercise: `nox -s hint -- nms`."""
    forward(session, "hint", need="base")


@nox.session
def reset(session):
    """Put the stub of an exercise back, and keep what you have written: `nox -s reset -- nms`."""
    forward(session, "reset", need="base")


@nox.session
def compare(session):
    """Show your accepted answer beside the solution."""
    forward(session, "compare")


@nox.session
def check(session):
    """Check exercises as their authors: the stub fails, the solution passes, every mistake is caught."""
    forward(session, "check")


@nox.session
def publish(session):
    """Build the branches `starter` and `solutions` from the commit at hand; `-- --push REMOTE` pushes the first."""
    forward(session, "publish", need="base")


@nox.session
def classroom(session):
    """Set assignments to a class: `nox -s classroom -- bundle week3.toml --for classroom50`."""
    if session.posargs[:1] == ["bundle"]:
        forward(session, "classroom", need="classroom")
    else:
        forward(session, "classroom")


@nox.session
def begun(session):
    """Grade the exercises that have been begun; in a workflow the report goes into its summary."""
    names = [name for name in catalogue() if is_begun(name)]
    session.posargs[:] = ["run", "--for", "summary", *names]
    forward(session, "classroom", need=None if names else "base")


def catalogue():
    """Return the catalogue's tables by the names of their exercises."""
    with open(os.path.join(ROOT, "exercises", "catalogue.toml"), "rb") as file:
        return tomllib.load(file)


def is_begun(name):
    """Say whether a function of an exercise has been written: fewer still raise than there are."""
    # The engine's rule is in src/shousi/stubs.py, which this file cannot import: no environment may be there yet.
    with open(os.path.join(ROOT, "exercises", name, f"{name}.py"), encoding="utf-8", errors="replace") as file:
        return file.read().count("raise NotImplementedError") < len(catalogue()[name]["functions"])


@nox.session
def everything(session):
    """Set up every environment at once, notebooks included, as the development container does."""
    for need in ("base", "dev"):
        environment(need)
    python, uv = environment("torch"), find_uv()
    with open(os.path.join(ROOT, "pyproject.toml"), "rb") as file:
        notebook = tomllib.load(file)["dependency-groups"]["notebook"]
    pip = (
        [uv, "pip", "install", "--python", python]
        if uv
        else [sys.executable, "-m", "pip", "--python", python, "install"]
    )
    session.run(*pip, *notebook, external=True)


PARALLEL = ["--numprocesses=auto", "--dist=worksteal"]  # a process for each core


@nox.session
def tests(session):
    """Test the engine and report its coverage; what follows `--` goes to pytest."""
    coverage = [environment("dev"), "-m", "coverage"]
    session.run(*coverage, "erase", external=True)
    try:
        words = session.posargs or PARALLEL
        session.run(*coverage, "run", "-m", "pytest", *words, external=True)
        if not session.posargs and need_of([]) == "torch":  # the rest needs torch, which most people never install
            files = [os.path.join("tests", name) for name in ("test_torch.py", "test_exercises.py")]
            session.run(environment("torch"), "-m", "pytest", *files, external=True)
    finally:
        session.run(*coverage, "combine", "--quiet", external=True)
        session.run(*coverage, "report", external=True)


@nox.session
def fuzz(session):
    """Try frames, replies and endings that no honest worker has, for half an hour; `-- endings --seed 7` for some."""
    session.run(environment("dev"), os.path.join("tests", "fuzzing.py"), *session.posargs, external=True)


@nox.session
def hosts(session):
    """Test the starter and the bundles where they will be used: environments built anew, over the network."""
    files = session.posargs or [os.path.join("tests", "hosts")]
    session.run(environment("dev"), "-m", "pytest", *files, external=True)


@nox.session
def attacks(session):
    """Carry out every attack under every lock, with and without root and PyTorch; `-- --write` keeps the table."""
    write = ["--write-table", os.path.join("docs", "security.md")] if "--write" in session.posargs else []
    results = os.path.join(ROOT, ".nox", "attacks.json")
    if os.path.exists(results):
        os.remove(results)
    folder = os.path.join("tests", "attacks")
    every, *others = (os.path.join(folder, f"test_{name}.py") for name in ("attacks", "trusted", "ordinary_user"))
    kept = ["--results", results]
    if need_of([]) == "torch":
        session.run(environment("torch"), "-m", "pytest", *PARALLEL, every, "--matrix", "tiers", *kept, external=True)
    longest_first = [*reversed(others), every]  # a whole session as an ordinary user is one test: the others fill in
    command = [environment("dev"), "-m", "pytest", *PARALLEL, *longest_first, "--matrix", "every", *kept, *write]
    session.run(*command, external=True)


@nox.session
def lint(session):
    """Lint everything, check its formatting, check the types of src/, and the workflows."""
    for tool in (["ruff", "check"], ["ruff", "format", "--check"], ["mypy"]):
        session.run(environment("dev"), "-m", *tool, external=True)
    folders = (ROOT, os.path.join(ROOT, "starter_only"))
    workflows = [path for folder in folders for path in glob.glob(os.path.join(folder, ".github", "workflows", "*"))]
    schema = ["check-jsonschema", "--quiet", "--builtin-schema", "vendor.github-workflows"]
    for tool in (schema, ["zizmor", "--offline", "--quiet", "--no-progress", "--persona", "pedantic"]):
        session.run(os.path.join(os.path.dirname(environment("dev")), tool[0]), *tool[1:], *workflows, external=True)


@nox.session
def pictures(session):
    """Draw the pictures of the statements again; what follows `--` names exercises."""
    session.run(environment("pictures"), os.path.join("docs", "pictures.py"), *session.posargs, external=True)


@nox.session
def bench(session):
    """Measure what the README claims; `-- verdicts`: how often a speed verdict is wrong."""
    script, words = "bench.py", session.posargs
    if words[:1] == ["verdicts"]:
        script, words = "verdicts.py", words[1:]
    session.run(environment("base"), os.path.join("benchmarks", script), *words, external=True)
