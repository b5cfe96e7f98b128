"""For instructors: assignments, bundles for the hosts of classrooms, and the results that they expect."""
