"""The branches for learners and instructors: git, seals, the starter, and publishing it."""
