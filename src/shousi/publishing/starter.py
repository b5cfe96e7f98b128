"""The contents of the published branches, as pure functions of the files of main."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from shousi import invocation, stubs
from shousi.errors import UsageError, printable
from shousi.publishing import seal
from shousi.publishing.git import File

_CATALOGUE = "exercises/catalogue.toml"
_OVERLAY = "starter_only/"  # files that only a starter has, at the paths that they will have there
_SHARED = (
    *("src/", ".vscode/", ".devcontainer/"),
    *("noxfile.py", "pyproject.toml", "LICENSE", ".gitattributes", ".gitignore", ".editorconfig"),
    *("docs/learners.md", "docs/practice.md", "docs/report.md"),
    *("docs/report-v1.schema.json", "docs/report-v2.schema.json"),
)
_FOR_AUTHORS = re.compile(r"graders/.*(?:/accepted/|/rejected/|/equivalent\.toml$)")  # the judge does not need these
_PARTS = (
    *("exercises/{0}/exercise.toml", "exercises/{0}/README.md", "exercises/{0}/{0}.py"),
    *("solutions/{0}/{0}.py", "solutions/{0}/README.md"),
)
_HIDDEN_PARTS = ("graders/{0}/test_{0}.py", "graders/{0}/mistakes.toml")


def chosen(files: Mapping[str, File], only: Sequence[str]) -> list[str]:
    """Return the exercises to publish, in teaching order.

    Args:
        files: the files of main.
        only: names of exercises; all of them if it is empty.

    Raises:
        UsageError: a name is unknown, an exercise is incomplete, or a stub holds somebody's answer.
    """
    known = [name for listed in _topics(files).values() for name in listed]
    for name in only:
        if name not in known:
            listed = ", ".join(known)
            raise UsageError(f'no exercise "{printable(name, 80)}" in {_CATALOGUE} of this commit: it has {listed}.')
    names = [name for name in known if not only or name in only]
    for name in names:
        for part in (*_PARTS, *_HIDDEN_PARTS):
            if part.format(name) not in files:
                raise UsageError(f"{name}: {part.format(name)} is missing in this commit. Add it before publishing.")
        _check_untouched(files, name)
    return names


def _check_untouched(files: Mapping[str, File], name: str) -> None:
    """Raise UsageError if a stub of an exercise holds an answer: once published, it would stay in the history."""
    facts = _facts(files, name)
    variants = [("", {}), *((f"/variants/{variant}", own) for variant, own in facts.get("variants", {}).items())]
    for place, own in variants:
        path = f"exercises/{name}{place}/{name}.py"
        functions = own.get("functions") or facts["functions"]
        if not stubs.is_stub(files[path].data if path in files else b"", functions):
            reset = invocation.command("reset", path.rpartition("/")[0])
            advice = f"If that is an answer, `{reset}` puts the stub back. Then commit."
            raise UsageError(f"{path} is no longer the stub. {advice}")


def starter(files: Mapping[str, File], names: Sequence[str]) -> dict[str, File]:
    """Return the files of the branch `starter`: what a learner gets, with graders and solutions sealed.

    Args:
        files: the files of main.
        names: the exercises of the starter.
    """
    kept = {path: file for path, file in files.items() if path.startswith(_SHARED)} | exercises(files, names)
    kept |= {path.removeprefix(_OVERLAY): file for path, file in files.items() if path.startswith(_OVERLAY)}
    kept |= {path: file for path, file in files.items() if path.startswith("plans/") and _planned(file) <= set(names)}
    kept[seal.NAME] = File(seal.seal({path: file.data for path, file in hidden(files, names).items()}))
    if "README.md" in kept:
        catalogue = {name: _facts(files, name) for name in names}
        kept["README.md"] = File(_readme(kept["README.md"].data.decode(), catalogue).encode())
    return kept


def exercises(files: Mapping[str, File], names: Collection[str]) -> dict[str, File]:
    """Return the public files of these exercises, and a catalogue of these exercises only."""
    parts = tuple(f"exercises/{name}/" for name in names)
    kept = {path: file for path, file in files.items() if path.startswith(parts)}
    topics = {topic: [name for name in listed if name in names] for topic, listed in _topics(files).items()}
    lines = [f"{topic} = [{', '.join(map(_quoted, listed))}]\n" for topic, listed in topics.items() if listed]
    return kept | {_CATALOGUE: File("".join(lines).encode())}


def hidden(files: Mapping[str, File], names: Sequence[str]) -> dict[str, File]:
    """Return the graders and solutions of these exercises, which the judge needs and a learner does not get."""
    parts = tuple(f"{part}/{name}/" for part in ("graders", "solutions") for name in names)
    return {path: file for path, file in files.items() if path.startswith(parts) and not _FOR_AUTHORS.match(path)}


def solutions(files: Mapping[str, File], names: Sequence[str], begin: Mapping[str, File]) -> dict[str, File]:
    """Return the files of the branch `solutions`: the starter with each stub solved, and the solution's page beside it.

    Args:
        files: the files of main.
        names: the exercises of the starter.
        begin: the files of the starter.
    """
    solved = dict(begin)
    for path, file in hidden(files, names).items():
        place = path.replace("solutions/", "exercises/", 1)
        if place in begin and place.endswith(".py"):
            solved[place] = file
        elif place != path and place.endswith("/README.md"):
            solved[place.replace("README.md", "SOLUTION.md")] = file
    return solved


def _text(files: Mapping[str, File], path: str) -> str:
    if path not in files:
        raise UsageError(f"{path} is missing in this commit. Is this the repository of shousi?")
    return files[path].data.decode("utf-8")


def _topics(files: Mapping[str, File]) -> dict[str, list[str]]:
    """Return the names of the exercises by topic, in teaching order."""
    return tomllib.loads(_text(files, _CATALOGUE))


def _planned(plan: File) -> set[str]:
    """Return the exercises that a study plan names: a starter has the plans that it has all exercises of."""
    return {name for part in tomllib.loads(plan.data.decode("utf-8"))["parts"] for name in part["exercises"]}


def _facts(files: Mapping[str, File], name: str) -> dict[str, Any]:
    return tomllib.loads(_text(files, f"exercises/{name}/exercise.toml"))


def _quoted(name: str) -> str:
    return f'"{name}"'


def _readme(template: str, catalogue: Mapping[str, Mapping[str, object]]) -> str:
    rows = [
        f"| [{name}](exercises/{name}/README.md) | {facts['title']} | {facts['difficulty']} | {facts['minutes']} min |"
        for name, facts in catalogue.items()
    ]
    return template.replace("{first}", next(iter(catalogue))).replace("{exercises}", "\n".join(rows))
