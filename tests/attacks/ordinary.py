"""The same attacks with judge and workers run by an ordinary user, where the tests are run by root.

Root's own Python and packages often lie where nobody else may look. In a mount namespace of its own they are bound to
where an ordinary user can: nothing is copied, and nothing of it is left when the session has ended.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
_NOBODY = "65534"
_VERSION = f"python{sys.version_info.major}.{sys.version_info.minor}"


def missing() -> str:
    """Return why there can be no session of an ordinary user here; empty if there can."""
    if os.geteuid() != 0:
        return "the other tests are run by an ordinary user"
    for program in ("unshare", "setpriv", "mount"):
        if not shutil.which(program):
            return f"needs {program}"
    tried = subprocess.run(["unshare", "--mount", "true"], check=False, capture_output=True)
    return "" if tried.returncode == 0 else "needs mount namespaces"


@contextlib.contextmanager
def home() -> Iterator[Path]:
    """Make a folder where an ordinary user can get at; pytest's own ones are for their owner alone."""
    with tempfile.TemporaryDirectory(prefix="shousi-ordinary-") as folder:
        yield Path(folder)


def pytest_of(home: Path, arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run the attacks' tests as an ordinary user, in a folder that is made for it."""
    packages = sysconfig.get_paths()["purelib"]
    base, site = home / "base", home / "venv" / "lib" / _VERSION / "site-packages"
    for folder in (base, site, home / "venv" / "bin", home / "own"):
        folder.mkdir(parents=True)
    (home / "venv" / "pyvenv.cfg").write_text(f"home = {base / 'bin'}\n")
    (home / "venv" / "bin" / "python").symlink_to(base / "bin" / _VERSION)
    for part in ("src", "tests/attacks", "tests/conftest.py", "pyproject.toml"):
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        (home / "code" / part).parent.mkdir(parents=True, exist_ok=True)
        copy(ROOT / part, home / "code" / part)
    os.chown(home / "own", int(_NOBODY), int(_NOBODY))
    home.chmod(0o755)
    script = 'mount --bind "$1" "$2" && mount --bind "$3" "$4" && shift 4 && exec "$@"'
    command = ["unshare", "--mount", "sh", "-c", script, "sh", sys.base_prefix, str(base), packages, str(site)]
    command += ["setpriv", "--reuid", _NOBODY, "--regid", _NOBODY, "--clear-groups", "--"]
    command += [str(home / "venv" / "bin" / "python"), "-B", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    command += [f"--basetemp={home / 'own' / 'tmp'}", "tests/attacks/test_attacks.py", *arguments]
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(home / "own"), "PYTHONPATH": str(home / "code" / "src")}
    environment |= {name: os.environ[name] for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE") if name in os.environ}
    return subprocess.run(
        command, cwd=home / "code", env=environment, check=False, capture_output=True, text=True, timeout=600
    )  # fmt: skip
