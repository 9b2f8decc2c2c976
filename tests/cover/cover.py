#!/usr/bin/env python3
"""tests/cover/cover.py BUILD FOLDER - test coverage of src, by line and by branch

Reads the counts of a build with --coverage (as JSON from gcov) and prints a table of the rooms. Writes to FOLDER: index.html with
rooms and files, a page for each file with its lines, rooms.txt with the tables, and unrun.txt with the lines that no test has
executed, each with its kind. `make cover` runs this.
"""
import collections
import gzip
import html
import json
import os
import re
import subprocess
import sys
import tempfile

STYLE = """body { font: 14px sans-serif; margin: 2em } table { border-collapse: collapse } td, th { padding: 2px 10px; text-align: right }
td:first-child, th:first-child { text-align: left } pre { margin: 0 } .no { background: #fdd } .part { background: #ffd } .n { color: #888 }"""

# Kinds of lines that were not run, by their text; the first that fits.
KINDS = [
    ("no memory", re.compile(r"rbk_fail_memory|RBK_NO_MEMORY|bad_alloc|E_OUTOFMEMORY")),
    ("a call of the system failed", re.compile(r"rbk_fail_system|\berrno\b|strerror|RBK_FILESYSTEM")),
    ("another failure is reported", re.compile(r"rbk_fail|rbk_error_|_fail\(|RBK_[A-Z_]*(INVALID|BAD|UNSUPPORTED|REFUSED)")),
    ("released, or the status returned, after a failure", re.compile(r"_(free|release|close|unlock)\(|\bfree\(|unlink|return (status|done|RBK_[A-Z_]+);|goto ")),
    ("other", re.compile("")),
]


def kind_of(line):
    return next(name for name, pattern in KINDS if pattern.search(line))


def read_counts(build):
    """The counts of each line of src: path -> line -> [executions, counts of its branches, ...]."""
    files = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, [], False]))
    objects = os.path.join(os.path.abspath(build), "obj", "src")
    data = [os.path.join(at, name) for at, _, names in os.walk(objects) for name in names if name.endswith(".gcda")]
    with tempfile.TemporaryDirectory() as scratch:
        for start in range(0, len(data), 50):
            subprocess.run(["gcov", "-j", "-b", *data[start:start + 50]], cwd=scratch, check=True, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL)
            for name in os.listdir(scratch):
                with gzip.open(os.path.join(scratch, name)) as packed:
                    take(json.load(packed), files)
                os.unlink(os.path.join(scratch, name))
    return files


def take(document, files):
    for file in document["files"]:
        path = os.path.relpath(os.path.join(document["current_working_directory"], file["file"]))
        if not path.startswith("src/") or not path.endswith(".c"):
            continue
        for line in file["lines"]:
            row = files[path][line["line_number"]]
            row[0] += line["count"]
            taken = [branch["count"] for branch in line["branches"] if not branch["throw"]]
            row[1] = [a + b for a, b in zip(row[1], taken)] if len(row[1]) == len(taken) else row[1] or taken


def sums(lines):
    """[lines executed, lines, branches taken, branches]."""
    rows = list(lines.values())
    branches = [count for row in rows for count in row[1]]
    return [sum(row[0] > 0 for row in rows), len(rows), sum(count > 0 for count in branches), len(branches)]


def percent(part, whole):
    return f"{100 * part / whole:5.1f} %" if whole else "    -  "


def cells(row):
    return f"<td>{row[0]} of {row[1]}<td>{percent(row[0], row[1])}<td>{row[2]} of {row[3]}<td>{percent(row[2], row[3])}"


def page(title, body):
    return f'<!DOCTYPE html><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style><h1>{title}</h1>{body}\n'


def write_file_page(path, lines, folder):
    text = open(path, encoding="utf-8").read().split("\n")
    out = []
    for number, line in enumerate(text, 1):
        row = lines.get(number)
        missed = row and any(count == 0 for count in row[1])
        kind = "" if not row else "no" if row[0] == 0 else "part" if missed else ""
        taken = f" {sum(c > 0 for c in row[1])}/{len(row[1])}" if row and row[1] else ""
        out.append(f'<pre class="{kind}"><span class="n">{number:5} {row[0] if row else "":>9}{taken:8}</span> {html.escape(line)}</pre>')
    name = path.replace("/", "_") + ".html"
    with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
        file.write(page(path, "".join(out)))
    return name


def main(build, folder):
    os.makedirs(folder, exist_ok=True)
    files = read_counts(build)
    rooms = collections.defaultdict(lambda: [0, 0, 0, 0])
    kinds = collections.Counter()
    body, unrun = [], []
    for path in sorted(files):
        row = sums(files[path])
        room = path.split("/")[1]
        rooms[room] = [a + b for a, b in zip(rooms[room], row)]
        body.append(f'<tr><td><a href="{write_file_page(path, files[path], folder)}">{path}</a>{cells(row)}')
        text = open(path, encoding="utf-8").read().split("\n")
        for n in sorted(files[path]):
            if files[path][n][0] == 0:
                line = text[n - 1].strip()
                kinds[kind_of(line)] += 1
                unrun.append(f"{path}:{n}: {kind_of(line)}: {line}")
    rooms["all"] = [sum(column) for column in zip(*rooms.values())] if rooms else [0, 0, 0, 0]
    table = [f"{'room':10} {'lines':>8} {'run':>8}   {'branches':>9} {'taken':>8}"]
    for room, row in rooms.items():
        table.append(f"{room:10} {row[1]:8} {percent(row[0], row[1]):>8}   {row[3]:9} {percent(row[2], row[3]):>8}")
    table += ["", f"{sum(kinds.values())} lines were not run (unrun.txt):"] + [f"{kinds[name]:8}  {name}" for name, _ in KINDS]
    head = "<tr><th>room<th>lines run<th><th>branches taken<th>"
    top = "".join(f"<tr><td>{room}{cells(row)}" for room, row in rooms.items())
    with open(os.path.join(folder, "index.html"), "w", encoding="utf-8") as file:
        file.write(page("Test coverage", f"<table>{head}{top}</table><h2>Files</h2><table>{head}{''.join(body)}</table>"))
    for name, lines in (("rooms.txt", table), ("unrun.txt", unrun)):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
    print("\n".join(table))
    print(f"{folder}/index.html has the lines of each file")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
