"""The worker that runs a submission, the zygote that forks it, and the judge's handle on both."""
