#!/usr/bin/env python3
"""bounded.py MEMORY_MIB READ_MIB COMMAND... - runs a command, and reports if it needs more memory than that, or reads more bytes

The exit status is that of the command. Under a sanitizer memory is not bounded; bytes are counted where the system counts them.
"""
import os
import resource
import subprocess
import sys

MIB = 1024 * 1024


def bytes_read():
    """Of this process and of those that it has waited for; None where that is not known."""
    try:
        with open("/proc/self/io", encoding="ascii") as counts:
            return int(dict(line.split(": ") for line in counts)["rchar"])
    except (OSError, KeyError):
        return None


def main():
    memory, most, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    before = bytes_read()
    ended = subprocess.run(command, check=False).returncode
    after = bytes_read()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    if peak > memory * 1024 and not os.environ.get("SANITIZE"):
        print(f"{' '.join(command)}: more than {memory} MiB of memory: {peak // 1024} MiB")
    if before is not None and after is not None and after - before > most * MIB:
        print(f"{' '.join(command)}: more than {most} MiB were read: {(after - before) / MIB:.1f} MiB")
    return ended


sys.exit(main())
