"""Publishing the branches for learners and instructors: git, seals, and the contents of the branches."""
