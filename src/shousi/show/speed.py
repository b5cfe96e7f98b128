"""The line about speed on a learner's screen."""

from __future__ import annotations

from rich.text import Text

from shousi.report import SpeedResult, two_digits


def line(speed: SpeedResult) -> Text:
    """Return how fast a submission is, next to the reference and to what is allowed."""
    busy = ", machine busy" if speed.busy else ""
    official = "" if speed.official else ", not official: this system has no outside clock"
    pairs = f"{speed.pairs} alternating pairs" if speed.pairs != 1 else "1 pair"
    return Text(f"{two_digits(speed.ratio)} times the reference, limit {speed.limit:g}; {pairs}{busy}{official}")
