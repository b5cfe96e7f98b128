"""The tables of the history. Each script brings a file from one version to the next, and is never changed again."""

from __future__ import annotations

_V1 = """
CREATE TABLE grading (
    id INTEGER PRIMARY KEY,
    exercise TEXT NOT NULL,
    created TEXT NOT NULL,
    verdict TEXT NOT NULL,
    points INTEGER NOT NULL,
    max_points INTEGER NOT NULL,
    ratio REAL,
    mistake TEXT,
    seed INTEGER NOT NULL,
    seconds REAL NOT NULL
);
CREATE INDEX grading_of_exercise ON grading (exercise, created)
"""

# `planned` holds the tasks of a sitting, with spaces between them; `passed` the most seconds that its clock has shown;
# `outcome` is NULL while it goes on. The other times of a sitting and its attempts are seconds from its start.
_V2 = """
CREATE TABLE sitting (
    id INTEGER PRIMARY KEY,
    wall REAL NOT NULL,
    steady REAL NOT NULL,
    era TEXT NOT NULL,
    sleeps INTEGER NOT NULL,
    allowed REAL NOT NULL,
    passed REAL NOT NULL DEFAULT 0,
    planned TEXT NOT NULL,
    outcome TEXT
);
CREATE TABLE attempt (
    id INTEGER PRIMARY KEY,
    sitting INTEGER NOT NULL REFERENCES sitting (id),
    exercise TEXT NOT NULL,
    variant TEXT NOT NULL,
    created TEXT NOT NULL,
    began REAL NOT NULL,
    ended REAL,
    outcome TEXT
);
CREATE INDEX attempt_of_exercise ON attempt (exercise, variant);
CREATE TABLE help (
    id INTEGER PRIMARY KEY,
    exercise TEXT NOT NULL,
    variant TEXT NOT NULL,
    created TEXT NOT NULL,
    kind TEXT NOT NULL,
    number INTEGER NOT NULL,
    attempt INTEGER REFERENCES attempt (id)
);
CREATE INDEX help_of_exercise ON help (exercise, variant);
ALTER TABLE grading ADD COLUMN variant TEXT NOT NULL DEFAULT '';
ALTER TABLE grading ADD COLUMN attempt INTEGER REFERENCES attempt (id);
ALTER TABLE grading ADD COLUMN elapsed REAL;
ALTER TABLE grading ADD COLUMN answers_right INTEGER NOT NULL DEFAULT 0;
ALTER TABLE grading ADD COLUMN hints INTEGER NOT NULL DEFAULT 0;
ALTER TABLE grading ADD COLUMN submission TEXT NOT NULL DEFAULT '';
UPDATE grading SET answers_right = 1 WHERE verdict IN ('accepted', 'too slow')
"""

_V3 = "ALTER TABLE grading ADD COLUMN perfect INTEGER NOT NULL DEFAULT 0"

MIGRATIONS = (_V1, _V2, _V3)
