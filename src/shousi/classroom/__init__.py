"""For whoever sets the exercises: sealed graders, the published branches, assignments, bundles for classrooms."""
