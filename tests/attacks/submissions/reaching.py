"""Submissions that talk to somebody outside."""

import ctypes
import os
import socket
import struct
import urllib.request

from kit import syscall

_held = []


def _kept(made):
    _held.append(made)
    return made


def tcp(t):
    _kept(socket.create_connection(("127.0.0.1", t["tcp"])))


def tcp_fast_open(t):
    _kept(socket.socket()).sendto(b"x", 0x20000000, ("127.0.0.1", t["tcp"]))  # MSG_FASTOPEN


def multipath_tcp(t):
    _kept(socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262)).connect(("127.0.0.1", t["tcp"]))


def http(t):
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{t['tcp']}/{t['token']}", timeout=0.2)
    except TimeoutError:
        return


def udp(t):
    _kept(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)).sendto(t["token"].encode(), ("127.0.0.1", t["udp"]))


def udp_connected(t):
    made = _kept(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    made.connect(("127.0.0.1", t["udp"]))
    made.send(t["token"].encode())


def unix_path(t):
    _kept(socket.socket(socket.AF_UNIX)).connect(t["unix"])


def unix_path_datagram(t):
    _kept(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)).sendto(t["token"].encode(), t["datagrams"])


def unix_abstract(t):
    _kept(socket.socket(socket.AF_UNIX)).connect("\0" + t["abstract"])


def descriptor_passed_out(t):
    made = _kept(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
    made.connect(t["datagrams"])
    socket.send_fds(made, [t["token"].encode()], [0])


def socket_pair(t):
    _held.extend(socket.socketpair())


def netlink(t):
    _kept(socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0))


def raw(t):
    _kept(socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP))


def packet(t):
    _kept(socket.socket(socket.AF_PACKET, socket.SOCK_RAW))


def vsock(t):
    _kept(socket.socket(40, socket.SOCK_STREAM))


def io_uring(t):
    _kept(syscall("io_uring_setup", 4, ctypes.create_string_buffer(120)))


def listen_tcp(t):
    made = _kept(socket.socket())
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind(("127.0.0.1", t["free"]))
    made.listen()


def bind_udp(t):
    _kept(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)).bind(("127.0.0.1", 0))


def bind_path(t):
    _kept(socket.socket(socket.AF_UNIX)).bind(t["folder"] + "/made")


def bind_abstract(t):
    _kept(socket.socket(socket.AF_UNIX)).bind("\0mine" + t["token"])
