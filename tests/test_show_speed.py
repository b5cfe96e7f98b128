"""The bar and the table of growth: everything in its place, and nothing wider than its screen."""

import io

import msgspec
import pytest
from rich.console import Console

from shousi.report import Growth, MemoryResult, SpeedResult
from shousi.show import speed


def measured(ratio, **changes):
    facts = {"ratio": ratio, "limit": 25.0, "pairs": 6, "decision": "fast enough", "milliseconds": 1.0}
    return SpeedResult(**{**facts, "solution_milliseconds": 1.0, "busy": False, "official": True, **changes})


def shown(result, width=80):
    return [line.plain for line in speed.chart_lines(result, Console(width=width, file=io.StringIO()))]


def test_the_bar_places_the_submission_between_library_solution_limit_and_loop():
    axis, *rows = shown(measured(4.0, loop=100.0, library=0.25))
    names = ("library 0.25", "solution 1", "you 4", "limit 25", "loop 100")
    places = [next(row.index(name) for row in rows if name in row) for name in names]
    assert places == sorted(set(places))
    assert axis.index("o") == places[2]
    assert axis.count("|") == 4


@pytest.mark.parametrize("ratio", [0.0, 1e-9, 0.99, 1.0, 1.01, 24.9, 25.0, 1e6])
@pytest.mark.parametrize("width", [42, 60, 80, 200])
def test_no_ratio_breaks_the_bar_and_no_line_is_wider_than_the_screen(ratio, width):
    lines = shown(measured(ratio, loop=140.0, library=1.2), width)
    assert "o" in lines[0]
    assert max(map(len, lines)) <= width
    told = "\n".join(lines)
    assert all(name in told for name in ("you ", "solution 1", "limit 25", "loop 140", "library 1.2"))


def test_a_screen_too_narrow_for_a_bar_has_none():
    assert shown(measured(4.0), width=30) == []


GROWTH = Growth(
    of="boxes", sizes=(500, 1000, 2000), milliseconds=(1, 4, 16), solution_milliseconds=(1, 2, 4), slope=1.0
)


def test_growth_is_a_table_of_both_times_and_where_it_is_judged_says_what_it_means():
    lines = shown(measured(4.0, growth=msgspec.structs.replace(GROWTH, limit=0.35)))
    assert lines[-4].split() == ["500", "1", "ms", "1", "ms", "1.0"]
    assert lines[-2].split() == ["2,000", "16", "ms", "4", "ms", "4.0"]
    assert lines[-1].strip() == "yours grows faster than the solution"


def test_growth_that_is_only_shown_is_called_neither_fast_nor_slow():
    lines = shown(measured(4.0, growth=GROWTH))
    assert lines[-1].split() == ["2,000", "16", "ms", "4", "ms", "4.0"]
    assert not any("grows" in line for line in lines)


def test_memory_that_nobody_outside_could_see_is_not_pretended():
    told = speed.memory_line(MemoryResult(function="nms", mebibytes=None, limit=100, official=False))
    assert told.startswith("not measured")
