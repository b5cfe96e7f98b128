"""The lock of a worker: Landlock, the system call filter, resource limits, and the probes that test it."""
