#!/usr/bin/env python3
"""measure.py MEASURE ROWS.json - times commands against their peers and prints a row of a Markdown table for each pair

MEASURE is the program of tests/gen. ROWS.json: {"runs": 5, "before": "shell command", "rows": [{"what": ..., "aim": ...,
"ours": "shell command", "peer": "shell command", "peer_name": ...}]}. Each pair runs once to warm the cache, then by
turns, the command `before` ahead of each run and outside its time. What counts is the median of wall time, and the most
memory that any process of a command held at once.
"""
import json
import statistics
import subprocess
import sys


def run(measure, command):
    """Wall seconds and peak resident MiB of a shell command that succeeds."""
    done = subprocess.run([measure, command], stdout=subprocess.PIPE, check=False)
    if done.returncode != 0:
        sys.exit(f"measure.py: status {done.returncode} of: {command}")
    microseconds, kib = done.stdout.split()
    return int(microseconds) / 1e6, int(kib) / 1024


def main():
    with open(sys.argv[2], encoding="utf-8") as file:
        bench = json.load(file)
    for row in bench["rows"]:
        ours, peer = [], []
        for turn in range(bench["runs"] + 1):
            for results, command in ((ours, row["ours"]), (peer, row["peer"])):
                run(sys.argv[1], bench["before"])
                result = run(sys.argv[1], command)
                if turn > 0:
                    results.append(result)
        times = [statistics.median(seconds for seconds, _ in results) for results in (ours, peer)]
        peaks = [max(memory for _, memory in results) for results in (ours, peer)]
        print(f"| {row['what']} | {times[0]:.2f} s | {row['peer_name']}: {times[1]:.2f} s | {times[0] / times[1]:.2f} | "
              f"{row['aim']} | {peaks[0]:.0f} MiB | {peaks[1]:.0f} MiB |", flush=True)


main()
