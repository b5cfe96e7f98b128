"""The tables of system call numbers, held against libseccomp's, which are made from the kernel's own."""

import ctypes
import errno
import sys

import pytest

from shousi.sandbox.lock import kernel, syscalls


def libseccomp():
    try:
        return ctypes.CDLL("libseccomp.so.2")
    except OSError:
        pytest.skip("libseccomp.so.2 is not installed (Debian, Ubuntu: apt install libseccomp2)")


def number(name, audit):
    resolve = libseccomp().seccomp_syscall_resolve_name_arch
    resolve.argtypes = [ctypes.c_uint32, ctypes.c_char_p]
    return resolve(audit, name.encode())


@pytest.mark.parametrize("architecture", syscalls.ARCHITECTURES)
def test_every_number_is_the_kernels(architecture):
    machine = syscalls.ARCHITECTURES[architecture]
    ours = dict(machine.numbers) | kernel.NUMBERS[architecture] | kernel.EVERYWHERE
    theirs = {name: number(name, machine.audit) for name in ours}
    assert ours == theirs


def test_a_number_that_is_off_by_one_would_be_noticed():
    assert number("read", syscalls.X86_64.audit) != 1
    assert number("no_such_call", syscalls.X86_64.audit) < 0


@pytest.mark.parametrize("architecture", syscalls.ARCHITECTURES)
def test_the_kernels_name_of_an_architecture_is_libseccomps(architecture):
    library = libseccomp()
    library.seccomp_arch_resolve_name.restype = ctypes.c_uint32
    assert syscalls.ARCHITECTURES[architecture].audit == library.seccomp_arch_resolve_name(architecture.encode())


@pytest.mark.skipif(sys.platform != "linux", reason="system calls by number are Linux's")
def test_a_call_without_a_number_fails_as_one_that_the_kernel_lacks():
    with pytest.raises(OSError, match="no_such_call") as caught:
        kernel.call("no_such_call")
    assert caught.value.errno == errno.ENOSYS
