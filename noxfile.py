"""Grade exercises and work on shousi: `nox -s grade -- nms`, or `python3 noxfile.py -s grade -- nms` without nox."""

# Run as a script, this file finds nox, or installs it into a private environment, and runs nox on itself. Read by nox,
# it defines the sessions. Python parses a whole file before it runs the first line, so the syntax here must be that of
# Python 3.7: an old Python must get as far as the line that says which version is needed.

import contextlib
import importlib.metadata
import importlib.util
import itertools
import os
import re
import shutil
import ssl
import subprocess
import sys
import sysconfig
import threading
import time

ROOT = os.path.dirname(os.path.abspath(__file__))
USAGE, OUR_FAULT = 2, 3  # exit statuses; 0 and 1 are verdicts
STARTED = "SHOUSI_COMMAND"  # tells shousi how it was started, for the commands that its messages name
INDEX = "SHOUSI_INDEX"  # the index that pip is told to use, for uv; empty if none
HOME = "SHOUSI_ROOT"  # tells shousi which repository is meant where it is started outside of any


def say(line):
    """Write a line to standard error; standard output belongs to the command that the user asked for."""
    print(f"shousi: {line}", file=sys.stderr, flush=True)


def give_up(line, status=OUR_FAULT):
    """Exit with a line that says what failed and what to do."""
    say(line)
    sys.exit(status)


if sys.version_info < (3, 11):  # noqa: UP036 - any Python may be the one that starts this
    give_up(
        "needs Python 3.11 or newer, and this is {}.{}. Try again with a newer one.".format(*sys.version_info), USAGE
    )

# Images of containers often forbid Python to keep what it has compiled. In .nox it may: everything starts faster then.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def python_of(home):
    """Return the path of the interpreter of the environment at `home`."""
    return os.path.join(home, "Scripts", "python.exe") if os.name == "nt" else os.path.join(home, "bin", "python")


def provide(name, contents, build, moves=True):
    """Build the environment .nox/`name` unless it already holds `contents`, and return its interpreter.

    The stamp records what the environment contains and which Python it uses. It is written last, so that an interrupted
    build is repeated. Another Python gets an environment of its own: .nox/base-3.12 beside .nox/base.

    Args:
        name: of the environment.
        contents: what it should hold, as one line.
        build: makes the environment at a path.
        moves: whether it still works after the repository was moved. Scripts of packages do not: they name a path.
    """
    stamp = f"{contents}\nPython {sys.version}\n{sys.base_prefix}\n"
    while True:
        home = home_of(name)
        if is_built(home, stamp, moves):
            return python_of(home)
        try:
            with locked(home):
                # Another process may have built it while this one waited, perhaps with another Python.
                if home_of(name) == home and not is_built(home, stamp, moves):
                    build_anew(home, build)
                    with open(os.path.join(home, "stamp"), "w", encoding="utf-8") as file:
                        file.write(stamp if moves else f"{stamp}{home}\n")
        except OSError as error:
            give_up(f"cannot set up .nox/{name}: {error}. Put that right, then run the same command again.")


def build_anew(home, build):
    """Build an environment and say so, with what is going on in one line that changes."""
    say(f"setting up .nox/{os.path.basename(home)} (only this once)")
    with contextlib.suppress(FileNotFoundError):
        os.remove(os.path.join(home, "stamp"))  # before the build removes what the stamp promises
    build(home)


def is_built(home, stamp, moves):
    """Say whether the environment at `home` has this stamp. One that was built in this place may name it too."""
    return read_stamp(home) in ([stamp, f"{stamp}{home}\n"] if moves else [f"{stamp}{home}\n"])


def home_of(name):
    """Return the folder of this Python's environment: .nox/`name`, unless another Python has built that one."""
    first = os.path.join(ROOT, ".nox", name)
    own = "{}-{}.{}".format(first, *sys.version_info)
    return next(
        home for home in itertools.chain([first, own], (f"{own}-{n}" for n in itertools.count(2))) if is_ours(home)
    )


def is_ours(home):
    """Say whether this Python built the environment at `home`, or nobody did."""
    lines = read_stamp(home).splitlines()
    ours = "Python {}.{}.".format(*sys.version_info)
    return not lines or (sys.base_prefix in lines and any(line.startswith(ours) for line in lines))


