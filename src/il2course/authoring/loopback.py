"""A network that is this machine alone, as on a train: what is started in it reaches nothing and nobody else.

Linux has network namespaces. A new one holds the loopback device only; root may make one, and so may a user who is
given a user namespace of their own.
"""

import ctypes
import os
import socket
import struct
import subprocess
import sys

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 1
FLAGS = struct.Struct("16sh22x")  # the part of `struct ifreq` that holds an interface's name and flags


def enter() -> None:
    """Leave the network behind, for this process and all that it starts; to be called before it has threads.

    Raises
    ------
    OSError
        when the system does not let us.
    """
    user, group = os.geteuid(), os.getegid()
    _unshare(CLONE_NEWNET if user == 0 else CLONE_NEWNET | CLONE_NEWUSER)
    if user:
        _stay(user, group)
    _start_loopback()


def why_not() -> str:
    """Why no such network can be had here, in a few words; nothing when it can."""
    if sys.platform != "linux":
        return "only Linux has network namespaces"
    try:
        subprocess.run([sys.executable, "-S", "-c", ""], check=True, preexec_fn=enter)
    except (OSError, subprocess.SubprocessError):
        return "this system gives us no network namespace"
    return ""


def _unshare(flags: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(flags):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _start_loopback() -> None:
    import fcntl  # not on Windows

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        _, flags = FLAGS.unpack(fcntl.ioctl(any_socket, SIOCGIFFLAGS, FLAGS.pack(b"lo", 0)))
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, FLAGS.pack(b"lo", flags | IFF_UP))


def _stay(user: int, group: int) -> None:
    """Be the same user in the new user namespace as outside."""
    for file, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        with open(f"/proc/self/{file}", "w") as place:
            place.write(text)
