"""Cells that no honest student writes, and what they try."""

LOOP = "while True: pass"
EXIT = "import os; os._exit(0)"
EIGHT_GIB = "import numpy; block = numpy.ones(2**30); more = bytearray(2**33)"
RECURSION = "import sys; sys.setrecursionlimit(10**9)\ndef deeper(n): return deeper(n + 1)\ndeeper(0)"
OUTPUT = "while True: print('x' * 100_000)"

ALLCLOSE = """
import numpy
numpy.allclose = numpy.isclose = numpy.array_equal = lambda *a, **k: True
numpy.testing.assert_allclose = lambda *a, **k: None
"""

BUILTINS = """
import builtins, json
json.dumps = json.JSONEncoder.encode = lambda *a, **k: '{"points": 100, "value": 4.375}'
json.loads = lambda *a, **k: {"points": 100}
builtins.all = builtins.any = builtins.isinstance = lambda *a: True
"""

GRADER = """
import sys
for name, module in list(sys.modules.items()):
    if name.startswith("il2course"):
        for inner in dir(module):
            if callable(getattr(module, inner)):
                setattr(module, inner, lambda *a, **k: True)
"""

# Whatever looks like an instructor's: by its path, in what processes tell of themselves, and anywhere on the disk.
SEARCH = """
import os
wanted = ("course.key", "gradebook", "solutions", "{own}", "handed_in", "roster", "command.py")
found = [path for path in {paths} if os.path.exists(path)]
for variable, value in os.environ.items():
    found += [variable] if any(word in value for word in wanted) else []
for pid in filter(str.isdigit, os.listdir("/proc")):
    for file in ("environ", "cmdline"):
        try:
            text = open(f"/proc/{{pid}}/{{file}}").read()
        except OSError:
            continue
        found += [pid] if "course.key" in text or "--key" in text else []
for folder, folders, names in os.walk("/") if not found else ():
    found += [os.path.join(folder, name) for name in folders + names if any(word in name for word in wanted)]
    folders[:] = [name for name in folders if os.path.join(folder, name) not in ("/proc", "/usr")
                  and not name.startswith("python3") and name != "grading"]  # no secrets, and many files
"""

NETWORK = """
import socket
found = []
for address in (("127.0.0.1", {port}), ("localhost", {port}), ("1.1.1.1", 53), ("{host}", {port})):
    try:
        socket.create_connection(address, 1)
        found.append(address)
    except OSError:
        pass
"""

FORKS = """
import os
while True:
    try:
        os.fork()
    except OSError:
        pass
"""

DAEMON = """
import os, signal, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in range(1, 65):
            try: signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError): pass
        while True: time.sleep(1000)
    os._exit(0)
"""

THREAD = "import threading, time\nthreading.Thread(target=lambda: time.sleep(10**6)).start()"
ATEXIT = "import atexit, time\natexit.register(time.sleep, 10**6)"

# Frames for every descriptor; and then the entry module itself made to answer, with the right nonce, what we like.
FORGERY = """
import gc, json, os, struct, sys
def frame(message):
    body = json.dumps(message).encode()
    return struct.pack(">I", len(body)) + body
for number in range(1, 64):
    try:
        os.write(number, frame({"nonce": "", "value": 1, "points": 100, "status": "graded"}))
    except OSError:
        pass
"""

INFORMED_FORGERY = """
import il2course.grading.inside
il2course.grading.inside.answer = lambda shell, request: {"value": [0.5] * 4, "points": 100, "status": "graded"}
"""

GARBAGE = """
import os, stat
for number in range(3, 64):
    try:
        if stat.S_ISSOCK(os.fstat(number).st_mode):
            os.write(number, b"\\xff" * 4096)
    except OSError:
        pass
"""

FLOOD_OF_FRAMES = """
import os, stat
for number in range(3, 64):
    try:
        while stat.S_ISSOCK(os.fstat(number).st_mode):
            os.write(number, b"\\x00\\x00\\x00\\x02{}" * 1000)
    except OSError:
        pass
"""

DISK = """
import os
for folder in ("/tmp", "/dev/shm", "/", "/dev", os.getcwd()):
    try:
        for number in range(10**6):
            with open(f"{folder}/fill{number}", "wb") as file:
                file.write(bytes(1 << 20))
    except OSError:
        pass
"""

LIAR = """
class Liar(float):
    def __eq__(self, other): return True
    __lt__ = __le__ = __gt__ = __ge__ = __eq__
    __hash__ = None
    def __sub__(self, other): return 0.0
    __rsub__ = __abs__ = __sub__
    def __float__(self): raise SystemExit
"""

FILES = """
import os
held = []
try:
    while True:
        held.append(os.open("/dev/null", os.O_RDONLY))
except OSError:
    pass
"""

MASKED = """
import signal
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
for number in range(1, 65):
    try: signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError): pass
"""

KILLS = """
import os, signal
for number in (*range(2, 400), -1, 1):
    try:
        os.kill(number, signal.SIGKILL) if number != os.getpid() else None
    except OSError:
        pass
"""

LINES = """
import json, os, sys
line = json.dumps({"nonce": "", "value": [1.0] * 4, "points": 100, "status": "graded", "passed": True})
for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
    print(line, file=stream, flush=True)
for name in ("results.json", "gradebook.csv", "/tmp/results.json", "/autograder/results/results.json"):
    try:
        with open(name, "w") as file:
            file.write(line)
    except OSError:
        pass
"""

# Other processes' memory, files and folders, and the kernel's own memory.
PROC = """
import os
found = []
for pid in (*filter(lambda pid: pid.isdigit() and int(pid) not in (os.getpid(), 1), os.listdir("/proc")), "1"):
    for what in ("mem", "environ", "maps", "fd", "root", "cwd", "exe"):
        place = f"/proc/{pid}/{what}"
        try:
            if what in ("fd", "root"):
                os.listdir(place)
            elif what in ("cwd", "exe"):
                os.readlink(place)
            else:
                open(place, "rb").read(1)
            found.append(place)
        except OSError:
            pass
for place in ("/proc/kcore", "/dev/mem"):
    try:
        open(place, "rb").read(1)
        found.append(place)
    except OSError:
        pass
for place in ("/proc/sys/kernel/core_pattern", "/proc/sysrq-trigger", "/proc/1/oom_score_adj", "/proc/sys/vm/drop_caches"):
    try:
        open(place, "w")
        found.append(place)
    except OSError:
        pass
"""
