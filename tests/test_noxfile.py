"""noxfile.py where nothing is set up: real interpreters, pip and uv, and a stand-in for the engine."""

import ast
import functools
import http.server
import importlib.util
import json
import os
import re
import shlex
import shutil
import signal
import ssl
import subprocess
import sys
import threading
import time
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

NOXFILE = Path(__file__).parents[1] / "noxfile.py"

PYPROJECT = """
[build-system]
requires = ["hatchling>=1.26"]
build-backend = "hatchling.build"

[project]
name = "shousi"
version = "0"

[dependency-groups]
dev = []
notebook = []
"""

WHEEL = """
[tool.hatch.build.targets.wheel]
only-include = ["torch.py"]
"""

# Stands for the engine: `status N` ends with N, `where` prints the folder it runs in, `how` how it was started, `wait`
# waits for Ctrl-C.
ENGINE = """
import json, os, sys, time

command, *arguments = sys.argv[1:]
if arguments[:1] == ["wait"]:
    try:
        print("waiting", flush=True)
        time.sleep(60)
    except KeyboardInterrupt:
        time.sleep(0.5)  # longer than Python's own patience with a child
        print("tidied up", flush=True)
        sys.exit(130)
elif arguments[:1] == ["where"]:
    print(os.getcwd())
elif arguments[:1] == ["how"]:
    print(os.environ["SHOUSI_COMMAND"])
else:
    print(json.dumps([command, *arguments]))
    sys.exit(int(arguments[1]))
"""

on_posix = pytest.mark.skipif(os.name == "nt", reason="sends signals to a process group")


PIP_AND_NO_NOX = """
import importlib.util, sys
sys.exit(sys.version_info < (3, 11) or not importlib.util.find_spec("pip") or bool(importlib.util.find_spec("nox")))
"""


@functools.cache
def bare_python() -> str:
    """Return a Python with pip and without nox, such as a machine has that is set up for nothing yet."""
    for python in ("/usr/bin/python3", sys._base_executable):
        if shutil.which(python) and not subprocess.call([python, "-c", PIP_AND_NO_NOX]):
            return python
    pytest.skip("no Python here has pip and lacks nox")


class Checkout:
    """A copy of the noxfile in a folder of its own, and a home where no cache and no setting is."""

    def __init__(self, root: Path, home: Path) -> None:
        self.root = root
        self.nox = root / ".nox"
        package = root / "src" / "shousi"
        package.mkdir(parents=True)
        home.mkdir(exist_ok=True)
        shutil.copy(NOXFILE, root)
        (root / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
        (package / "__init__.py").touch()
        (package / "__main__.py").write_text(ENGINE, encoding="utf-8")
        ours = ("COVERAGE", "COV_", "NOX", "PYTEST", "VIRTUAL_ENV", "PYTHONPATH", "FORCE_COLOR", "SHOUSI_")
        cache = ("XDG_CACHE_HOME", "PIP_CACHE_DIR", "UV_CACHE_DIR")
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(ours + cache)}
        self.environment |= dict.fromkeys(("HOME", "USERPROFILE", "LOCALAPPDATA"), str(home))

    def start(self, *arguments: str, python: str | None = None, cwd: Path | None = None, **environment: str):
        return subprocess.Popen(
            [python or bare_python(), str(self.root / "noxfile.py"), *arguments],
            cwd=cwd or self.root,
            env=self.environment | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )

    def run(self, *arguments: str, **options) -> tuple[int, str, str]:
        """Return exit status, standard output and standard error."""
        return finish(self.start(*arguments, **options))


def finish(process) -> tuple[int, str, str]:
    output, errors = process.communicate(timeout=100)
    return process.returncode, output, errors


def ours(errors: str) -> list[str]:
    """Return the lines that come neither from nox nor from the installers."""
    return [line for line in errors.splitlines() if line.startswith("shousi: ")]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("homes") / "new home"


