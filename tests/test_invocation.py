"""A message names its command in the way that works for whoever reads it."""

import pytest

from conftest import run
from shousi import invocation


@pytest.mark.parametrize(
    ("started", "command", "provided"),
    [
        ("nox", "nox -s grade -- nms", "nox -s grade -- nms"),
        ("python3 noxfile.py", "python3 noxfile.py -s grade -- nms", "python3 noxfile.py -s grade -- nms"),
        ("shousi", "shousi grade nms", "python3 noxfile.py -s grade -- nms"),
        (None, "shousi grade nms", "python3 noxfile.py -s grade -- nms"),
        ("\x1b]0;owned\x07", "shousi grade nms", "python3 noxfile.py -s grade -- nms"),
    ],
)
def test_a_command_is_named_as_we_were_started_and_nothing_else_is_ever_shown(monkeypatch, started, command, provided):
    monkeypatch.delenv(invocation.VARIABLE, raising=False)
    if started is not None:
        monkeypatch.setenv(invocation.VARIABLE, started)
    assert invocation.command("grade", "nms") == command
    assert invocation.command("grade", "nms", sets_up=True) == provided


def test_a_command_without_words_has_no_dashes(monkeypatch):
    monkeypatch.setenv(invocation.VARIABLE, "nox")
    assert invocation.command("list") == "nox -s list"


def test_whoever_runs_noxfile_reads_commands_of_noxfile(toy):
    env = {invocation.VARIABLE: invocation.NOXFILE}
    assert "`python3 noxfile.py -s list` shows" in run("grade", "quicksort", cwd=toy, env=env).err
    assert "`python3 noxfile.py -s practice` chooses" in run("progress", cwd=toy, env=env).out
