"""A grading as one HTML page that needs nothing else: no network, no script, under 1 MB."""

from __future__ import annotations

from typing import Any

from shousi.catalogue import Exercise
from shousi.grading.results import GradingResult
from shousi.report import CheckResult, Report, SpeedResult, Verdict
from shousi.show import cells, figures, plots, speed
from shousi.show.pages import render_page
from shousi.show.run_facts import NO_TIER, TIERS
from shousi.wording import bonus_diagnosis, facts_of, fixed_sentence, main_failure, points_line

_MAX_PICTURES = 8  # of some 30 KiB each
_MAX_PICTURE_BYTES = 700_000  # together: with the longest texts that a report can hold, the page stays below 1 MB
_TONES = {
    Verdict.ACCEPTED: "good",
    Verdict.TOO_SLOW: "slow",
    Verdict.NOT_STARTED: "new",
    Verdict.NOT_MEASURED: "new",
    Verdict.UNDECIDED: "new",
    Verdict.MEMORY_UNDECIDED: "new",
}


def to_html(exercise: Exercise, result: GradingResult) -> bytes:
    """Return the page of a grading. Text that a submission has put into it stays text."""
    report = result.report
    several = len(report.functions) > 1
    return render_page(
        "page.html",
        exercise=exercise,
        report=report,
        points=points_line(report),
        failures=_failures(exercise, result),
        speed=report.speed and speed.speed_line(report.speed, named=several).plain,
        memory=report.memory and speed.memory_line(report.memory, named=several),
        marks=speed.marks(report.speed) if report.speed else [],
        timings=plots.draw_pairs(report.speed, result.pairs) if report.speed else None,
        growth=_growth(report.speed),
        tier=TIERS.get(report.sandbox, NO_TIER),
        opening=fixed_sentence(report) or report.summary,
        bonus_diagnosis=bonus_diagnosis(report),
        tone=_TONES.get(report.verdict, "bad"),
        times=speed.times,
    )


def _growth(measured: SpeedResult | None) -> dict[str, Any] | None:
    if measured is None or measured.growth is None:
        return None
    growth = measured.growth
    head, *body = speed.growth_table(growth)
    line = speed.growth_line(growth)
    return {"head": head, "body": body, "picture": plots.draw_growth(growth), "line": line, "limit": growth.limit}


def _failures(exercise: Exercise, result: GradingResult) -> list[dict[str, Any]]:
    """Return the failures as the template shows them, the main one first, with pictures for as many as fit."""
    main = main_failure(result.report)
    calls = {call.check: call for call in reversed(result.failed_calls)}  # the first call of each check wins
    entries: list[dict[str, Any]] = []
    pictures, room = 0, _MAX_PICTURE_BYTES
    for check in sorted(_failed(result.report), key=lambda check: (check is not main, check.bonus)):
        entry: dict[str, Any] = {"check": check, "facts": check.failure and facts_of(check.failure)}
        call = calls.get(check.name)
        seen = call and call.seen(exercise.picture)
        entry |= {"is_larger": seen is not call, "picture": None, "table": None}
        if seen and pictures < _MAX_PICTURES:
            entry["table"] = cells.cells_of(seen) if exercise.picture == "table" else None
            drawn = figures.draw_failed_call(exercise, seen)
            if drawn and len(drawn.source) < room:
                room -= len(drawn.source)
                pictures += 1
                entry["picture"] = drawn
        entries.append(entry)
    return entries


def _failed(report: Report) -> list[CheckResult]:
    return [
        check
        for check in report.checks
        if check.verdict and check.failure and check.verdict is not Verdict.NOT_MEASURED
    ]