@pytest.fixture(scope="module")
def first_uses(tmp_path_factory, home):
    """Start the same command twice at once in a fresh checkout; its path holds a space."""
    checkout = Checkout(tmp_path_factory.mktemp("checkouts") / "a checkout", home)
    started = [checkout.start("--list") for _ in range(2)]
    return checkout, [finish(process) for process in started]


@pytest.fixture(scope="module")
def set_up(first_uses):
    """A checkout where everything is installed."""
    checkout, _ = first_uses
    status, _, errors = checkout.run("-s", "grade", "--", "status", "0")
    assert status == 0, errors
    return checkout


@pytest.fixture
def fresh(tmp_path, home):
    return Checkout(tmp_path / "fresh", home)


def test_two_first_uses_at_once_set_up_nox_once_and_say_so_in_one_line(first_uses):
    checkout, results = first_uses
    for status, output, errors in results:
        assert status == 0, errors
        assert "grade -> Grade your version of an exercise" in output
    assert "".join(errors for _, _, errors in results).splitlines() == ["shousi: setting up .nox/_nox (only this once)"]
    assert (checkout.nox / "_nox" / "stamp").is_file()


def test_second_use_installs_nothing_and_says_nothing(set_up):
    def stamps():
        return {path: path.stat().st_mtime_ns for path in set_up.nox.glob("*/stamp")}

    before = stamps()
    no_network = {"PIP_NO_INDEX": "1", "UV_OFFLINE": "1"}
    status, _, errors = set_up.run("-s", "grade", "--", "status", "0", **no_network)
    assert (status, ours(errors)) == (0, [])
    assert {path.parent.name for path in before} == {"_nox", "base"}
    assert stamps() == before


@pytest.mark.builds
def test_a_python_without_pip_sets_itself_up_with_ensurepip(fresh, tmp_path):
    if not importlib.util.find_spec("ensurepip"):
        pytest.skip("this Python has no ensurepip")
    bare = tmp_path / "no pip"
    subprocess.run([sys._base_executable, "-m", "venv", "--without-pip", bare], check=True)
    python = bare / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    status, output, errors = fresh.run("--list", python=str(python))
    assert (status, errors) == (0, "shousi: setting up .nox/_nox (only this once)\n")
    assert "grade" in output


@on_posix
def test_the_uv_of_the_system_needs_no_pip(set_up, fresh, tmp_path):
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['pip'] = sys.modules['ensurepip'] = None\n")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "uv").symlink_to(set_up.nox / "_nox" / "bin" / "uv")
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    status, output, errors = fresh.run("--list", PYTHONPATH=str(tmp_path), PATH=path)
    assert (status, errors) == (0, "shousi: setting up .nox/_nox (only this once)\n")
    assert "grade" in output
    assert not (fresh.nox / "_nox" / "bin" / "uv").exists()


def test_a_python_with_neither_pip_nor_ensurepip_says_how_to_get_pip(fresh, tmp_path):
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['pip'] = sys.modules['ensurepip'] = None\n")
    status, output, errors = fresh.run("--list", PYTHONPATH=str(tmp_path))
    assert (status, output) == (3, "")
    assert "no pip" in errors.splitlines()[-1]
    assert "apt install python3-pip" in errors.splitlines()[-1]


def test_a_failing_pip_shows_its_output_and_ends_in_one_line_that_names_it(fresh):
    nowhere = {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": "http://127.0.0.1:9/",
        "PIP_RETRIES": "0",
        "PIP_FIND_LINKS": "",
    }
    status, output, errors = fresh.run("-s", "grade", **nowhere)
    assert (status, output) == (3, "")
    assert "No matching distribution found for uv" in errors
    assert errors.splitlines()[-1].startswith("shousi: pip failed: see the lines above.")
    assert len(ours(errors)) == 2


@on_posix
def test_an_interrupted_build_is_done_again(fresh):
    interrupted = fresh.start("--list")
    while not (fresh.nox / "_nox" / "pyvenv.cfg").exists():
        assert interrupted.poll() is None
        time.sleep(0.01)
    os.killpg(interrupted.pid, signal.SIGKILL)
    finish(interrupted)
    left_behind = fresh.nox / "_nox" / "half a package"
    left_behind.touch()

    status, _, errors = fresh.run("--list")
    assert (status, errors) == (0, "shousi: setting up .nox/_nox (only this once)\n")
    assert not left_behind.exists()


