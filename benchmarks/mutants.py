"""Mutation testing of the modules that decide: run mutmut, then show for each module how many changes were noticed.

Usage: mutants.py [PATTERN…], where a pattern names mutants as mutmut does, "shousi.timing.*".

mutmut (configured in pyproject.toml) writes the changed modules into mutants/ and never touches the checkout. It
changes what is inside functions, not the constants and defaults of a module. Each run starts anew, since mutmut never
refreshes the files in mutants/ that it does not change. `.nox/mutants/bin/mutmut show NAME` shows one that survived.
"""

import collections
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

FLOOR = 85  # percent of the changes to each module that its tests must notice
NOTICED = ("killed", "timeout", "caught by type check")
MODULES = ("timing", "compare", "display", "report", "wire")


def main():
    mutmut = Path(sys.executable).parent / "mutmut"  # `python -m mutmut` stops: it sets the start method twice
    os.nice(19)  # it takes every core for many minutes
    shutil.rmtree("mutants", ignore_errors=True)
    subprocess.run([mutmut, "run", *sys.argv[1:]], check=True)
    listed = subprocess.run([mutmut, "results", "--all", "true"], check=True, capture_output=True, text=True).stdout
    counts = {module: collections.Counter() for module in MODULES}
    for name, result in re.findall(r"^\s+(\S+): (.+)$", listed, re.MULTILINE):
        counts[name.split(".")[1]][result] += 1
    shares = [show(module, counts[module]) for module in MODULES]
    below = [module for module, share in zip(MODULES, shares, strict=True) if share < FLOOR]
    if below:
        sys.exit(f"below {FLOOR} %: {', '.join(below)}. `{mutmut} results` lists them.")


def show(module, results):
    """Print what became of the changes to a module, and return the percentage that was noticed."""
    tried = {result: count for result, count in results.items() if result != "not checked"}
    total = sum(tried.values())
    share = 100 * sum(tried.get(result, 0) for result in NOTICED) / total if total else 100.0
    rest = ", ".join(f"{count} {result}" for result, count in sorted(tried.items()))
    print(f"{module:8} {share:5.1f} % of {total} noticed: {rest}")
    return share


if __name__ == "__main__":
    main()
