"""The published branches: made from a commit alone, without a trace of graders and solutions, and never forced."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import ROOT, TOY, run

GIT = ["git", "-c", "user.name=Author", "-c", "user.email=author@example.org", "-c", "init.defaultBranch=main"]


def git(where, *arguments, text=True, **options):
    done = subprocess.run([*GIT, *arguments], cwd=where, capture_output=True, check=True, text=text, **options)
    return done.stdout.strip() if text else done.stdout


def committed(folder, message="Begin"):
    """Commit all of a folder, at a date of its own choosing."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    date = {"GIT_AUTHOR_DATE": "1780000000 +0200", "GIT_COMMITTER_DATE": "1780000000 +0200"}
    git(folder, "commit", "--quiet", "--message", message, env=os.environ | date)
    return folder


@pytest.fixture
def main(tmp_path):
    """The toy repository under git."""
    return committed(Path(shutil.copytree(TOY, tmp_path / "main")))


@pytest.fixture
def remote(tmp_path):
    git(tmp_path, "init", "--quiet", "--bare", "remote.git")
    return tmp_path / "remote.git"


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    """This repository as it stands, as one commit."""
    folder = tmp_path_factory.mktemp("ours") / "main"
    for name in git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0"):
        if name and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    return committed(folder)


@pytest.fixture(scope="module")
def published(ours, tmp_path_factory):
    """A fresh clone of the starter, from a remote to which this repository was published twice."""
    folder = tmp_path_factory.mktemp("published")
    git(folder, "init", "--quiet", "--bare", "remote.git")
    assert run("publish", "--solutions", "--push", folder / "remote.git", cwd=ours).status == 0
    statement = ours / "exercises" / "nms" / "README.md"
    statement.write_text(statement.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")
    committed(ours, "Add a sentence")
    assert run("publish", "--solutions", "--push", folder / "remote.git", cwd=ours).status == 0
    git(folder, "clone", "--quiet", "--branch", "starter", "--single-branch", (folder / "remote.git").as_uri(), "clone")
    return folder / "clone"


def telling_lines(ours):
    """Lines of graders and solutions that stand nowhere else."""
    public = [path for part in ("exercises", "src", "docs", "starter_only") for path in (ours / part).rglob("*")]
    known = b"\n".join(path.read_bytes() for path in public if path.suffix in {".py", ".md", ".txt"})
    hidden = [path for part in ("graders", "solutions") for path in (ours / part).rglob("*") if path.is_file()]
    lines = {line.strip() for path in hidden for line in path.read_bytes().split(b"\n")}
    return {line for line in lines if len(line) >= 30 and line not in known}


def objects(clone):
    """Everything that a clone holds, reachable or not."""
    return git(clone, "cat-file", "--batch-all-objects", "--batch", text=False)


@pytest.mark.slow
def test_no_object_of_a_fresh_clone_holds_a_line_of_a_grader_or_solution(ours, published, tmp_path):
    lines, everything = telling_lines(ours), objects(published)
    assert len(lines) > 1000
    assert [line for line in lines if line in everything] == []
    remote = git(published, "remote", "get-url", "origin")
    git(tmp_path, "clone", "--quiet", "--branch", "solutions", "--single-branch", remote, "solved")
    solved = objects(tmp_path / "solved")
    assert len([line for line in lines if line in solved]) > 200  # the search can find them


def test_a_starter_holds_only_what_a_learner_gets(published):
    top = {path.name for path in published.iterdir()} - {".git", ".vscode", ".devcontainer"}
    assert top == {
        *(".editorconfig", ".gitattributes", ".github", ".gitignore", "LICENSE", "README.md", "docs", "exercises"),
        *("graders.seal", "noxfile.py", "plans", "pyproject.toml", "src"),
    }
    assert [path.name for path in (published / ".github" / "workflows").iterdir()] == ["grade.yml"]


def test_every_file_that_a_page_of_the_starter_links_to_exists(published):
    for page in [*published.glob("*.md"), *published.glob("docs/*.md"), *published.glob("exercises/*/*.md")]:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_starters_own_engine_grades_a_stub_and_a_solution_in_it(ours, published, tmp_path):
    clone = Path(shutil.copytree(published, tmp_path / "clone"))
    engine = {"PYTHONPATH": str(clone / "src")}
    stub = run("grade", "nms", cwd=clone, env=engine)
    assert (stub.status, stub.err) == (1, "")
    assert "not started" in stub.out
    shutil.copy(ours / "solutions" / "nms" / "nms.py", clone / "exercises" / "nms")
    solved = run("grade", "nms", cwd=clone, env=engine)
    assert (solved.status, solved.err) == (0, "")
    assert "perfect" in solved.out


def test_the_starter_has_a_history_of_its_own_of_one_commit_for_each_change(published):
    assert git(published, "log", "--format=%an <%ae>") == "\n".join(["shousi publish <publish@shousi.invalid>"] * 2)
    assert "One more sentence." in git(published, "show", "--format=", "HEAD")


def test_solutions_differ_from_the_starter_in_stubs_and_pages_alone(ours, published):
    git(ours, "fetch", "--quiet", git(published, "remote", "get-url", "origin"), "starter", "solutions")
    assert git(ours, "rev-list", "--count", "starter..solutions") == "1"
    changed = git(ours, "diff", "--name-status", "starter", "solutions", "--", "exercises/nms").splitlines()
    places = sorted(path.parent.relative_to(ours).as_posix() for path in (ours / "exercises" / "nms").rglob("nms.py"))
    assert sorted(changed) == sorted(
        line for place in places for line in (f"A\t{place}/SOLUTION.md", f"M\t{place}/nms.py")
    )
    everything = git(ours, "diff", "--name-only", "starter", "solutions", "--").splitlines()
    assert {
        path for path in everything if not re.fullmatch(r"exercises/(\w+)/(variants/\w+/)?(\1\.py|SOLUTION\.md)", path)
    } == set()
    assert git(ours, "show", "solutions:exercises/nms/nms.py") + "\n" == (ours / "solutions/nms/nms.py").read_text(
        encoding="utf-8"
    )


def test_the_same_commit_gives_the_same_bytes_whoever_publishes_it(main, tmp_path):
    git(tmp_path, "clone", "--quiet", "main", "other")
    strange = {
        "GIT_AUTHOR_NAME": "Somebody",
        "GIT_COMMITTER_EMAIL": "somebody@example.org",
        "GIT_COMMITTER_DATE": "2001-01-01T00:00:00Z",
        "TZ": "Asia/Tokyo",
        "LC_ALL": "C",
    }
    results = [run("publish", cwd=main), run("publish", cwd=tmp_path / "other", env=strange)]
    assert [result.status for result in results] == [0, 0]
    assert results[0].out == results[1].out


def test_publishing_again_adds_nothing_until_something_changes(main, remote):
    run("publish", "--solutions", "--push", remote, cwd=main)
    before = git(remote, "for-each-ref")
    (main / "notes.txt").write_text("of no concern to the starter")
    committed(main, "Take notes")
    again = run("publish", "--solutions", "--push", remote, cwd=main)
    assert again.out.count("unchanged") == 2
    assert git(remote, "for-each-ref") == before


def test_a_push_sends_the_starter_alone_unless_solutions_are_asked_for_and_says_what_went_where(main, remote):
    heads = ("for-each-ref", "--format=%(refname:short)", "refs/heads")
    first = run("publish", "--push", remote, cwd=main)
    assert (first.status, git(remote, *heads).splitlines()) == (0, ["starter"])
    told = first.out.splitlines()[2:]
    assert told[0] == f"Pushed to {remote}: starter."
    assert told[1].startswith("Not pushed: solutions. --solutions pushes it too")
    asked = run("publish", "--solutions", "--push", remote, cwd=main)
    assert (asked.status, git(remote, *heads).splitlines()) == (0, ["solutions", "starter"])
    assert asked.out.splitlines()[2:] == [f"Pushed to {remote}: starter and solutions."]
    assert git(remote, "rev-list", "--count", "starter..solutions") == "1"
    assert "--push REMOTE" in refused(main, "--solutions")


def test_a_template_never_gets_an_assignments_solutions_by_habit(main, remote):
    run("publish", "--only", "double", "--push", remote, cwd=main)
    everything = objects(remote)
    assert (main / "solutions" / "double" / "double.py").read_bytes() not in everything


def test_an_assignments_starter_holds_its_exercises_alone(ours, tmp_path):
    git(tmp_path, "clone", "--quiet", str(ours), "main")
    ran = run("publish", "--only", "conv2d,nms", cwd=tmp_path / "main")
    assert (ran.status, ran.err) == (0, "")
    branch = "starter-conv2d-nms"
    files = git(tmp_path / "main", "ls-tree", "-r", "--name-only", branch).splitlines()
    assert {path.split("/")[1] for path in files if path.startswith("exercises/")} == {
        *("catalogue.toml", "conv2d", "nms")
    }
    git(tmp_path / "main", "switch", "--quiet", branch)
    assert "gaussian" not in run("list", cwd=tmp_path / "main").out
    readme = (tmp_path / "main" / "README.md").read_text(encoding="utf-8")
    assert "exercises/conv2d/conv2d.py" in readme
    assert "gaussian" not in readme


def test_a_starter_says_which_exercises_it_holds_of_one_that_it_does_not(ours, tmp_path):
    git(tmp_path, "clone", "--quiet", str(ours), "main")
    main = tmp_path / "main"
    assert run("publish", "--only", "nms,iou", cwd=main).status == 0
    git(main, "switch", "--quiet", "starter-nms-iou")
    for command in ("grade", "hint", "practice"):
        ran = run(command, "conv2d", cwd=main)
        told = 'shousi: this starter holds no exercise "conv2d"; it holds nms, iou.\n'
        assert (ran.status, ran.out, ran.err) == (2, "", told)
    misspelt = run("grade", "nsm", cwd=main)
    told = 'shousi: this starter holds no exercise "nsm"; it holds nms, iou. Did you mean "nms"?\n'
    assert (misspelt.status, misspelt.out, misspelt.err) == (2, "", told)


def refused(main, *arguments):
    before = git(main, "for-each-ref", "refs/heads")
    ran = run("publish", *arguments, cwd=main)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    assert git(main, "for-each-ref", "refs/heads") == before
    return ran.err


def test_a_dirty_work_tree_is_refused_by_name(main):
    (main / "exercises" / "double" / "README.md").write_text("half a sentence")
    assert "exercises/double/README.md" in refused(main)


def test_a_branch_that_is_checked_out_is_not_moved_below_the_work_tree(main, tmp_path):
    run("publish", cwd=main)
    git(main, "worktree", "add", "--quiet", str(tmp_path / "beside"), "starter")
    assert "starter is checked out. Check out main, then try again." in refused(main)


def test_a_missing_remote_is_refused_before_anything_is_built(main):
    assert "nowhere: cannot be reached" in refused(main, "--push", "nowhere")
    assert "--upload-pack=touch x: no remote" in refused(main, "--push=--upload-pack=touch x")


def test_settings_that_git_gets_from_the_environment_count(main, remote):
    folder = remote.parent.as_posix()
    settings = {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": f"url.{folder}/.insteadOf"}
    settings["GIT_CONFIG_VALUE_0"] = "git@example.org:"
    ran = run("publish", "--push", "git@example.org:remote.git", cwd=main, env=settings)
    assert (ran.status, ran.err) == (0, "")
    assert git(remote, "rev-list", "--count", "starter") == "1"


def test_an_unknown_exercise_is_refused_with_the_known_ones(main):
    assert 'no exercise "doubel"' in refused(main, "--only", "doubel")


@pytest.mark.parametrize("part", ["graders/double/test_double.py", "solutions/double/double.py"])
def test_an_exercise_without_grader_or_solution_is_refused(main, part):
    (main / part).unlink()
    committed(main, "Lose a part")
    assert f"double: {part} is missing" in refused(main)


def test_an_answer_that_was_committed_in_a_stub_is_not_published(main):
    shutil.copy(main / "solutions" / "double" / "double.py", main / "exercises" / "double" / "double.py")
    committed(main, "Practise")
    told = refused(main)
    assert "exercises/double/double.py is no longer the stub." in told


def test_outside_a_repository_there_is_nothing_to_publish(toy):
    ran = run("publish", cwd=toy)
    assert ran.status == 2
    assert "no git repository" in ran.err


def test_a_starter_that_somebody_committed_to_is_not_overwritten(main, remote, tmp_path):
    run("publish", "--solutions", "--push", remote, cwd=main)
    git(tmp_path, "clone", "--quiet", "--branch", "starter", "remote.git", "theirs")
    (tmp_path / "theirs" / "hint.txt").write_text("a hint for the class")
    committed(tmp_path / "theirs", "Give a hint")
    git(tmp_path / "theirs", "push", "--quiet")
    before = git(remote, "for-each-ref")
    (main / "exercises" / "double" / "README.md").write_text("a new statement")
    committed(main, "Say it anew")
    told = refused(main, "--solutions", "--push", remote)
    assert "Give a hint (Author)" in told
    assert git(remote, "for-each-ref") == before


def test_branches_that_grew_apart_are_not_forced_over(main, remote, tmp_path):
    git(tmp_path, "clone", "--quiet", "main", "other")
    for place, words in ((main, "one"), (tmp_path / "other", "another")):
        (place / "exercises" / "double" / "README.md").write_text(words)
        committed(place, f"Say {words} thing")
    run("publish", "--solutions", "--push", remote, cwd=tmp_path / "other")
    run("publish", cwd=main)
    assert "have grown apart" in refused(main, "--solutions", "--push", remote)


def test_a_second_place_goes_on_from_what_the_remote_has(main, remote, tmp_path):
    run("publish", "--solutions", "--push", remote, cwd=main)
    git(tmp_path, "clone", "--quiet", "--depth=1", main.as_uri(), "runner")  # as CI does
    runner = tmp_path / "runner"
    (runner / "exercises" / "double" / "README.md").write_text("a new statement")
    committed(runner, "Say it anew")
    ran = run("publish", "--solutions", "--push", remote, cwd=runner)
    assert (ran.status, ran.err) == (0, "")
    assert "starter" in ran.out
    assert "solutions" in ran.out
    assert "replaced, now on top of starter" in ran.out
    assert git(remote, "rev-list", "--count", "starter") == "2"
    assert git(remote, "rev-list", "--count", "starter..solutions") == "1"


def test_a_branch_that_moves_during_the_push_stays_as_it_is(main, remote):
    run("publish", "--solutions", "--push", remote, cwd=main)
    (main / "exercises" / "double" / "README.md").write_text("a new statement")
    committed(main, "Say it anew")
    solutions = git(remote, "rev-parse", "solutions")
    hook = remote / "hooks" / "pre-receive"  # where somebody else's push comes in between
    hook.write_text(f"#!/bin/sh\nenv -u GIT_QUARANTINE_PATH git update-ref refs/heads/starter {solutions}\n")
    hook.chmod(0o755)
    assert "the push was refused" in refused(main, "--solutions", "--push", remote)
    assert [git(remote, "rev-parse", name) for name in ("starter", "solutions")] == [solutions] * 2