def test_environment_is_installed_anew_when_the_dependencies_change(set_up):
    pyproject = set_up.root / "pyproject.toml"
    before = pyproject.read_text(encoding="utf-8")
    pyproject.write_text(
        before.replace('version = "0"', 'version = "0"\ndependencies = ["iniconfig"]'), encoding="utf-8"
    )
    results = [set_up.run("-s", "grade", "--", "status", "0") for _ in range(2)]
    assert [ours(errors) for _, _, errors in results] == [["shousi: setting up .nox/base (only this once)"], []]
    assert list((set_up.nox / "base").rglob("iniconfig/__init__.py"))
    assert list((set_up.nox / "base").rglob("iniconfig/__pycache__/*.pyc"))


def test_what_workers_import_is_compiled_wherever_the_repository_lies(set_up):
    code = "import re; print([bool(re.search(noxfile.UNCOMPILED, path)) for path in sys.argv[1:]])"
    packages = "/home/rich/tests/shousi/.nox/base/lib/python3.12/site-packages"
    files = [f"{packages}/numpy/fft/_helper.py", f"{packages}/numpy/tests/t.py", f"{packages}/rich/text.py"]
    windows = r"C:\rich\.nox\base\Lib\site-packages\numpy\{}"
    printed, _ = in_nox(set_up, set_up.root, code, *files, windows.format("a.py"), windows.format(r"tests\a.py"))
    assert printed == "[False, True, True, False, True]"


def test_python_keeps_what_it_compiles_even_where_it_was_told_not_to(set_up):
    code = "import os; print('PYTHONDONTWRITEBYTECODE' in os.environ)"
    assert in_nox(set_up, set_up.root, code, PYTHONDONTWRITEBYTECODE="1")[0] == "False"


