"""A parser of options whose errors are one line: what was expected, what came, what to do next."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import Any, NoReturn

from shousi import invocation
from shousi.errors import UsageError, nearest, one_of, printable


class Parser(argparse.ArgumentParser):
    """An argparse parser that raises UsageError. The parsers of its subcommands are of this class too."""

    _flags: tuple[str, ...] = ()
    _commands: Any = None
    _rest = ""

    def take_rest(self, name: str) -> None:
        """Give the words after "--" to the option of this name, whatever they begin with."""
        self._rest = name
        self.set_defaults(**{name: []})

    def add_argument(self, *flags: str, **settings: Any) -> argparse.Action:
        """Add an argument, and remember its names."""
        self._flags += flags
        return super().add_argument(*flags, **settings)

    def add_subparsers(self, **settings: Any) -> Any:
        """Return the object that subcommands are added to, and remember it."""
        self._commands = super().add_subparsers(**settings)
        return self._commands

    def parse_known_args(self, args: Iterable[str] | None = None, namespace: Any = None) -> tuple[Any, list[str]]:
        """Return the options and an empty list: a word that no option takes is an error.

        Raises:
            UsageError: an option or a command is wrong.
        """
        words = list(sys.argv[1:] if args is None else args)
        if self._commands:
            self._check_command(words)
        end = words.index("--") if self._rest and "--" in words else len(words)
        found, left = super().parse_known_args(words[:end], namespace)
        if self._rest:
            setattr(found, self._rest, words[end + 1 :])
        for word in left:
            self._check_option(word)
            self.error(f'"{printable(word, 80)}" is one too many')
        return found, left

    def error(self, message: str) -> NoReturn:
        """Raise UsageError with what is wrong, and the command that tells more.

        Raises:
            UsageError: always.
        """
        problem = f"{self._command}: {printable(message, 400)}".removeprefix(": ")
        raise UsageError(f"{problem}.{self._help('tells more')}")

    def _check_command(self, words: list[str]) -> None:
        named = next((word for word in words if not word.startswith("-")), None)
        if named is None:
            for word in words:
                self._check_option(word)
        elif named not in self._commands.choices:
            near = nearest(named, self._commands.choices)
            raise UsageError(f'no command "{printable(named, 80)}".{_advice(near)}{self._help("shows all of them")}')

    def _check_option(self, word: str) -> None:
        flag = word.partition("=")[0]
        if flag.startswith("-") and flag not in self._flags:
            known = {name.removeprefix("--"): name for name in self._flags if name.startswith("--")}
            near = [known[name] for name in nearest(flag.lstrip("-"), known)]
            problem = f'{self._command}: no option "{printable(flag, 80)}".{_advice(near)}'.removeprefix(": ")
            raise UsageError(f"{problem}{self._help('shows all of them')}")

    @property
    def _command(self) -> str:
        return self.prog.partition(" ")[2]  # of "shousi grade"

    def _help(self, does: str) -> str:
        command, *words = [*self._command.split(), "--help"]
        return f" `{invocation.command(command, *words)}` {does}."


def _advice(near: list[str]) -> str:
    return f" Did you mean {one_of(near)}?" if near else ""


def positive_number(text: str) -> int:
    """Return the whole number from 1 to 9999 that an option was given.

    Raises:
        ArgumentTypeError: it is none.
    """
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
    if not number:
        raise argparse.ArgumentTypeError(f"a whole number from 1 to 9999, not {printable(text, 40)}")
    return number


def part(text: str) -> tuple[int, int]:
    """Return the two numbers of a part, such as 2/8 for the second of eight.

    Raises:
        ArgumentTypeError: it is none.
    """
    number, _, count = text.partition("/")
    try:
        found = positive_number(number), positive_number(count)
    except argparse.ArgumentTypeError:
        found = (1, 0)
    if found[0] > found[1]:
        raise argparse.ArgumentTypeError(f"a part such as 2/8, not {printable(text, 40)}")
    return found
