"""A filter of system calls, for the process that runs submitted code.

It takes from submitted code what no notebook needs and what leads out of namespaces and limits: new namespaces and
mounts, the kernel's keyrings, tracing other processes, sockets of odd families, memory that counts for no process
(shared without a file in a folder whose size is limited; the kernel's own, for semaphores and messages of System V),
and the priority of the process that watches the memory.
"""

import ctypes
import errno
import platform
import struct

LOAD, EQUAL, ANY_BIT, AND, RETURN = 0x20, 0x15, 0x45, 0x54, 0x06  # BPF: load a word, jump if equal, if bits set, …
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050000, 0x80000000
NUMBER, ARCHITECTURE, FIRST_ARGUMENT, FOURTH_ARGUMENT = 0, 4, 16, 40  # offsets in the kernel's record of a call
NEW_NAMESPACES = 0x7E020000  # the CLONE_NEW… flags, but CLONE_NEWTIME, which `clone` does not take
SHARED_WITHOUT_FILE = 0x21  # MAP_SHARED and MAP_ANONYMOUS
SECOND_ABI = 0x40000000  # x32 calls on x86-64
FAMILIES = (1, 2, 10)  # AF_UNIX, AF_INET, AF_INET6

SAME_EVERYWHERE = {
    "io_uring_setup": 425,
    "io_uring_enter": 426,
    "io_uring_register": 427,
    "open_tree": 428,
    "move_mount": 429,
    "fsopen": 430,
    "fsconfig": 431,
    "fsmount": 432,
    "fspick": 433,
    "clone3": 435,
    "pidfd_getfd": 438,
    "mount_setattr": 442,
    "memfd_secret": 447,
}
X86_64 = {
    "mmap": 9,
    "shmget": 29,
    "socket": 41,
    "clone": 56,
    "semget": 64,
    "msgget": 68,
    "ptrace": 101,
    "setpriority": 141,
    "sched_setparam": 142,
    "sched_setscheduler": 144,
    "pivot_root": 155,
    "mount": 165,
    "umount2": 166,
    "kexec_load": 246,
    "add_key": 248,
    "request_key": 249,
    "keyctl": 250,
    "unshare": 272,
    "vmsplice": 278,
    "perf_event_open": 298,
    "open_by_handle_at": 304,
    "setns": 308,
    "process_vm_readv": 310,
    "process_vm_writev": 311,
    "sched_setattr": 314,
    "memfd_create": 319,
    "kexec_file_load": 320,
    "bpf": 321,
    "userfaultfd": 323,
}
AARCH64 = {
    "umount2": 39,
    "mount": 40,
    "pivot_root": 41,
    "vmsplice": 75,
    "unshare": 97,
    "kexec_load": 104,
    "ptrace": 117,
    "sched_setparam": 118,
    "sched_setscheduler": 119,
    "setpriority": 140,
    "msgget": 186,
    "semget": 190,
    "shmget": 194,
    "socket": 198,
    "add_key": 217,
    "request_key": 218,
    "keyctl": 219,
    "clone": 220,
    "mmap": 222,
    "perf_event_open": 241,
    "open_by_handle_at": 265,
    "setns": 268,
    "process_vm_readv": 270,
    "process_vm_writev": 271,
    "sched_setattr": 274,
    "memfd_create": 279,
    "bpf": 280,
    "userfaultfd": 282,
    "kexec_file_load": 294,
}
MACHINES = {"x86_64": (0xC000003E, X86_64), "aarch64": (0xC00000B7, AARCH64)}
PR_SET_SECCOMP, SECCOMP_MODE_FILTER, LENGTH_OF_LINE = 22, 2, 8
LOOKED_AT = ("clone", "clone3", "mmap", "socket")  # every other call of a table is refused


def enforce() -> None:
    """Let the kernel hold this process and all it starts to the filter, for good; nothing where there is no table.

    Raises
    ------
    OSError
        when the kernel does not take it.
    """
    lines = program()
    if lines is None:
        return
    text = ctypes.create_string_buffer(lines, len(lines))
    header = struct.pack("@HP", len(lines) // LENGTH_OF_LINE, ctypes.addressof(text))
    c = ctypes.CDLL(None, use_errno=True)
    if c.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, header, 0, 0):
        raise OSError(ctypes.get_errno(), "the filter of system calls is not taken")


def program() -> bytes | None:
    """The filter for this machine; None where there is no table for it."""
    if platform.machine() not in MACHINES:
        return None
    architecture, own = MACHINES[platform.machine()]
    calls = own | SAME_EVERYWHERE
    lines = [
        _line(LOAD, ARCHITECTURE),
        _line(EQUAL, architecture, yes=1),
        _line(RETURN, KILL),
        _line(LOAD, NUMBER),
        *_when(ANY_BIT, SECOND_ABI, REFUSE | errno.ENOSYS),
        *_when(EQUAL, calls["clone3"], REFUSE | errno.ENOSYS),  # the C library then takes `clone`
    ]
    for number in (number for name, number in calls.items() if name not in LOOKED_AT):
        lines += _when(EQUAL, number, REFUSE | errno.EPERM)
    lines += [
        _line(EQUAL, calls["clone"], no=4),
        _line(LOAD, FIRST_ARGUMENT),
        *_when(ANY_BIT, NEW_NAMESPACES, REFUSE | errno.EPERM),
        _line(RETURN, ALLOW),
        _line(EQUAL, calls["mmap"], no=5),
        _line(LOAD, FOURTH_ARGUMENT),
        _line(AND, SHARED_WITHOUT_FILE),
        *_when(EQUAL, SHARED_WITHOUT_FILE, REFUSE | errno.EPERM),
        _line(RETURN, ALLOW),
        _line(EQUAL, calls["socket"], no=len(FAMILIES) + 2),
        _line(LOAD, FIRST_ARGUMENT),
        *(_line(EQUAL, family, yes=len(FAMILIES) - place) for place, family in enumerate(FAMILIES)),
        _line(RETURN, REFUSE | errno.EAFNOSUPPORT),
        _line(RETURN, ALLOW),
    ]
    return b"".join(lines)


def _line(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    """One instruction; `yes` and `no` are how many lines a jump passes over."""
    return struct.pack("HBBI", code, yes, no, value)


def _when(test: int, value: int, verdict: int) -> list[bytes]:
    return [_line(test, value, no=1), _line(RETURN, verdict)]
