"""shousi: graded exercises for the functions that deep-learning interviews ask one to write by hand."""

__version__ = "0.1.0"
