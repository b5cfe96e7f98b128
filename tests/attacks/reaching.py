"""Reaching out: sockets of every kind, and who answers."""

from __future__ import annotations

from attacks import oracles
from attacks.frame import Attack
from attacks.oracles import Oracle


def _one(name: str, call: str, saw: Oracle, *needs: str) -> Attack:
    return Attack(name=name, line="Reaching out", file="reaching", call=call, saw=saw, needs=needs)


_SOCKET = oracles.holds("socket:")

ATTACKS = (
    _one("TCP", "tcp", oracles.reached),
    _one("TCP opened by its first data", "tcp_fast_open", oracles.reached),
    _one("multipath TCP", "multipath_tcp", oracles.reached, "multipath TCP"),
    _one("HTTP", "http", oracles.reached),
    _one("UDP", "udp", oracles.reached),
    _one("UDP, connected", "udp_connected", oracles.reached),
    _one("a unix socket by its path", "unix_path", oracles.reached),
    _one("a unix datagram socket by its path", "unix_path_datagram", oracles.reached),
    _one("an abstract unix socket", "unix_abstract", oracles.reached),
    _one("a descriptor passed out", "descriptor_passed_out", oracles.reached),
    _one("a pair of sockets", "socket_pair", _SOCKET, "root"),
    _one("netlink", "netlink", _SOCKET, "netlink", "root"),
    _one("a raw socket", "raw", _SOCKET, "root"),
    _one("a packet socket", "packet", _SOCKET, "root"),
    _one("vsock", "vsock", _SOCKET, "vsock", "root"),
    _one("io_uring", "io_uring", oracles.holds("io_uring"), "io_uring", "root"),
    _one("TCP bind and listen", "listen_tcp", oracles.listens),
    _one("UDP bind", "bind_udp", _SOCKET, "root"),
    _one("a unix socket bound to a path", "bind_path", oracles.files_harmed),
    _one("a unix socket bound to an abstract name", "bind_abstract", oracles.bound_abstract),
)
