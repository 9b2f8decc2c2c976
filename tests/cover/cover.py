#!/usr/bin/env python3
"""tests/cover/cover.py BUILD FOLDER - test coverage of src, by line and by branch

Reads the counts of a build with --coverage (as JSON from gcov) and prints a table of the rooms. Writes to FOLDER: index.html with
rooms and files, a page for each file with its lines, rooms.txt with the tables, and unrun.txt with the lines that no test has
executed and explained.txt (next to this file) does not explain, each with its kind. `make cover` runs this.

A row of explained.txt explains a line by its text, all lines of a function by its name, or one of its lines by both: FILE | LINE,
FUNCTION() or FUNCTION(): LINE | reason. /EXPRESSION/ is looked for in "FUNCTION: LINE". FILE may be a pattern such as src/base/*. A row that explains nothing is reported, since its
line is run now, or is no longer there; not one whose reason begins with "at times: ", of a race or of what some processors have.
"""
import collections
import fnmatch
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
    ("no memory", re.compile(r"rbk_fail_memory|RBK_NO_MEMORY|bad_alloc|E_OUTOFMEMORY|ENOMEM")),
    ("a call of the system failed", re.compile(r"rbk_fail_system|\berrno\b|strerror|RBK_FILESYSTEM")),
    ("another failure is reported", re.compile(r"rbk_fail|rbk_error_|_fail\(|RBK_[A-Z_]*(INVALID|BAD|UNSUPPORTED|REFUSED)")),
    ("released, or the status returned, after a failure",
     re.compile(r"_(free|release|close|unlock)\(|\bfree\(|unlink|return (status|done|RBK_[A-Z_]+);|goto ")),
    ("other", re.compile("")),
]

# A way out is of the kind of the condition before it: what was not allocated, or the call that failed.
WAY_OUT = re.compile(r"return\b|goto |break;|continue;|\w*free\(|\w*close\(|\(void\)|status = |errno = ")
STATEMENT = re.compile(r"(\} )?(else )?(if|while|for|else|switch|do)\b")
CAUSES = [
    ("no memory",
     re.compile(r"\b([mc]alloc|realloc|strn?dup)\(|\w+(_new|_copy|_append|_next_to|_temporary|_make)\(|\bgrow\w*\(|room\w*\(")),
    ("a call of the system failed",
     re.compile(r"\b(f?open(at|dir)?|fdopen\w*|f?l?stat(at)?|(un)?link(at)?|rename(at)?|flock|f(data)?sync|syncfs|p?(read|write)|mkdir|"
                r"mkdtemp|rmdir|fchmod|fchown|fcntl|ftruncate|realpath|readlink(at)?|dup|poll|ioctl|getcwd|pthread_\w+)\(")),
]


def condition_of(text, n):
    """The condition on which a way out in line n is taken, with the two lines before it; "" if it is none."""
    line, at = text[n - 1], n - 2
    indent = len(line) - len(line.lstrip())
    if not WAY_OUT.match(line.strip()):
        return ""
    while at > 0 and (not text[at].strip() or len(text[at]) - len(text[at].lstrip()) >= indent):
        at -= 1
    first = at
    while first > 0 and at - first < 4 and not STATEMENT.match(text[first].strip()) and text[first] != "{":
        first -= 1
    return " ".join(part.strip() for part in text[max(first - 2, 0):at + 1])


def kind_of(text, n):
    """The kind of line n."""
    kind = next(name for name, pattern in KINDS if pattern.search(text[n - 1]))
    if kind not in (KINDS[-1][0], KINDS[-2][0]):
        return kind
    condition = condition_of(text, n)
    return next((name for name, pattern in CAUSES if pattern.search(condition)), kind)


class Explained:
    """The rows of explained.txt, and which of them were used."""

    def __init__(self, path=os.path.join(os.path.dirname(__file__), "explained.txt")):
        self.rows, self.used = [], set()
        with open(path, encoding="utf-8") as file:
            for row in file:
                parts = [part.strip().replace("\\|", "|") for part in row.rstrip("\n").split(" | ")]
                if not row.startswith("#") and row.strip():
                    self.rows.append(tuple(parts) if len(parts) == 3 else sys.exit(f"{path}: expected FILE | LINE | reason, found: {row}"))

    def has(self, path, function, line):
        names = (line, f"{function}()", f"{function}(): {line}")
        found = [row for row in self.rows if fnmatch.fnmatch(path, row[0]) and
                 (row[1] in names or row[1].startswith("/") and re.search(row[1].strip("/"), f"{function}: {line}"))]
        self.used.update(found)
        return bool(found)

    def unused(self):
        return [row for row in self.rows if row not in self.used and not row[2].startswith("at times: ")]


def read_counts(build):
    """The counts of each line of src: path -> line -> [executions, counts of its branches, function]."""
    files = collections.defaultdict(lambda: collections.defaultdict(lambda: [0, [], ""]))
    objects = os.path.join(os.path.abspath(build), "obj", "src")
    for at, _, names in os.walk(objects):  # gcov names its output after the file alone: rooms have files of the same name
        data = [os.path.join(at, name) for name in names if name.endswith(".gcda")]
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
            row[2] = line.get("function_name", row[2])
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
    files, explained = read_counts(build), Explained()
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
                known = explained.has(path, files[path][n][2], line)
                kind = "explained" if known else kind_of(text, n)
                kinds[kind] += 1
                if not known:
                    unrun.append(f"{path}:{n}: {kind}: {files[path][n][2]}: {line}")
    rooms["all"] = [sum(column) for column in zip(*rooms.values())] if rooms else [0, 0, 0, 0]
    table = [f"{'room':10} {'lines':>8} {'run':>8}   {'branches':>9} {'taken':>8}"]
    for room, row in rooms.items():
        table.append(f"{room:10} {row[1]:8} {percent(row[0], row[1]):>8}   {row[3]:9} {percent(row[2], row[3]):>8}")
    table += ["", f"{sum(kinds.values())} lines were not run; explained.txt explains some, unrun.txt lists the others:"]
    table += [f"{kinds[name]:8}  {name}" for name in ["explained"] + [name for name, _ in KINDS]]
    table += [f"explained.txt explains a line that is run, or not there: {row[0]} | {row[1]}" for row in explained.unused()]
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
