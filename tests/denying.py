"""Run a command on a kernel that refuses some system calls, as container runtimes and hardened kernels do.

    python denying.py '{"landlock_add_rule": {"error": "EPERM"}}' command …

A refusal may be limited to calls in whose first argument some bit is set (`bits`) or that have one value (`value`).
"""

import ctypes
import errno
import json
import os
import struct
import sys

# Of x86-64.
NUMBERS = {
    "capset": 126, "clock_gettime": 228, "landlock_add_rule": 445, "landlock_create_ruleset": 444,
    "landlock_restrict_self": 446, "pidfd_open": 434, "prctl": 157, "seccomp": 317, "setsid": 112, "setrlimit": 160,
    "prlimit64": 302,
}  # fmt: skip
_ALLOW, _ERRNO = 0x7FFF0000, 0x00050000
_LOAD, _RETURN, _EQUAL, _ANY_BIT = 0x20, 0x06, 0x15, 0x45
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _FILTER = 38, 22, 2


def main():
    refused = json.loads(sys.argv[1])
    code = b"".join(_refusal(name, **how) for name, how in refused.items()) + _one(_RETURN, 0, 0, _ALLOW)
    libc = ctypes.CDLL(None, use_errno=True)
    buffer = ctypes.create_string_buffer(code, len(code))
    header = struct.pack("@HxxxxxxP", len(code) // 8, ctypes.addressof(buffer))
    zero = ctypes.c_ulong(0)
    assert libc.prctl(_PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), zero, zero, zero) == 0
    assert libc.prctl(_PR_SET_SECCOMP, ctypes.c_ulong(_FILTER), ctypes.c_char_p(header), zero, zero) == 0, os.strerror(
        ctypes.get_errno()
    )
    os.execvp(sys.argv[2], sys.argv[2:])


def _refusal(name, error, bits=0, value=None):
    body = [_one(_RETURN, 0, 0, _ERRNO | getattr(errno, error))]
    if bits:
        body = [_one(_LOAD, 0, 0, 16), _one(_ANY_BIT, 0, 1, bits), *body]
    elif value is not None:
        body = [_one(_LOAD, 0, 0, 16), _one(_EQUAL, 0, 1, value), *body]
    return b"".join([_one(_LOAD, 0, 0, 0), _one(_EQUAL, 0, len(body), NUMBERS[name]), *body])


def _one(kind, if_true, if_false, value):
    return struct.pack("<HBBI", kind, if_true, if_false, value)


if __name__ == "__main__":
    main()
