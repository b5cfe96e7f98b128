"""Build the branches `starter` and `solutions` from a commit of main, and push them without losing others' work."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from shousi.errors import UsageError, printable
from shousi.publishing import git, starter


class Branch(msgspec.Struct, frozen=True):
    """A published branch.

    Attributes:
        name: the name of the branch.
        commit: the commit that it now ends with.
        change: what happened to it, such as "new" or "unchanged".
        pushed: whether the remote has it now.
    """

    name: str
    commit: str
    change: str
    pushed: bool = False


def publish(root: Path, only: Sequence[str] = (), remote: str = "", *, with_solutions: bool = False) -> list[Branch]:
    """Build both branches from the commit that is checked out; with a remote, push the starter.

    The contents depend on that commit alone. A branch gets a new commit only where its contents change. `solutions` is
    a single commit on top of `starter`, and is replaced when that moves.

    Args:
        root: the repository.
        only: exercises, for an assignment's starter; the branches are then named after them.
        remote: the name or address of a repository to push to.
        with_solutions: push the solutions too; whoever can read the remote can then read them.

    Raises:
        UsageError: the work tree is not clean, the remote cannot be reached, or somebody else committed to a branch.
    """
    _check_clean(root)
    source = git.resolve(root, "HEAD")
    files = git.read_tree(root, source)
    names = starter.chosen(files, only)
    begin = starter.starter(files, names)
    suffix = f"-{'-'.join(names)}" if only else ""
    date = f"{git.line(root, 'show', '--no-patch', '--format=%ct', source)} +0000"
    pushed = [f"starter{suffix}", *([f"solutions{suffix}"] if with_solutions else [])] if remote else []
    theirs = _fetch(root, remote, pushed) if remote else {}
    first = _starter_branch(root, f"starter{suffix}", begin, theirs, source, date)
    solved = starter.solutions(files, names, begin)
    second = _solutions_branch(root, f"solutions{suffix}", solved, theirs, first, source, date)
    branches = [first, second]
    if remote:
        _push(root, remote, [branch for branch in branches if branch.name in pushed], theirs)
    for branch in branches:
        git.run(root, "update-ref", f"refs/heads/{branch.name}", branch.commit)
    return [msgspec.structs.replace(branch, pushed=branch.name in pushed) for branch in branches]


def _check_clean(root: Path) -> None:
    try:
        top = git.line(root, "rev-parse", "--show-toplevel")
        if Path(top).resolve() != root.resolve():
            raise UsageError(f"{printable(str(root))}: inside another git repository, {printable(top)}.")
        if not git.resolve(root, "HEAD"):
            raise UsageError("there is no commit yet; only what is committed is published.")
        changed = git.run(root, "status", "--porcelain", "-z").decode("utf-8", "replace").split("\0")[:-1]
    except git.Failed:
        raise UsageError(f"{printable(str(root))}: no git repository, and only commits are published.") from None
    if changed:
        shown = ", ".join(printable(entry[3:], 80) for entry in changed[:3])
        more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""
        raise UsageError(
            f"the work tree differs from its commit: {shown}{more}. Commit that, or move it elsewhere, then try again."
        )
    for line in git.line(root, "worktree", "list", "--porcelain").splitlines():
        if line.startswith(("branch refs/heads/starter", "branch refs/heads/solutions")):
            raise UsageError(
                f"{line.removeprefix('branch refs/heads/')} is checked out. Check out main, then try again."
            )


def _fetch(root: Path, remote: str, names: Sequence[str]) -> dict[str, str]:
    """Fetch branches of the remote and return their commits; "" for a branch that does not exist there."""
    shown = printable(remote, 200)
    if remote.startswith("-"):
        raise UsageError(f"{shown}: no remote. `git remote -v` lists those that this repository knows.")
    try:
        listed = git.line(root, "ls-remote", "--heads", remote, *(f"refs/heads/{name}" for name in names))
        there = {line.split("\t")[1].removeprefix("refs/heads/"): line.split("\t")[0] for line in listed.splitlines()}
        if there:
            git.run(root, "fetch", "--quiet", "--no-tags", remote, *(f"refs/heads/{name}" for name in there))
    except git.Failed as error:
        advice = "`git remote -v` lists the remotes that this repository knows"
        raise UsageError(f"{shown}: cannot be reached ({error.told}). {advice}; an address will do too.") from None
    return {name: there.get(name, "") for name in names}


def _starter_branch(
    root: Path, name: str, files: dict[str, git.File], theirs: dict[str, str], source: str, date: str
) -> Branch:
    tree = git.write_tree(root, files)
    tip = _tip(root, name, theirs)
    if tip and git.resolve(root, tip) and git.line(root, "rev-parse", f"{tip}^{{tree}}") == tree:
        return Branch(name, tip, "unchanged")
    message = f"Publish the starter of {source[:12]}"
    commit = git.write_commit(root, tree, [tip] if tip else [], message, date)
    return Branch(name, commit, "a new commit" if tip else "new")


def _solutions_branch(
    root: Path, name: str, files: dict[str, git.File], theirs: dict[str, str], below: Branch, source: str, date: str
) -> Branch:
    tree = git.write_tree(root, files)
    tip = theirs.get(name) or git.resolve(root, f"refs/heads/{name}")
    if tip:
        _check_ours(root, name, tip)
        same = git.line(root, "rev-parse", f"{tip}^{{tree}}") == tree
        if same and git.line(root, "rev-parse", f"{tip}^@") == below.commit:
            return Branch(name, tip, "unchanged")
    message = f"Publish the solutions of {source[:12]}"
    commit = git.write_commit(root, tree, [below.commit], message, date)
    return Branch(name, commit, f"replaced, now on top of {below.name}" if tip else "new")


def _tip(root: Path, name: str, theirs: dict[str, str]) -> str:
    """Return the commit on which a branch continues: the newer of ours and the remote's.

    Raises:
        UsageError: neither contains the other, or somebody else has committed to the branch.
    """
    ours, other = git.resolve(root, f"refs/heads/{name}"), theirs.get(name, "")
    for commit in filter(None, (ours, other)):
        _check_ours(root, name, commit)
    if not theirs:
        return ours
    if not ours or not other:
        return ours or other
    if git.is_ancestor(root, ours, other):
        return other
    if git.is_ancestor(root, other, ours):
        return ours
    raise UsageError(
        f"{name} has moved at the remote: its {other[:12]} and {ours[:12]} here have grown apart. "
        f"`git branch -D {name}` drops the one here; then try again."
    )


def _check_ours(root: Path, name: str, commit: str) -> None:
    if not git.is_ours(root, commit):
        what = printable(git.line(root, "show", "--no-patch", "--format=%h %s (%an)", commit), 120)
        raise UsageError(
            f"{name} ends with a commit that is not of publishing: {what}. Nothing is overwritten: bring that change "
            f"to main, take it off {name}, then publish again."
        )


def _push(root: Path, remote: str, branches: Sequence[Branch], theirs: dict[str, str]) -> None:
    """Push all of these branches or none, and only if none of them has changed at the remote since it was fetched."""
    moved = [branch for branch in branches if theirs[branch.name] != branch.commit]
    if not moved:
        return
    leases = [f"--force-with-lease=refs/heads/{branch.name}:{theirs[branch.name]}" for branch in moved]
    refs = [f"{branch.commit}:refs/heads/{branch.name}" for branch in moved]
    try:
        git.run(root, "push", "--quiet", "--atomic", *leases, remote, *refs)
    except git.Failed as error:
        raise UsageError(
            f"{printable(remote, 200)}: the push was refused ({error.told}). Nothing was overwritten; if a branch has "
            "just moved there, publish again."
        ) from None