def in_nox(checkout, root, code, *words, **environment):
    """Run code in which `noxfile` is the one of `root`, with the nox of a checkout; return what it printed."""
    python = checkout.nox / "_nox" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    ran = subprocess.run(
        [python, "-c", f"import noxfile, sys; {code}", *map(str, words)], cwd=root, capture_output=True, text=True,
        check=False, env=checkout.environment | environment, timeout=100,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip(), ran.stderr


def test_a_repository_that_was_moved_installs_nothing_again(set_up, tmp_path):
    moved = Path(shutil.copytree(set_up.root, tmp_path / "moved here", symlinks=True))
    command = [bare_python(), moved / "noxfile.py", "-s", "grade", "--", "status", "0"]
    no_network = {"PIP_NO_INDEX": "1", "UV_OFFLINE": "1"}
    ran = subprocess.run(
        command, cwd=tmp_path, env=set_up.environment | no_network, capture_output=True, text=True, check=False,
        timeout=100,
    )  # fmt: skip
    assert (ran.returncode, ours(ran.stderr)) == (0, []), ran.stderr
    code = "import shousi; print(shousi.__file__)"
    python = moved / ".nox" / "base" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    found = subprocess.run([python, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert Path(found.stdout.strip()) == moved / "src" / "shousi" / "__init__.py"


def test_an_environment_with_scripts_is_built_anew_where_the_repository_was_moved(set_up, fresh):
    stamp = "x\nPython 3\n/usr\n"
    home = fresh.nox / "dev"
    shutil.copytree(set_up.nox / "base", home, symlinks=True)
    for written, moves, told in (
        (stamp, True, "True"), (stamp, False, "False"), (f"{stamp}{home}\n", True, "True"),
        (f"{stamp}{home}\n", False, "True"), (f"{stamp}/elsewhere/dev\n", True, "False"),
    ):  # fmt: skip
        (home / "stamp").write_text(written, encoding="utf-8")
        code = f"print(noxfile.is_built(sys.argv[1], {stamp!r}, {moves}))"
        assert in_nox(set_up, fresh.root, code, home)[0] == told


def test_another_python_gets_an_environment_of_its_own(set_up, fresh):
    first = fresh.nox / "base"
    shutil.copytree(set_up.nox / "base", first, symlinks=True)
    others = "contents\nPython 3.99.0 (main)\n/opt/other\n"
    (first / "stamp").write_text(others, encoding="utf-8")
    python, errors = in_nox(set_up, fresh.root, "print(noxfile.environment('base'))")
    home = Path(python).parents[1]
    assert (home.parent, re.fullmatch(r"base-3\.\d+", home.name) is not None) == (fresh.nox, True)
    assert ours(errors) == [f"shousi: setting up .nox/{home.name} (only this once)"]
    assert (first / "stamp").read_text(encoding="utf-8") == others
    assert in_nox(set_up, fresh.root, "print(noxfile.environment('base'))") == (python, "")


@pytest.mark.parametrize(
    ("tool", "lines", "told"),
    [
        ("uv", [], "uv: looking up packages, 0 s"),
        (
            "uv",
            ["Downloading numpy (16.1MiB)", "Downloading rich (900.0KiB)"],
            "uv: downloading numpy, rich, 17 MB, 0 s",
        ),
        (
            "uv",
            ["Downloading a (16.1MiB)", "Downloading b (4MiB)", " Downloaded b"],
            "downloading a: 4 of 20 MB, 0 s left",
        ),
        ("uv", ["Downloading a (16.1MiB)", " Downloaded a", "Prepared 1 package in 3s"], "uv: installing, 0 s"),
        ("pip", ["Downloading torch-2.13.0-cp311.whl (185.0 MB)"], "pip: downloading torch, 185 MB, 0 s"),
        ("pip", ["  Downloading https://a.b/c/torch-2.whl (2.1 GB)", "Progress 5 of 9"], "torch: 0 of 2100 MB"),
        (
            "pip",
            ["Downloading torch-2.whl (185.0 MB)", "Progress 92000000 of 185000000"],
            "torch: 92 of 185 MB, 0 s left",
        ),
        ("pip", ["Downloading a-1.whl (5 MB)", "Downloading b-1.whl (7 kB)"], "pip: downloading b, 0 MB"),
        ("pip", ["Downloading a-1.whl (5 MB)", "Installing collected packages: a"], "pip: installing, 0 s"),
        ("bytecode", [], "bytecode: working, 0 s"),
    ],
)
def test_the_progress_line_tells_sizes_and_the_time_that_is_left(set_up, fresh, tool, lines, told):
    code = "seen = noxfile.Download(sys.argv[1]); [seen.note(line) for line in sys.argv[2:]]; print(seen.line())"
    assert told in in_nox(set_up, fresh.root, code, tool, *lines)[0]


@on_posix
def test_the_progress_line_is_seen_on_a_terminal_and_wiped_out_at_the_end(set_up, fresh):
    pexpect = pytest.importorskip("pexpect")
    tool = "import time; print('Downloading numpy (16.1MiB)', flush=True); time.sleep(1)"
    code = f"import noxfile, sys; noxfile.run('uv', [sys.executable, '-c', {tool!r}]); print('end')"
    python = str(set_up.nox / "_nox" / "bin" / "python")
    child = pexpect.spawn(python, ["-c", code], cwd=str(fresh.root), dimensions=(24, 60), encoding="utf-8", timeout=30)
    child.expect(r"\rshousi: uv: downloading numpy, 16 MB, \d s +\r")
    child.expect(r"\r {59}\rend\r\n")


@pytest.fixture
def company(tmp_path):
    """A package index behind a certificate that only `ca.pem` vouches for; yields its address."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl here to make certificates")
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    new = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    authority = ["-subj", "/CN=Company", "-keyout", "ca.key", "-out", "ca.pem"]
    leaf = [*subject, "-addext", "basicConstraints=critical,CA:FALSE", "-CA", "ca.pem", "-CAkey", "ca.key"]
    for command in ([*new, *authority], [*new, *leaf, "-keyout", "key.pem", "-out", "cert.pem"]):
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    folder = tmp_path / "index" / "tiny"
    folder.mkdir(parents=True)
    name, about = "tiny-1.0-py3-none-any.whl", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n"
    with zipfile.ZipFile(folder / name, "w") as wheel:
        wheel.writestr("tiny.py", "")
        wheel.writestr("tiny-1.0.dist-info/METADATA", about)
        wheel.writestr("tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("tiny-1.0.dist-info/RECORD", "")
    (folder / "index.html").write_text(f'<a href="{name}">{name}</a>')
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder.parent)
    server = http.server.ThreadingHTTPServer(("localhost", 0), handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"https://localhost:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("told_by", ["SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE", "pip.conf"])
@pytest.mark.parametrize("tool", ["uv", "pip"])
def test_both_installers_work_behind_a_companys_certificate_whichever_was_told_of_it(
    set_up, company, tmp_path, tool, told_by
):
    (tmp_path / "pip.conf").write_text(f"[global]\ncert = {tmp_path / 'ca.pem'}\n" if told_by == "pip.conf" else "")
    shutil.copy(NOXFILE, tmp_path)
    certificates = re.compile(r".*(CERT|CA_BUNDLE|CA_CERTS|CAINFO|ROOTS_FILE).*")
    told = {name: "" for name in os.environ if certificates.fullmatch(name)}
    told |= {told_by: str(tmp_path / "ca.pem")} if told_by != "pip.conf" else {}
    told |= {"PIP_CONFIG_FILE": str(tmp_path / "pip.conf"), "PIP_INDEX_URL": company, "UV_DEFAULT_INDEX": company}
    told |= {"PIP_FIND_LINKS": "", "PIP_RETRIES": "0", "UV_NO_CACHE": "1", "PIP_NO_CACHE_DIR": "1", "SHOUSI_INDEX": ""}
    install = {
        "uv": "[noxfile.find_uv(), 'pip', 'install', '--target', 'got', 'tiny']",
        "pip": "[sys.executable, '-m', 'pip', 'install', '--target', 'got', 'tiny']",
    }
    in_nox(set_up, tmp_path, f"noxfile.run({tool!r}, {install[tool]})", **told)
    assert (tmp_path / "got" / "tiny.py").is_file()


def test_uv_uses_the_index_and_the_certificate_that_only_pips_file_names(set_up, company, tmp_path, monkeypatch):
    settings = f"[global]\nindex-url = {company}\ncert = {tmp_path / 'ca.pem'}\n"
    (tmp_path / "pip.conf").write_text(settings, encoding="utf-8")
    shutil.copy(NOXFILE, tmp_path)
    ours = re.compile(r"SHOUSI_INDEX|(UV|PIP)_.*|.*(CERT|CA_BUNDLE|CA_CERTS|CAINFO|ROOTS_FILE).*")
    told = {"PIP_CONFIG_FILE": str(tmp_path / "pip.conf"), "UV_NO_CACHE": "1"}
    code = (
        "uv, home = noxfile.find_uv(), sys.argv[1]; noxfile.uv_venv(uv, home); noxfile.uv_install(uv, home, ['tiny'])"
    )
    plain = {name: value for name, value in set_up.environment.items() if not ours.fullmatch(name)}
    monkeypatch.setattr(set_up, "environment", plain)
    in_nox(set_up, tmp_path, code, tmp_path / "env", **told)
    assert list((tmp_path / "env").rglob("tiny.py"))


@pytest.mark.parametrize("status", [0, 1, 2, 3])
def test_exit_status_of_shousi_passes_through_nox(set_up, status):
    came, output, errors = set_up.run("-s", "grade", "--", "status", str(status))
    assert came == status
    assert output == f'["grade", "status", "{status}"]\n'
    assert errors == "nox > Running session grade\n", "the last line on the screen is that of shousi"


def test_shousi_runs_where_the_user_stands_and_no_file_there_passes_for_a_module(set_up, tmp_path):
    for module in ("json", "nox", "shousi", "packaging"):
        (tmp_path / f"{module}.py").write_text("raise SystemExit('imported a file of the learner')\n")
    status, output, errors = set_up.run("-s", "grade", "--", "where", cwd=tmp_path)
    assert (status, Path(output.strip())) == (0, tmp_path.resolve()), errors


def test_shousi_hears_how_it_was_started(set_up):
    assert set_up.run("-s", "grade", "--", "how")[:2] == (0, "python3 noxfile.py\n")
    nox = [set_up.nox / "_nox" / ("Scripts" if os.name == "nt" else "bin") / "python", "-m", "nox"]
    ran = subprocess.run(
        [*nox, "-s", "grade", "--", "how"], cwd=set_up.root, env=set_up.environment, capture_output=True, text=True,
        check=True, timeout=100,
    )  # fmt: skip
    assert ran.stdout == "nox\n"


CATALOGUE = 'topic = ["plain", "netted"]\n'


def write_exercises(root):
    """Write two exercises, as far as noxfile.py reads them."""
    for name, needed in (("plain", "base"), ("netted", "torch")):
        (root / "exercises" / name).mkdir(parents=True)
        (root / "exercises" / name / "exercise.toml").write_text(f'needs = "{needed}"\n', encoding="utf-8")
    (root / "exercises" / "catalogue.toml").write_text(CATALOGUE, encoding="utf-8")
    (root / "plans").mkdir()
    mixed = 'title = "Both"\n[[parts]]\ntitle = "All"\nexercises = ["plain", "netted"]\n'
    (root / "plans" / "mixed.toml").write_text(mixed, encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "without", "with_torch"),
    [
        ([], "base", "torch"),
        (["--topic", "training"], "base", "torch"),
        (["--minutes", "45", "--count", "3"], "base", "torch"),
        (["plain", "--minutes", "5"], "base", "base"),
        (["--plan", "mixed"], "torch", "torch"),
        (["--plan=mixed", "--count", "2"], "torch", "torch"),
        (["--plan", "misspelled"], "base", "torch"),
        (["--plan"], "base", "torch"),
        (["exercises/netted"], "torch", "torch"),
        (["./exercises/netted/netted.py"], "torch", "torch"),
        (["NETTED"], "torch", "torch"),
        (["netted.py"], "torch", "torch"),
        (["downloads/netted (1).py"], "torch", "torch"),
        (["exercises\\netted\\netted.py"], "torch", "torch"),
        (["exercises/netted/variants/other/README.md"], "torch", "torch"),
    ],
)
def test_practice_chooses_among_everything_that_is_set_up(set_up, fresh, words, without, with_torch):
    def need():
        code = f"import noxfile; print(noxfile.need_of_practice({words!r}))"
        python = set_up.nox / "_nox" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        ran = subprocess.run([python, "-c", code], cwd=fresh.root, capture_output=True, text=True, check=True)
        return ran.stdout.strip()

    write_exercises(fresh.root)
    assert need() == without
    shutil.copytree(set_up.nox / "base", fresh.nox / "torch", symlinks=True)
    assert need() == with_torch


def test_paths_start_where_the_user_stands(set_up, fresh):
    write_exercises(fresh.root)
    folder = fresh.root / "exercises" / "netted"
    code = "import noxfile, sys; print(*(noxfile.need_of([word], sys.argv[1]) for word in sys.argv[2:]))"
    python = set_up.nox / "_nox" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    words = [python, "-c", code, folder, ".", "README.md", "../plain", "plain"]
    ran = subprocess.run(words, cwd=fresh.root, capture_output=True, text=True, check=True)
    assert ran.stdout == "torch torch base base\n"


@on_posix
@pytest.mark.builds
def test_the_development_container_finds_every_environment_set_up_and_nox_on_its_path(fresh, tmp_path):
    torch = tmp_path / "torch"  # a package of that name: the real one is hundreds of MiB
    torch.mkdir()
    (torch / "torch.py").touch()
    (torch / "pyproject.toml").write_text(PYPROJECT.replace('"shousi"', '"torch"') + WHEEL, encoding="utf-8")
    groups = f'dev = []\ntorch = ["torch @ {torch.as_uri()}"]\nnotebook = ["iniconfig"]\n'
    (fresh.root / "pyproject.toml").write_text(PYPROJECT.replace("dev = []\nnotebook = []\n", groups), encoding="utf-8")
    container = json.loads((NOXFILE.parent / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))

    python, script, *words = shlex.split(container["onCreateCommand"])
    status, _, errors = fresh.run(*words)
    assert (python, script, status) == ("python3", "noxfile.py", 0), errors
    assert {path.parent.name for path in fresh.nox.glob("*/stamp")} == {"_nox", "base", "dev", "torch"}

    def place(text):
        return text.replace("${containerWorkspaceFolder}", str(fresh.root)).replace("${containerEnv:PATH}", "")

    interpreter = place(container["customizations"]["vscode"]["settings"]["python.defaultInterpreterPath"])
    subprocess.run([interpreter, "-c", "import iniconfig, shousi, torch"], check=True, env=fresh.environment)
    assert shutil.which("nox", path=place(container["remoteEnv"]["PATH"]))


@pytest.mark.parametrize("installer", ["uv", pytest.param("pip", marks=pytest.mark.builds)])
def test_the_dev_environment_holds_the_versions_of_the_lock_and_follows_its_changes(set_up, fresh, installer):
    def set_up_dev(version):
        (fresh.root / "requirements-dev.txt").write_text(
            f"iniconfig=={version}\nno-such-package==1\n", encoding="utf-8"
        )
        hide_uv = "noxfile.find_uv = lambda: None; " if installer == "pip" else ""
        code = f"import noxfile; {hide_uv}print(noxfile.environment('dev'))"
        python = set_up.nox / "_nox" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        ran = subprocess.run(
            [python, "-c", code], cwd=fresh.root, env=fresh.environment, capture_output=True, text=True, check=True,
            timeout=100,
        )  # fmt: skip
        return len(ours(ran.stderr)), {path.name for path in (fresh.nox / "dev").rglob("iniconfig-*.dist-info")}

    pyproject = PYPROJECT.replace("dev = []", 'dev = ["iniconfig"]')
    (fresh.root / "pyproject.toml").write_text(pyproject, encoding="utf-8")
    assert set_up_dev("2.0.0") == (1, {"iniconfig-2.0.0.dist-info"})
    assert set_up_dev("2.0.0") == (0, {"iniconfig-2.0.0.dist-info"})
    assert set_up_dev("2.1.0") == (1, {"iniconfig-2.1.0.dist-info"})


def test_the_lock_has_a_version_for_each_requirement_and_names_no_registry():
    pyproject = tomllib.loads((NOXFILE.parent / "pyproject.toml").read_text(encoding="utf-8"))
    lines = (NOXFILE.parent / "requirements-dev.txt").read_text(encoding="utf-8").splitlines()
    locked = [Requirement(line) for line in lines if not line.startswith("#")]
    versions = {
        pin.name: str(pin.specifier).removeprefix("==") for pin in locked if not pin.marker or pin.marker.evaluate()
    }
    groups = pyproject["dependency-groups"]
    for wanted in map(Requirement, [*pyproject["project"]["dependencies"], *groups["dev"], *groups["mutants"]]):
        if not wanted.marker or wanted.marker.evaluate():
            assert wanted.specifier.contains(versions[wanted.name]), f"{wanted}: run nox -s lock"
    assert not [line for line in lines if "://" in line or line.startswith("-")]


def test_the_hooks_of_pre_commit_run_every_linter_of_the_lint_session():
    hooks = re.findall(
        r"entry: python3 noxfile.py -s lint -- (.+)", (NOXFILE.parent / ".pre-commit-config.yaml").read_text()
    )
    table = NOXFILE.read_text(encoding="utf-8").partition("\nLINTERS = {")[2].partition("\n}\n")[0]
    linters = re.findall(r'^    "(\w+)": ', table, re.MULTILINE)
    assert [word for hook in hooks for word in hook.split()] == linters


@pytest.mark.parametrize(
    ("words", "right"),
    [
        (["-s", "grade", "nms"], "-s grade -- nms"),
        (["-s", "grade", "nms", "--seed", "8"], "-s grade -- nms --seed 8"),
        (["-s", "practice", "a b"], "-s practice -- 'a b'"),
        (["grade", "nms"], "-s grade -- nms"),
        (["list"], "-s list"),
    ],
)
def test_a_forgotten_flag_or_dashes_are_answered_with_the_right_command(fresh, words, right):
    status, output, errors = fresh.run(*words)
    assert (status, output) == (2, "")
    assert errors == f"shousi: the way to write this is `python3 noxfile.py {right}`.\n"
    assert not fresh.nox.exists()


def test_nox_itself_answers_forgotten_dashes_too(set_up):
    nox = [set_up.nox / "_nox" / ("Scripts" if os.name == "nt" else "bin") / "python", "-m", "nox"]
    ran = subprocess.run(
        [*nox, "-s", "grade", "nms"], cwd=set_up.root, env=set_up.environment, capture_output=True, text=True,
        check=False, timeout=100,
    )  # fmt: skip
    assert ran.returncode == 2
    assert ours(ran.stderr) == ["shousi: the way to write this is `nox -s grade -- nms`."]


def test_without_a_session_the_exercises_are_listed(set_up):
    status, output, errors = set_up.run()
    assert "Running session list" in errors
    assert (status, output) == (1, '["list"]\n'), "the stand-in for the engine ends with an IndexError"


LAB = """
import json, os, sys
print(json.dumps([sys.argv[1:], os.environ["JUPYTER_PATH"], os.environ["SHOUSI_TORCH"]]))
"""


def test_the_session_notebook_writes_notebooks_and_opens_the_one_that_was_named_with_our_kernel(set_up, fresh):
    write_exercises(fresh.root)
    shutil.copytree(set_up.nox / "_nox", fresh.nox / "_nox", symlinks=True)
    (fresh.root / "src" / "jupyterlab").mkdir()
    (fresh.root / "src" / "jupyterlab" / "__main__.py").write_text(LAB, encoding="utf-8")
    status, output, errors = fresh.run("-s", "notebook", "--", "status", "0", "plain", "--no-browser")
    assert status == 0, errors
    written, opened = map(json.loads, output.splitlines())
    assert written == ["notebook", "status", "0", "plain"]
    words, kernels, torch = opened
    root = str(fresh.root)
    assert words == [
        *("--ServerApp.root_dir", root, "--log-level=WARN"),
        *("--LabApp.default_url=/lab/tree/notebooks/plain.ipynb", "--no-browser"),
    ]
    assert Path(kernels) == fresh.root / "src" / "shousi" / "jupyter"
    assert Path(torch).parents[1] == fresh.nox / "torch"
    assert {path.parent.name for path in fresh.nox.glob("*/stamp")} == {"_nox", "notebook"}


def test_an_unknown_linter_is_answered_with_the_linters_that_there_are(set_up):
    status, output, errors = set_up.run("-s", "lint", "--", "flake8")
    assert (status, output) == (2, "")
    assert ours(errors)[-1].startswith("shousi: no linter flake8. There are: ruff, format, mypy, ")


@on_posix
def test_ctrl_c_lets_shousi_tidy_up_and_keeps_its_status(set_up):
    process = set_up.start("-s", "grade", "--", "wait")
    assert process.stdout.readline() == "waiting\n"
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to everything in the foreground
    status, output, errors = finish(process)
    assert (status, output) == (130, "tidied up\n")
    assert "Traceback" not in errors


def test_an_old_python_is_told_what_is_needed():
    pretend = f"import runpy, sys; sys.version_info = (3, 10, 1); runpy.run_path({str(NOXFILE)!r}, run_name='__main__')"
    told = subprocess.run([sys.executable, "-c", pretend], check=False, capture_output=True, text=True)
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr == "shousi: needs Python 3.11 or newer, and this is 3.10. Try again with a newer one.\n"


def test_an_old_python_can_read_as_far_as_that():
    ast.parse(NOXFILE.read_text(encoding="utf-8"), feature_version=(3, 7))
