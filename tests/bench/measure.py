#!/usr/bin/env python3
"""measure.py MEASURE ROWS.json - times commands against their peers and prints a Markdown table

MEASURE is the program built from tests/gen/measure.c. ROWS.json: {"runs": 3, "before": "shell command",
"multiply_adds_per_second": N, "rows": [{"what": ..., "aim": ..., "ours": "shell command", "peer": "shell command",
"peer_name": ...}]}. The commands of a row run once to warm the cache, then in turns, with the command "before" run before each,
outside its time. A row may have commands "first" and "last", which run once before and after the row, and its own number of
"runs". The results are the medians of processor time and wall time, and the peak memory of any process of a command.

"limit" is a command that does only what no program can avoid (reading the source from the page cache, writing as many bytes,
decoding with the library alone); the time of "multiply_adds" at the rate of the processor is added to its processor time;
"limit_name" describes it. "aim" is the largest ratio of the wall times, or with "processor" of the processor times. "sizes" are
two files, whose sizes are compared. A row without a peer shows the figures of redbook alone. If a command of a row fails, the
failure is reported, the row says that it was not measured, and the other rows are measured.
"""
import json
import os
import statistics
import subprocess
import sys

COMMANDS = ("ours", "peer", "limit")


class Failed(Exception):
    """A command of a row failed."""


def run(measure, command):
    """Wall time and processor time in seconds and peak resident memory in MiB of a shell command."""
    done = subprocess.run([measure, command], stdout=subprocess.PIPE, check=False)
    if done.returncode != 0:
        raise Failed(f"status {done.returncode} of: {command}")
    wall, spent, kib = done.stdout.split()
    return int(wall) / 1e6, int(spent) / 1e6, int(kib) / 1024


def measured(bench, row):
    """Runs the row's commands in turns. For each: median wall time, median processor time, peak memory."""
    results = {name: [] for name in COMMANDS if name in row}
    for turn in range(row.get("runs", bench["runs"]) + 1):
        for name, result in results.items():
            run(sys.argv[1], bench["before"])
            figures = run(sys.argv[1], row[name])
            if turn > 0:
                result.append(figures)
    return {name: (statistics.median(wall for wall, _, _ in result), statistics.median(spent for _, spent, _ in result),
                   max(memory for _, _, memory in result)) for name, result in results.items()}


def seconds(time):
    """A time as text: seconds from 0.1 s on, else milliseconds."""
    return f"{time:.2f} s" if time >= 0.1 else f"{time * 1000:.1f} ms"


def limit_of(bench, row, results):
    """The time of the limit and its description."""
    if "limit" not in results:
        return "-"
    time = results["limit"][1] + row.get("multiply_adds", 0) / bench["multiply_adds_per_second"]
    return f"{seconds(time)}: {row['limit_name']}"


def print_row(bench, row, results):
    """Prints one line of the table."""
    wall, spent, memory = results["ours"]
    what = row["what"]
    if "sizes" in row and "peer" in results:
        size, other = (os.path.getsize(path) for path in row["sizes"])
        what += f", {size / 1e6:.1f} MB, {size / other:.3f} of the peer's"
    if "peer" in results:
        peer = results["peer"]
        cells = [row["peer_name"], f"{seconds(spent)} : {seconds(peer[1])}", f"{spent / peer[1]:.2f}",
                 f"{seconds(wall)} : {seconds(peer[0])}", f"{wall / peer[0]:.2f}"]
        cells += [row["aim"] + (" of processor" if row.get("processor") else "")]
        cells += [limit_of(bench, row, results), f"{memory:.0f} : {peer[2]:.0f} MiB"]
    else:
        cells = ["-", seconds(spent), "-", seconds(wall), "-", "-", limit_of(bench, row, results), f"{memory:.0f} MiB"]
    print(f"| {what} | {' | '.join(cells)} |", flush=True)


def main():
    """Prints the table; returns 1 if a row failed."""
    with open(sys.argv[2], encoding="utf-8") as file:
        bench = json.load(file)
    failed = 0
    print("| work | compared with | processor | ratio | wall | ratio | aim, at most | limit, processor | memory |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for row in bench["rows"]:
        try:
            if "first" in row:
                run(sys.argv[1], row["first"])
            print_row(bench, row, measured(bench, row))
            if "last" in row:
                run(sys.argv[1], row["last"])
        except Failed as why:
            failed = 1
            print(f"measure.py: {row['what']}: {why}", file=sys.stderr)
            print(f"| {row['what']} | not measured: a command failed | | | | | | | |", flush=True)
    return failed


sys.exit(main())
