"""What an author of exercises runs: the gate, mutants of the solution, and the placing of limits."""
