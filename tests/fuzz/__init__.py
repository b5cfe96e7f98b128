"""What a hostile submission may send or do, made by the thousand; `tests/fuzzing.py` runs all of it."""
