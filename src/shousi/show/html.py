"""A grading as one page that needs nothing beside it: no network, no script, under 1 MB."""

from __future__ import annotations

import base64
from importlib.resources import files
from typing import Any

import jinja2

from shousi.catalogue import Exercise
from shousi.grading.results import GradingResult
from shousi.report import CheckResult, Report, SpeedResult, Verdict
from shousi.show import cells, figures, plots, speed
from shousi.show.terminal import TIERS, story_of

_MOST_PICTURES = 8  # of some 30 KiB each
_ROOM = 700_000  # bytes of pictures: with the largest texts that a report can hold, the page stays below 1 MB


def to_html(exercise: Exercise, result: GradingResult) -> bytes:
    """Return the page of a grading. Whatever text a submission has put into it stays text."""
    report = result.report
    timings = plots.of_speed(report.speed, result.pairs) if report.speed else None
    several = len(report.functions) > 1
    template = _environment().from_string(files("shousi.show").joinpath("page.html").read_text(encoding="utf-8"))
    page = template.render(
        exercise=exercise,
        report=report,
        failures=_failures(exercise, result),
        speed=report.speed and speed.line(report.speed, named=several).plain,
        memory=report.memory and speed.memory_line(report.memory, named=several),
        places=speed.marks(report.speed) if report.speed else [],
        timings=timings and _picture(timings),
        growth=_growth(report.speed),
        tier=TIERS.get(report.sandbox, "none started"),
        told=_told(report),
        tone=_tone(report.verdict),
        times=speed.times,
    )
    return page.encode()


def _environment() -> jinja2.Environment:
    return jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def _told(report: Report) -> str:
    if report.verdict is Verdict.ACCEPTED and report.levels:
        return f"All {len(report.checks)} checks passed."
    if report.verdict is Verdict.JUDGE_ERROR:
        return "The grading itself broke: our fault, not yours. Nothing is said about your submission."
    if report.verdict is Verdict.NOT_MEASURED:
        return "All other checks passed. Grade without --no-speed for a verdict."
    return report.summary


def _growth(measured: SpeedResult | None) -> dict[str, Any] | None:
    if measured is None or measured.growth is None:
        return None
    head, *body = speed.table(measured.growth)
    drawn = plots.of_growth(measured.growth)
    facts = {"told": speed.slope_line(measured.growth), "limit": measured.growth.limit}
    return {"head": head, "body": body, "picture": drawn and _picture(drawn), **facts}


def _tone(verdict: Verdict) -> str:
    return {
        Verdict.ACCEPTED: "good",
        Verdict.TOO_SLOW: "slow",
        Verdict.NOT_STARTED: "new",
        Verdict.NOT_MEASURED: "new",
    }.get(verdict, "bad")


def _failures(exercise: Exercise, result: GradingResult) -> list[dict[str, Any]]:
    """Return the failures as the template shows them, the one told whole first, with pictures for as many as fit."""
    told = story_of(result.report)
    cases = {case.check: case for case in reversed(result.failed_calls)}
    shown: list[dict[str, Any]] = []
    room = _ROOM
    for check in sorted(_failed(result.report), key=lambda check: check is not told):
        entry: dict[str, Any] = {"check": check, "rows": _rows(check), "picture": None, "table": None}
        found = cases.get(check.name)
        case = found and found.seen(exercise.picture)
        entry["larger"] = case is not found
        if case and len([one for one in shown if one["picture"]]) < _MOST_PICTURES:
            entry["table"] = cells.of_case(case) if exercise.picture == "table" else None
            drawn = figures.of_case(exercise, case)
            if drawn and len(drawn.data) * 4 // 3 < room:
                room -= len(drawn.data) * 4 // 3
                entry["picture"] = _picture(drawn)
        shown.append(entry)
    return shown


def _failed(report: Report) -> list[CheckResult]:
    return [
        check
        for check in report.checks
        if check.verdict and check.failure and check.verdict is not Verdict.NOT_MEASURED
    ]


def _rows(check: CheckResult) -> list[tuple[str, str]]:
    failure = check.failure
    if failure is None:
        return []
    rows = [
        ("call", failure.call),
        ("printed", "\n".join(failure.printed)),
        ("expected", failure.expected),
        ("got", failure.got),
        ("where", failure.where),
        ("at", "\n".join(failure.traceback)),
    ]
    return [(label, text) for label, text in rows if text]


def _picture(drawn: figures.Drawn) -> dict[str, str]:
    data = base64.standard_b64encode(drawn.data).decode("ascii")
    return {"source": f"data:image/svg+xml;base64,{data}", "alt": drawn.alt}
