"""A zygote whose workers have one entry of the system call filter changed; all else is as it always is.

Run in place of `shousi.sandbox.inside.zygote`, with three arguments more: where the engine is, the changes as JSON,
and a folder that can be read under Landlock too. Which change a worker gets, the low bits of its memory limit say (0 is
none): so one zygote serves for all of them, each by a real lockdown and under the real kernel.
"""

import json
import sys

NUMBERS = 4096  # of changes: a page of memory, less than any limit is about


def main():
    home, changes, folder = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3]
    del sys.argv[1:4]
    sys.path.insert(0, home)
    import shousi  # noqa: F401 - from there and from nowhere else

    del sys.path[0]
    import msgspec

    from shousi.sandbox.inside import zygote
    from shousi.sandbox.lock import lockdown, seccomp, syscalls

    def changed(rule, number):
        name, values = changes[number - 1] if number else ("", None)
        if rule.name != name:
            return [rule]
        return [] if values is None else [msgspec.convert(msgspec.to_builtins(rule) | values, seccomp.Rule)]

    def filter_of(lock, limits):
        scratch = bool(limits.scratch and lock.abi)
        permits = seccomp.Permits(files=bool(lock.abi), threads=limits.threads, scratch=scratch)
        rules = [new for rule in seccomp.rules(permits) for new in changed(rule, limits.memory % NUMBERS)]
        return seccomp.program(syscalls.this_machine(), rules)

    readable = lockdown.readable_paths()
    lockdown.readable_paths = lambda: (*readable, folder)
    lockdown.filter_of = filter_of
    zygote.probes.leaks = lambda lock: []  # what gets through is for the tests to see
    zygote.main()


if __name__ == "__main__":
    main()
