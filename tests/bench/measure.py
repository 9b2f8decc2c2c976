#!/usr/bin/env python3
"""measure.py MEASURE ROWS.json - times commands against their peers and prints a Markdown table

MEASURE is the program of tests/gen. ROWS.json: {"runs": 5, "before": "shell command", "rows": [{"what": ..., "aim": ...,
"ours": "shell command", "peer": "shell command", "peer_name": ...}]}. Each pair runs once to warm the cache, then by
turns, the command `before` ahead of each run and outside its time. A row may have commands `first` and `last`, which are
run once, ahead of it and behind it, and a number of "runs" that it takes at most. What counts is the median of wall time
and of processor time, and the most memory that any process of a command held at once. A table without peers is one of
plain figures; a row with "difference" shows the difference of the wall times, not their ratio; one with "processor" the ratio of the
processor times; and one with "sizes", two files, says how many times as large as the second the first one is.
"""
import json
import os
import statistics
import subprocess
import sys


def run(measure, command):
    """Wall and processor seconds and peak resident MiB of a shell command that succeeds."""
    done = subprocess.run([measure, command], stdout=subprocess.PIPE, check=False)
    if done.returncode != 0:
        sys.exit(f"measure.py: status {done.returncode} of: {command}")
    wall, spent, kib = done.stdout.split()
    return int(wall) / 1e6, int(spent) / 1e6, int(kib) / 1024


def measured(bench, row, *commands):
    """For each command: median wall, median processor time, peak memory; the commands run by turns."""
    results = [[] for _ in commands]
    if "first" in row:
        run(sys.argv[1], row["first"])
    for turn in range(min(bench["runs"], row.get("runs", bench["runs"])) + 1):
        for command, result in zip(commands, results):
            run(sys.argv[1], bench["before"])
            figures = run(sys.argv[1], command)
            if turn > 0:
                result.append(figures)
    if "last" in row:
        run(sys.argv[1], row["last"])
    return [(statistics.median(wall for wall, _, _ in result), statistics.median(spent for _, spent, _ in result),
             max(memory for _, _, memory in result)) for result in results]


def seconds(time):
    """Of 0.1 s and more two digits, of less milliseconds."""
    return f"{time:.2f} s" if time >= 0.1 else f"{time * 1000:.1f} ms"


def print_pairs(bench):
    """Ours against a peer."""
    print("| work | redbook | compared with | ratio | target, at most | processor | memory |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for row in bench["rows"]:
        ours, peer = measured(bench, row, row["ours"], row["peer"])
        ratio = f"+ {seconds(ours[0] - peer[0])}" if row.get("difference") else f"{ours[0] / peer[0]:.2f}"
        if row.get("processor"):
            ratio = f"{ours[1] / peer[1]:.2f} of the processor time"
        what = row["what"]
        if "sizes" in row:
            size, other = (os.path.getsize(path) for path in row["sizes"])
            what += f", {size / 1e6:.1f} MB, {size / other:.3f} of the peer's"
        print(f"| {what} | {seconds(ours[0])} | {row['peer_name']}: {seconds(peer[0])} | {ratio} | {row['aim']} | "
              f"{seconds(ours[1])} : {seconds(peer[1])} | {ours[2]:.0f} : {peer[2]:.0f} MiB |", flush=True)


def print_plain(bench):
    """Ours alone, to see how the cost grows."""
    print("| work | redbook | processor | memory |")
    print("| --- | --- | --- | --- |")
    for row in bench["rows"]:
        (wall, spent, memory), = measured(bench, row, row["ours"])
        print(f"| {row['what']} | {seconds(wall)} | {seconds(spent)} | {memory:.0f} MiB |", flush=True)


def main():
    with open(sys.argv[2], encoding="utf-8") as file:
        bench = json.load(file)
    (print_pairs if "peer" in bench["rows"][0] else print_plain)(bench)


main()
