"""The table in docs/security.md is that of the attacks that there are."""

import re
from pathlib import Path

from attacks.every import ROWS

DOCS = Path(__file__).parents[2] / "docs" / "security.md"
ROW = re.compile(r"^\| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)


def rows():
    """Return name, unlocked, A and B of each row."""
    table = DOCS.read_text(encoding="utf-8").partition("<!-- attacks -->")[2]
    return [row for row in ROW.findall(table) if row[0] != "attack"]


def test_it_lists_each_attack_once_and_no_other():
    assert [row[0] for row in rows()] == [attack.name for attack in ROWS]
    assert len({attack.name for attack in ROWS}) == len(ROWS) >= 120


def test_it_says_of_none_that_it_gets_through_a_lock():
    assert {cell for row in rows() for cell in row[2:]} == {"stopped"}


def test_it_says_of_each_where_it_gets_through_unless_this_kernel_lacks_what_it_needs():
    untried = {row[0] for row in rows() if not row[1].startswith("gets through")}
    assert untried <= {attack.name for attack in ROWS if getattr(attack, "needs_unlocked", ())}


def test_every_test_that_a_promise_names_is_there():
    promises = re.findall(r"`(tests/\S+\.py)::(\w+)`", DOCS.read_text(encoding="utf-8"))
    assert len(promises) >= 19
    root = DOCS.parents[1]
    assert [name for path, name in promises if f"def {name}(" not in (root / path).read_text(encoding="utf-8")] == []