def read_stamp(home):
    """Return the stamp of the environment at `home`, or "" if it is unfinished or its interpreter is gone."""
    try:
        with open(os.path.join(home, "stamp"), encoding="utf-8") as file:
            return file.read() if os.path.exists(python_of(home)) else ""
    except OSError:
        return ""


@contextlib.contextmanager
def locked(home):
    """Keep other processes from building the same environment; the system frees the lock if this process dies."""
    os.makedirs(os.path.dirname(home), exist_ok=True)
    with open(f"{home}.lock", "w", encoding="utf-8") as file:
        while not try_lock(file):
            time.sleep(0.1)
        yield


def try_lock(file):
    """Lock an open file and return True, or False if another process holds the lock."""
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
    """Run one step of a build; show what it printed only if it fails.

    If it does not trust a server's certificate, try again with the certificates that this system trusts: a company's
    root certificate may be only there, or in a file that one installer was told of and the other was not.
    """
    status, printed = watch(tool, command, {})
    for trusted in trusts() if status and "certificate" in printed.lower() else ():
        if status:
            status, printed = watch(tool, command, trusted)
    if status:
        print(printed, end="", file=sys.stderr)
        give_up(f"{tool} failed: see the lines above. Check the network connection, then run the same command again.")


def trusts():
    """Yield settings by which uv and pip trust other certificates: the system's, then those of each file named."""
    yield {"UV_SYSTEM_CERTS": "1", "UV_NATIVE_TLS": "1"}  # the same, for newer and older uv
    named = [os.environ.get(name) for name in ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")]
    named += [setting_of_pip("cert"), ssl.get_default_verify_paths().cafile]
    for file in dict.fromkeys(filter(None, named)):
        yield {"SSL_CERT_FILE": file, "PIP_CERT": file}


def setting_of_pip(key):
    """Return what pip was told in its files or in the environment, such as its index; "" if nothing."""
    asked = [sys.executable, "-P", "-m", "pip", "config", "get", f"global.{key}"]
    told = os.environ.get("PIP_" + key.upper().replace("-", "_"))
    return told or subprocess.run(asked, check=False, capture_output=True).stdout.decode(errors="replace").strip()


def note_index():
    """Ask once for the index that pip is told to use; nox, which runs after this script, inherits the answer."""
    if not {INDEX, "UV_DEFAULT_INDEX", "UV_INDEX_URL"} & os.environ.keys():
        os.environ[INDEX] = setting_of_pip("index-url")


def uv_venv(uv, home):
    """Make an empty environment at `home` with uv."""
    shutil.rmtree(home, ignore_errors=True)
    run("uv", [uv, "venv", "--python", sys.executable, home])


def uv_install(uv, home, what):
    """Install into the environment at `home` with uv, from the index that pip would use: often only pip is told."""
    note_index()
    if os.environ.get(INDEX):
        os.environ["UV_DEFAULT_INDEX"] = os.environ["UV_INDEX_URL"] = os.environ[INDEX]
    run("uv", [uv, "pip", "install", "--python", python_of(home), *what])


def watch(tool, command, settings):
    """Run a command with these settings in its environment; return its exit status and what it printed."""
    process = subprocess.Popen(
        command,
        env={**os.environ, **settings},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    download, printed = Download(tool), []

    def read():
        for line in process.stdout:
            printed.append(line.decode(errors="replace"))
            download.note(printed[-1])

    reader = threading.Thread(target=read)
    reader.start()
    seen = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    try:
        while reader.is_alive():
            reader.join(0.2)
            if seen:
                overwrite(download.line())
    finally:
        if seen:
            overwrite("")
        process.wait()
    return process.returncode, "".join(line for line in printed if not line.startswith("Progress "))


def overwrite(line):
    """Write a line over the one that the cursor is on. Blanks clear it in every terminal."""
    width = (os.get_terminal_size(sys.stderr.fileno()).columns or 80) - 1
    print(f"\r{line[:width]:<{width}}\r", end="", file=sys.stderr, flush=True)


class Download:
    """What an installer has downloaded, as far as its output tells: sizes, and for pip from 24.1 on every byte."""

    def __init__(self, tool):
        self.tool = tool
        self.begun = time.monotonic()
        self.began = self.begun  # of the download that is going on
        self.idle = "looking up packages" if tool in ("uv", "pip") else "working"  # while nothing is downloaded
        self.sizes = {}  # MB by package
        self.done = set()
        self.now = ""  # the last package that a download began of
        self.here = 0.0  # MB of it, which pip tells

    def note(self, line):
        """Take in a line: "Downloading numpy (16.1MiB)" of uv, "Downloading numpy-2.4.6-….whl (16.6 MB)" of pip."""
        found = re.match(r"\s*Downloading (\S+) \(([\d.]+) ?([kKMG])i?B\)", line)
        if found:
            if self.tool == "pip":  # uv downloads many at once
                self.done.add(self.now)
            self.now = found[1].split("/")[-1].split("-")[0]
            self.sizes[self.now] = float(found[2]) * {"k": 1e-3, "m": 1, "g": 1e3}[found[3].lower()]
            self.began, self.here = time.monotonic(), 0.0
        found = re.match(r"\s*Downloaded (\S+)|Progress (\d+) of \d+|(Prepared|Processing|Installing)", line)
        if found and found[1]:
            self.done.add(found[1])
        elif found and found[2]:
            self.here = int(found[2]) / 1e6
        elif found:
            self.idle = "installing"
            self.done |= set(self.sizes)

    def line(self):
        """Return what is going on, in one line: "downloading torch: 92 of 185 MB, 12 s left"."""
        seconds = time.monotonic() - self.begun
        left = [name for name in self.sizes if name not in self.done]
        if not left:
            return f"shousi: {self.tool}: {self.idle}, {seconds:.0f} s"
        size = sum(self.sizes[name] for name in left)
        whole = size if self.tool == "pip" else sum(self.sizes.values())
        got, since = (self.here, self.began) if self.tool == "pip" else (whole - size, self.begun)
        what = f"shousi: {self.tool}: downloading {', '.join(left)}"
        if not got:
            return f"{what}, {whole:.0f} MB, {seconds:.0f} s"
        rest = (time.monotonic() - since) / got * max(0.0, whole - got)
        return f"{what}: {got:.0f} of {whole:.0f} MB, {rest:.0f} s left"


def venv_with_pip(home):
    """Make an empty environment at `home`; return the command of a pip that installs into it.

    Use the pip of this Python if it has one: that is faster, and Debian's Python may lack ensurepip.
    """
    venv = [sys.executable, "-P", "-m", "venv", "--clear", home]
    if importlib.util.find_spec("pip"):
        run("venv", [*venv, "--without-pip"])
        runner = os.path.join(os.path.dirname(importlib.util.find_spec("pip").origin), "__pip-runner__.py")
        if os.path.exists(runner):  # what `pip --python` starts after it has started itself
            return [python_of(home), runner]
        return [sys.executable, "-P", "-m", "pip", "--python", python_of(home)]
    if importlib.util.find_spec("ensurepip"):
        run("venv", venv)
        return [python_of(home), "-m", "pip"]
    return give_up("this Python has no pip. Install it (Debian, Ubuntu: apt install python3-pip), then try again.")


PIP_INSTALL = ["install", "--disable-pip-version-check", "--no-input", "--no-compile"]


def progress_bar():
    """Return the option by which the pip of this Python tells every byte. Older ones than 24.1 have none."""
    version = importlib.metadata.version("pip") if importlib.util.find_spec("pip") else "0.0"
    return ["--progress-bar", "raw"] if [int(part) for part in version.split(".")[:2]] >= [24, 1] else []


def pip_install(home, *steps):
    """Make the environment at `home` and install into it with pip, one step after the other."""
    pip = venv_with_pip(home)
    for what in steps:
        run("pip", [*pip, *PIP_INSTALL, *progress_bar(), *what])


def install_nox(home):
    """Make the environment at `home` with nox, uv, and a pip that tells how much it has downloaded.

    uv installs the others, which takes it a tenth of the time of pip: the uv of this system, if there is one.
    """
    uv, asking = shutil.which("uv"), threading.Thread(target=note_index)
    asking.start()  # half a second of pip's, meanwhile
    if uv:
        uv_venv(uv, home)
    else:
        pip_install(home, ["uv"])
    asking.join()
    uv_install(uv or os.path.join(os.path.dirname(python_of(home)), "uv"), home, ["nox", "pip"])


def wait_for(command, directory=None):
    """Run a command on this terminal and return its exit status: 128 + n if signal n ended it, as in a shell."""
    process = subprocess.Popen(command, cwd=directory)
    while process.returncode is None:
        with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C reached the command too: let it clean up
            process.wait()
    return process.returncode if process.returncode >= 0 else 128 - process.returncode


def check_dashes(arguments):
    """Give up with the right command where `-s` or `--` was forgotten: nox would look for sessions of those names."""
    with open(os.path.abspath(__file__), encoding="utf-8") as file:
        found = re.findall(r'^@nox\.session(?:\(name="([\w-]+)"\))?\ndef (\w+)', file.read(), re.MULTILINE)
    sessions = [name or function for name, function in found]
    flags = [place + 1 for place, word in enumerate(arguments) if word in ("-s", "--session", "--sessions", "-e")]
    start = flags[0] if flags else 0
    name, rest = arguments[start : start + 1], arguments[start + 1 :]
    named = list(itertools.takewhile(lambda word: not word.startswith("-"), rest))
    if not name or name[0] not in sessions or (flags and all(word in sessions for word in named)):
        return
    words = [repr(word) if " " in word else word for word in rest if word != "--" or name == ["try"]]
    command = [os.environ.get(STARTED, "nox"), "-s", *name, *(["--", *words] if words else [])]
    give_up("the way to write this is `{}`.".format(" ".join(command)), USAGE)


def main(arguments):
    """Run nox on this file; if this Python has no nox, install it into a private environment first."""
    os.environ[STARTED] = "python3 noxfile.py"
    check_dashes(arguments)
    arguments = ["-f", os.path.abspath(__file__), *arguments]
    if importlib.util.find_spec("nox"):
        from nox.__main__ import main as nox_main

        sys.argv[1:] = arguments
        sys.exit(nox_main())
    python = provide("_nox", "nox[uv]", install_nox)
    command = [python, "-P", "-m", "nox", *arguments]  # -P: import no file of the learner's
    if os.name == "nt":  # exec would return to the prompt at once there
        sys.exit(wait_for(command))
    os.execv(python, command)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)


# Only nox gets here: the script above has exited.
import atexit
import gc
import glob
import json
import logging
import tomllib

import nox

check_dashes(sys.argv[1:])
nox.options.sessions = ["list"]  # somebody who names no session wants to know what there is
nox.options.default_venv_backend = "none"  # the sessions share the environments below
os.environ.setdefault(STARTED, "nox")  # unless main() has set it
atexit.register(gc.freeze)  # skip the last garbage collection of all that nox has loaded: 40 ms

# Each environment and the dependency groups in it, beside the project's own dependencies.
NEEDS = {
    "base": (),
    "torch": ("torch",),
    "dev": ("dev",),
    "mutants": ("dev", "mutants"),
    "oracles": ("torch", "oracles"),
    "classroom": ("classroom",),
    "notebook": ("notebook",),
    "pictures": ("pictures",),
}
# The versions of everything in the environments for working on shousi. `nox -s lock` writes it. It is a constraints
# file because pip and uv both read one, on every platform, and because it names no registry.
LOCK = "requirements-dev.txt"
LOCKED_PYTHONS = (3, 14)  # the newest Python that the lock is written for; a newer one gets the newest releases


def environment(need):
    """Return the interpreter of the environment .nox/`need`; set it up if what it should hold has changed."""
    with open(os.path.join(ROOT, "pyproject.toml"), "rb") as file:
        pyproject = tomllib.load(file)
    extra = [requirement for group in NEEDS[need] for requirement in pyproject["dependency-groups"][group]]
    held = [pyproject["build-system"], pyproject["project"], extra]
    what = [*pyproject["project"].get("dependencies", []), *extra]
    lock = os.path.join(ROOT, LOCK)  # a starter has none
    if "dev" in NEEDS[need] and sys.version_info[:2] <= LOCKED_PYTHONS and os.path.exists(lock):
        with open(lock, encoding="utf-8") as file:
            held.append(file.read())
        what += ["--constraint", lock]
    build = install_torch if "torch" in NEEDS[need] else install
    return provide(need, json.dumps(held), lambda home: build(home, what), moves="dev" not in NEEDS[need])


def install(home, what):
    """Make the environment at `home` with shousi, and install `what`."""
    uv = find_uv()
    if uv is None:
        pip_install(home, *([what] if what else []))
    else:
        uv_venv(uv, home)
        if what:
            uv_install(uv, home, what)
    add_shousi(home)


# What no worker imports. The judge may: it compiles what it does import, and that is a small part.
UNCOMPILED = (
    r"site-packages[/\\](.*[/\\])?(tests|testing|distutils|f2py|_pyinstaller|_pytest|rich|pygments|markdown_it|packaging"
    r"|fsrs|jinja2|matplotlib|mpl_toolkits|fontTools|dateutil|pyparsing|PIL)[/\\]"
)


def add_shousi(home):
    """Put the engine on the path of the environment at `home`, and compile what workers may import.

    NumPy then imports six times as fast, and a locked worker could not keep what it has compiled. The path is
    relative, so that the repository can be moved.
    """
    packages = sysconfig.get_path("purelib", "venv", {"base": home, "platbase": home})
    with open(os.path.join(packages, "shousi.pth"), "w", encoding="utf-8") as file:
        file.write(os.path.relpath(os.path.join(ROOT, "src"), packages) + "\n")
    skipped = ["-x", UNCOMPILED] if os.path.basename(home).startswith(("base", "torch")) else []
    compileall = [python_of(home), "-m", "compileall", "-q", "-j", "0", *skipped, packages]
    watch("bytecode", compileall, {})  # some packages hold files that no Python compiles


# On Linux a plain torch installs gigabytes of CUDA. The CPU build has a version of its own (+cpu), which this index has
# (local wheels may have it too). If the index cannot be reached, that costs five seconds once, since only torch is
# looked up there.
CPU_INDEX = "https://download.pytorch.org/whl/cpu"
CPU_BUILD = ["--no-deps", "--extra-index-url", CPU_INDEX, "--timeout", "5", "--retries", "0"]


def install_torch(home, what):
    """Make the environment at `home` with pip: first torch alone, then `what`, for which torch is already installed."""
    torch = [requirement for requirement in what if requirement.startswith("torch")]
    pip_install(home, [*CPU_BUILD, *torch], what)
    add_shousi(home)


def find_uv():
    """Return the path of the uv that came with nox, or of one on PATH, or None."""
    try:
        import uv

        return uv.find_uv_bin()
    except (ImportError, FileNotFoundError):
        return shutil.which("uv")


def forward(session, command, need=None):
    """Run `shousi command …` in the user's folder and exit with its status, since nox turns every failure into 1."""
    python = environment(need or need_of(session.posargs, session.invoked_from))
    os.environ[HOME] = ROOT
    status = wait_for([python, "-P", "-m", "shousi", command, *session.posargs], session.invoked_from)
    if status:
        sys.exit(status)
    logging.getLogger("nox").setLevel(logging.WARNING)  # the verdict is the last line, and not that nox is content


def need_of(words, folder=ROOT):
    """Return the environment for these words: torch if a named exercise needs it, or any exercise if none is named.

    `folder` is where the user stands, which paths among the words start from.
    """
    try:
        named = named_in(words, folder)
        if not any(word and not word.startswith("-") for word in words):  # a misspelled name needs no torch
            named = catalogue()
        return "torch" if any(facts(name).get("needs") == "torch" for name in named) else "base"
    except (OSError, ValueError, AttributeError):
        return "base"  # shousi reports what is wrong with the catalogue


def need_of_practice(words, folder=ROOT):
    """Return the environment for practice; if practice chooses the exercise, torch only if that is already set up.

    A study plan names its exercises.
    """
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        words = [*words, *planned_in(words)]
        if named_in(words, folder):
            return need_of(words, folder)
    return "torch" if read_stamp(home_of("torch")) else "base"


def planned_in(words):
    """Return the exercises of the study plan that words name: `--plan llm` or `--plan=llm`."""
    name = re.search(r"--plan[= ](\w[\w-]*)", " ".join(words))
    if not name:
        return []
    with open(os.path.join(ROOT, "plans", f"{name[1]}.toml"), "rb") as file:
        return [exercise for part in tomllib.load(file)["parts"] for exercise in part["exercises"]]


def named_in(words, folder=ROOT):
    """Return the names of the exercises that words name. What each word means, shousi decides."""
    asked = {name for word in words for name in names_in(word, folder)}
    return [name for name in catalogue() if name in asked]


def names_in(word, folder=ROOT):
    """Return the names of exercises that a word may mean: a name, a path in exercises/, or a file that is called so."""
    exercises = os.path.join(ROOT, "exercises", "")
    path = os.path.abspath(os.path.join(folder, word))
    is_path = path.startswith(exercises) and set(word) & set("./\\")
    parts = path.removeprefix(exercises) if is_path else word
    stems = [re.sub(r"\.(py|ipynb)$", "", part) for part in parts.replace("\\", "/").lower().split("/")]
    # "nms (1)", "nms-copy", "nms 2": what copies of a file are called
    return {re.sub("[- ]", "_", re.sub(r"[ _-]*(\(\d+\)|copy( \d+)?|[ _-]\d+)$", "", stem)) for stem in stems}


@nox.session
def grade(session):
    """Grade your version of an exercise: `nox -s grade -- nms`."""
    forward(session, "grade")


@nox.session(name="try")
def try_(session):
    """Run your version on an input of your own: `nox -s try -- gaussian_kernel -- 5 sigma=1.5`."""
    forward(session, "try")


@nox.session(name="list")
def list_(session):
    """List the exercises."""
    forward(session, "list", need="base")


@nox.session
def practice(session):
    """Practice against the clock: `nox -s practice -- nms`; without a name it chooses the exercise."""
    forward(session, "practice", need=need_of_practice(session.posargs, session.invoked_from))


@nox.session
def progress(session):
    """Show what you have practiced and what is due; `-- --html FILE` and `-- --export csv` write it."""
    forward(session, "progress", need="base")


@nox.session
def hint(session):
    """Show the next hint of an exercise: `nox -s hint -- nms`."""
    forward(session, "hint", need="base")


@nox.session
def reset(session):
    """Put the stub of an exercise back and keep your work: `nox -s reset -- nms`."""
    forward(session, "reset", need="base")


@nox.session
def restore(session):
    """Bring back an earlier version of your work: `nox -s restore -- nms`; `-- nms --list` shows all."""
    forward(session, "restore", need="base")


@nox.session
def compare(session):
    """Show your accepted answer beside the solution."""
    forward(session, "compare")


@nox.session
def notebook(session):
    """Open JupyterLab with a notebook for each exercise, and `%%grade` in it: `nox -s notebook -- nms`.

    Words that begin with a dash go to JupyterLab. PyTorch is set up if a named exercise needs it.
    """
    names = [word for word in session.posargs if not word.startswith("-")]
    options = [word for word in session.posargs if word.startswith("-")]
    if names and need_of(names, session.invoked_from) == "torch":
        environment("torch")
    session.posargs[:] = names
    forward(session, "notebook", need="notebook")
    os.environ["SHOUSI_TORCH"] = python_of(home_of("torch"))
    os.environ["JUPYTER_PATH"] = os.path.join(ROOT, "src", "shousi", "jupyter")  # its kernel has the magic loaded
    first = "/".join(["/lab/tree/notebooks", *(f"{name}.ipynb" for name in named_in(names, session.invoked_from)[:1])])
    lab = [environment("notebook"), "-P", "-m", "jupyterlab", "--ServerApp.root_dir", ROOT, "--log-level=WARN"]
    sys.exit(wait_for([*lab, f"--LabApp.default_url={first}", *options]))


@nox.session
def check(session):
    """Check exercises as their authors: the stub fails, the solution passes, every mistake is caught.

    `-- NAME` checks one, `-- --changed COMMIT` those that differ from a commit, `-- --shard 2/8` a part of all.
    """
    options = {word.partition("=")[0] for word in session.posargs}
    forward(session, "check", need=need_of([]) if options & {"--changed", "--shard"} else None)


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
    """Grade the exercises that you have begun; in a workflow the report goes into its summary."""
    names = [name for name in catalogue() if is_begun(name)]
    session.posargs[:] = ["run", "--for", "summary", *names]
    forward(session, "classroom", need=None if names else "base")


def catalogue():
    """Return the names of all exercises."""
    with open(os.path.join(ROOT, "exercises", "catalogue.toml"), "rb") as file:
        return [name for names in tomllib.load(file).values() for name in names]


def facts(name):
    """Return the facts of an exercise."""
    with open(os.path.join(ROOT, "exercises", name, "exercise.toml"), "rb") as file:
        return tomllib.load(file)


def is_begun(name):
    """Say whether a function of an exercise is written: in the stub, each function and method raises."""
    # The engine's rule is in src/shousi/stubs.py, which this file cannot import: no environment may be there yet.
    with open(os.path.join(ROOT, "exercises", name, f"{name}.py"), encoding="utf-8", errors="replace") as file:
        text = file.read()
    return text.count("raise NotImplementedError") < len(re.findall(r"^ *def ", text, re.MULTILINE))


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
    """Test the engine without slow tests, and with a third of the cases of long ones; words after `--` go to pytest."""
    run_tests(session, [environment("dev"), "-m", "pytest"], "--short")


@nox.session
def coverage(session):
    """Test the engine with every case of every test, and report its coverage.

    A whole run fails below the coverage that pyproject.toml asks for. It does so on Linux only: elsewhere the tests
    skip the sandbox, which is written for Linux.
    """
    measure = [environment("dev"), "-m", "coverage"]
    floor = [] if sys.platform == "linux" and not session.posargs else ["--fail-under=0"]
    session.run(*measure, "erase", external=True)
    try:
        run_tests(session, [*measure, "run", "-m", "pytest"])
    finally:
        session.run(*measure, "combine", "--quiet", external=True)
        session.run(*measure, "report", *floor, external=True)


def run_tests(session, pytest, *options):
    """Run the tests with the command `pytest`; then those that need torch, which most people never install."""
    options = [*PARALLEL, *options]
    session.run(*pytest, *(session.posargs or options), external=True)
    if not session.posargs and need_of([]) == "torch":
        # The last two load PyTorch, which the others hold that a judge never does.
        for names in (("forbidden_paths", "pasteable"), ("torch", "exercises", "gradients")):
            files = [os.path.join("tests", f"test_{name}.py") for name in names]
            session.run(environment("torch"), "-m", "pytest", *options, *files, external=True)


@nox.session
def fuzz(session):
    """Try frames, replies and endings that no honest worker has, for half an hour; `-- endings --seed 7` for some."""
    session.run(environment("dev"), os.path.join("tests", "fuzzing.py"), *session.posargs, external=True)


@nox.session
def oracles(session):
    """Compare the solutions with the libraries that settle what is right, on random inputs; `-- -k nms` for some."""
    files = sorted(glob.glob(os.path.join("tests", "oracles", "test_*.py")))
    session.run(environment("oracles"), "-m", "pytest", *PARALLEL, *files, *session.posargs, external=True)


@nox.session
def pasting(session):
    """Paste the failed calls of every wrong sample and see that they go wrong again; `-- nms` for one exercise."""
    names = session.posargs
    needs = [need_of(names)] if names else ["dev", *(["torch"] if need_of([]) == "torch" else [])]
    for need in needs:  # without names, the exercises that an environment has the modules for
        python = environment("dev" if need == "base" else need)
        session.run(python, os.path.join("tests", "pasting.py"), *names, external=True)


@nox.session
def hosts(session):
    """Test the starter and the bundles where they are used, in fresh environments that are built over the network."""
    pytest = [environment("dev"), "-m", "pytest"]
    session.run(*pytest, *(session.posargs or [os.path.join("tests", "hosts")]), external=True)
    if not session.posargs:
        session.run(*pytest, "-m", "builds", os.path.join("tests", "test_noxfile.py"), external=True)


@nox.session
def attacks(session):
    """Carry out every attack under every lock, with and without root and PyTorch.

    `-- --write` keeps the table, `-- --all` also has every function give every odd answer, which takes twice as long.
    """
    write = ["--write-table", os.path.join("docs", "security.md")] if "--write" in session.posargs else []
    results = os.path.join(ROOT, ".nox", "attacks.json")
    if os.path.exists(results):
        os.remove(results)
    folder = os.path.join("tests", "attacks")
    every, cheats, *others = (
        os.path.join(folder, f"test_{name}.py")
        for name in ("attacks", "cheats", "speed_cheats", "trusted", "ordinary_user")
    )
    odd = os.path.join("tests", "test_odd_answers.py")
    kept = ["--results", results, *["--all-odd"] * ("--all" in session.posargs)]
    if need_of([]) == "torch":
        tried = [odd, cheats, every, "--matrix", "tiers", *kept]
        session.run(environment("torch"), "-m", "pytest", *PARALLEL, *tried, external=True)
    # The longest is one test of a whole session; the others run beside it.
    longest_first = [*reversed(others), cheats, odd, every]
    command = [environment("dev"), "-m", "pytest", *PARALLEL, *longest_first, "--matrix", "every", *kept, *write]
    session.run(*command, external=True)


@nox.session(name="mutants-engine")
def mutants_engine(session):
    """Change the modules that decide in every way mutmut knows; their tests must notice 85 % of the changes."""
    script = os.path.join("benchmarks", "mutants.py")
    session.run(environment("mutants"), script, *session.posargs, external=True)


@nox.session
def lint(session):
    """Check style, formatting, types, workflows and forms; `-- mypy` runs one of the linters."""
    chosen = session.posargs or list(LINTERS)
    unknown = [name for name in chosen if name not in LINTERS]
    if unknown:
        give_up("no linter {}. There are: {}.".format(", ".join(unknown), ", ".join(LINTERS)), USAGE)
    bin_folder = os.path.dirname(environment("dev"))
    for name in chosen:
        command, patterns = LINTERS[name]
        files = [path for pattern in patterns for path in sorted(glob.glob(pattern, root_dir=ROOT))]
        session.run(os.path.join(bin_folder, command[0]), *command[1:], *files, external=True)


def schema(name):
    """Return the command that checks files against a schema of GitHub's."""
    return ["check-jsonschema", "--quiet", "--builtin-schema", f"vendor.{name}"]


WORKFLOWS = [".github/workflows/*", "starter_only/.github/workflows/*"]
# Each linter: its command, and the files that it is given; without any it finds its own. The hooks of
# .pre-commit-config.yaml name these.
LINTERS = {
    "ruff": (["ruff", "check"], []),
    "format": (["ruff", "format", "--check"], []),
    "mypy": (["mypy"], []),
    "workflows": (schema("github-workflows"), WORKFLOWS),
    "forms": (schema("github-issue-forms"), [".github/ISSUE_TEMPLATE/[!c]*.yml"]),
    "dependabot": (schema("dependabot"), [".github/dependabot.yml"]),
    "zizmor": (
        ["zizmor", "--offline", "--quiet", "--no-progress", "--persona", "pedantic"],
        [*WORKFLOWS, ".github/dependabot.yml"],
    ),
}


@nox.session
def lock(session):
    """Write requirements-dev.txt anew, with the newest releases that pyproject.toml allows."""
    groups = [word for group in ("dev", "mutants") for word in ("--group", group)]
    options = ["--universal", "--python-version", "3.11", "--upgrade", "--no-annotate", "--no-emit-index-url"]
    header = ["--custom-compile-command", "nox -s lock"]
    uv = find_uv() or give_up("this needs uv. Install it (pip install uv), then try again.")
    session.run(uv, "pip", "compile", "pyproject.toml", *groups, *options, *header, "-o", LOCK, external=True)


@nox.session
def pictures(session):
    """Draw the pictures of the statements again; what follows `--` names exercises."""
    session.run(environment("pictures"), os.path.join("docs", "pictures.py"), *session.posargs, external=True)


@nox.session
def bench(session):
    """Measure what the README claims; `-- verdicts`, `-- stability` and `-- limits` what docs/ say about speed."""
    script, words = "bench.py", session.posargs
    if words[:1] in (["verdicts"], ["stability"], ["limits"]):
        script, words = f"{words[0]}.py", words[1:]
    need = need_of(words) if script == "limits.py" else "base"
    session.run(environment(need), os.path.join("benchmarks", script), *words, external=True)
