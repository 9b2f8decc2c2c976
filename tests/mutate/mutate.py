#!/usr/bin/env python3
"""tests/mutate/mutate.py - mutation tests: checks that a test fails if a line of src is changed

  mutate.py [--seed N] [--count N] [--room ROOM] [--only FILE:LINE] [--stages unit,room,quick] [--work FOLDER]

A mutant is a change of one line, chosen by the seed: a condition is negated, a comparison or an operator replaced, a number changed
by one, a statement removed, a status not returned. Each mutant is built in a copy of the tree (build/mutate/tree) and tested with
the unit test of its file, then those of its room, then the quick groups; the first test that fails kills it. Mutants that compile
to the same code as the original are not counted, nor are those in equivalent.txt (next to this file), whose lines are:

  FILE | the line without blanks at its ends | the mutated line | why no test can distinguish them

with "\\|" for a vertical bar in the line.

Prints a line for each mutant, a diff for each survivor, and the score of each room. `make mutate SEED= COUNT=` runs this.
"""
import argparse
import collections
import os
import random
import re
import shutil
import subprocess
import sys

TREE = "build/mutate/tree"
HERE = "tests/mutate"
QUICK = "corpus,golden,cli,burn"
# Programs and libraries that the quick groups use.
QUICK_TARGETS = ["all", "check-programs"]
CODE_FLAGS = "-O2 -g0"

SWAPS = {
    "==": ["!="], "!=": ["=="], "<=": ["<"], ">=": [">"], "<": ["<="], ">": [">="], "&&": ["||"], "||": ["&&"],
    "+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "%": ["*"], "<<": [">>"], ">>": ["<<"], "&": ["|"], "|": ["&"],
    "+=": ["-="], "-=": ["+="], "|=": ["&="], "++": ["--"], "true": ["false"], "false": ["true"],
}
TOKEN = re.compile(r"\s(==|!=|<=|>=|<<|>>|&&|\|\||\+=|-=|\|=|[+*/%&|<>-])\s|(\+\+)(?=[;)])|\b(true|false)\b")
NUMBER = re.compile(r"(?<![\w.\"'])(\d+)(?![\w.\"'xX])")
CALL = re.compile(r"^\s+(\(void\))?[a-z_]\w*(->\w+|\.\w+|\[[^\]]*\])*(\(.*\)| [-+|&^*/]?= [^;]+|\+\+|--);$")
DECLARATION = re.compile(r"^\s+(static |const |unsigned |struct )*[a-z_]\w*( \**| const \**)[a-z_]\w*( = |\[|;|,)")


def strip_comments(text):
    """The text with comments and strings replaced by blanks, so that offsets stay the same."""
    def blank(match):
        found = match.group(0)
        return re.sub(r"[^\n]", " ", found) if found.startswith("/*") else found[0] + "\1" * (len(found) - 2) + found[-1]
    return re.sub(r"/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", blank, text, flags=re.S)


def functions_of(lines):
    """For each line, the head of the function that contains it, or None."""
    head, inside, heads = "", False, []
    for number, line in enumerate(lines):
        if line == "{":
            first = number
            while first > 0 and lines[first - 1] and not lines[first - 1].startswith(("}", "#")):
                first -= 1
            head, inside = " ".join(lines[first:number]), True
        heads.append(head if inside else None)
        if line == "}":
            inside = False
    return heads


def mutants_of_line(line, plain, head):
    """Yields (operator, new line) for each mutation of a line."""
    for match in TOKEN.finditer(plain):
        group = next(g for g in (1, 2, 3) if match.group(g))
        token = match.group(group)
        if token == "*" and re.search(r"\w \*$", plain[: match.end(group)]) and DECLARATION.match(plain):
            continue
        for other in SWAPS[token]:
            yield "swap " + token, line[: match.start(group)] + other + line[match.end(group):]
    for match in NUMBER.finditer(plain):
        value = int(match.group(1))
        yield "one off", line[: match.start(1)] + str(value + 1) + line[match.end(1):]
    condition = re.match(r"^(\s*(?:\} else )?if \()(.*)(\)( \{)?)$", plain)
    if condition and condition.group(2).count("(") == condition.group(2).count(")"):
        start, end = condition.start(2), condition.end(2)
        yield "negate", line[:start] + "!(" + line[start:end] + ")" + line[end:]
    if CALL.match(plain) and not DECLARATION.match(plain):
        indent = len(line) - len(line.lstrip())
        yield "drop", line[:indent] + ";"
    returned = re.match(r"^(\s+return )(.+)(;)$", plain)
    if returned and returned.group(2) not in ("0", "RBK_OK", "NULL", "false"):
        value = "RBK_OK" if "rbk_status" in head else "NULL" if re.search(r"\*\w+\(", head) else "0"
        yield "return nothing", line[: returned.start(2)] + value + line[returned.end(2):]


def all_mutants(rooms):
    found = []
    for room in rooms:
        for name in sorted(os.listdir(f"src/{room}")):
            if not name.endswith(".c"):
                continue
            path = f"src/{room}/{name}"
            text = open(path, encoding="utf-8").read()
            lines, plain = text.split("\n"), strip_comments(text).split("\n")
            for number, head in enumerate(functions_of(plain)):
                if head is None or plain[number].lstrip().startswith("#"):
                    continue
                for operator, new in mutants_of_line(lines[number], plain[number], head):
                    if new != lines[number]:
                        found.append((path, number, operator, new))
    return found


def read_equivalents():
    rows = set()
    path = f"{HERE}/equivalent.txt"
    for line in open(path, encoding="utf-8") if os.path.exists(path) else []:
        parts = [part.strip().replace("\\|", "|") for part in line.rstrip("\n").split(" | ")]
        if len(parts) == 4 and not line.startswith("#"):
            rows.add(tuple(parts[:3]))
    return rows


class Bench:
    """A copy of the tree with its own build."""

    def __init__(self, work, jobs):
        self.tree, self.jobs = work, jobs
        os.makedirs(work, exist_ok=True)
        files = subprocess.run(["git", "ls-files", "-z", "-co", "--exclude-standard"], capture_output=True, check=True)
        for name in files.stdout.decode().split("\0"):
            if name and os.path.exists(name):
                self.copy(name)
        self.build = self.make(["-pn", "no-such-target"]).stdout
        self.build = re.search(r"^B := (\S+)", self.build, re.M).group(1)
        libraries = [f"{self.build}/libredbook.a", f"{self.build}/libredbook-burn.a"]
        if self.make(libraries, 3600).returncode != 0:
            sys.exit("mutate: the tree without a mutation does not build")

    def copy(self, name):
        to = os.path.join(self.tree, name)
        os.makedirs(os.path.dirname(to) or ".", exist_ok=True)
        if not os.path.exists(to) or open(name, "rb").read() != open(to, "rb").read():
            shutil.copy2(name, to)
            os.utime(to)

    def run(self, words, seconds):
        environment = {key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
        environment["CCACHE_NOHASHDIR"] = "1"  # accept objects compiled in another folder
        process = subprocess.Popen(words, cwd=self.tree, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                   text=True, errors="replace", start_new_session=True)
        try:
            out, _ = process.communicate(timeout=seconds)
            return subprocess.CompletedProcess(words, process.returncode, out)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.communicate()
            return subprocess.CompletedProcess(words, 124, "did not end in time")

    def make(self, words, seconds=600):
        return self.run(["make", "-s", f"-j{self.jobs}", "WERROR=", f"CC={os.environ.get('CC', 'cc')}"] + words, seconds)

    def code_of(self, path):
        """The object code of a file, without line numbers."""
        out = os.path.abspath(os.path.join(self.tree, "code.o"))
        made = self.make([f"code-of", f"SOURCE={path}", f"CODE={out}", f"CFLAGS={CODE_FLAGS}",
                          f"CPPFLAGS=-I{self.build}/obj/src"])
        return open(out, "rb").read() if made.returncode == 0 else None

    def stages(self, path, wanted):
        room, name = path.split("/")[1], path.split("/")[-1][:-2]
        own = f"{self.build}/unit/{room}/{name}_test"
        tests = sorted(t[:-2] for t in os.listdir(f"{self.tree}/tests/unit/{room}") if t.endswith("_test.c"))
        if "unit" in wanted and os.path.exists(f"{self.tree}/tests/unit/{room}/{name}_test.c"):
            yield "its unit test", [own], [[own]]
        if "room" in wanted:
            programs = [f"{self.build}/unit/{room}/{t}" for t in tests if f"{t}" != f"{name}_test"]
            yield "its room", programs, [[program] for program in programs]
        if "quick" in wanted:
            yield "the quick groups", QUICK_TARGETS, [["env", f"B={self.build}", "tests/run.sh", QUICK]]

    def verdict(self, path, wanted):
        for title, targets, commands in self.stages(path, wanted):
            if self.make(targets).returncode != 0:
                return "does not build"
            for command in commands:
                if os.path.exists(os.path.join(self.tree, command[0])) or command[0] == "env":
                    if self.run(command, 900 if command[0] == "env" else 60).returncode != 0:
                        return title
        return None


def judge(bench, mutant, wanted, equivalents):
    path, number, _, new = mutant
    place = os.path.join(bench.tree, path)
    original = open(path, encoding="utf-8").read()
    lines = original.split("\n")
    if (path, lines[number].strip(), new.strip()) in equivalents:
        return "equivalent"
    before = bench.code_of(path)
    lines[number] = new
    try:
        open(place, "w", encoding="utf-8").write("\n".join(lines))
        after = bench.code_of(path)
        if after is None:
            return "does not build"
        if after == before:
            return "same code"
        return bench.verdict(path, wanted) or "survived"
    finally:
        open(place, "w", encoding="utf-8").write(original)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--room", default="")
    parser.add_argument("--only", default="", help="FILE:LINE: all mutants of a line")
    parser.add_argument("--stages", default="unit,room,quick")
    parser.add_argument("--work", default=TREE)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    rooms = options.room.split(",") if options.room else sorted(os.listdir("src"))
    rooms = [room for room in rooms if os.path.isdir(f"src/{room}")]
    mutants = all_mutants(rooms)
    if options.only:
        path, line = options.only.rsplit(":", 1)
        mutants = [m for m in all_mutants([path.split("/")[1]]) if m[0] == path and m[1] == int(line) - 1]
    else:
        random.Random(options.seed).shuffle(mutants)
        mutants = mutants[: options.count]
    bench, equivalents = Bench(options.work, options.jobs), read_equivalents()
    score = collections.defaultdict(collections.Counter)
    for path, number, operator, new in mutants:
        found = judge(bench, (path, number, operator, new), options.stages.split(","), equivalents)
        score[path.split("/")[1]][found] += 1
        print(f"{found}: {path}:{number + 1}: {operator}", flush=True)
        if found == "survived":
            old = open(path, encoding="utf-8").read().split("\n")[number]
            print(f"  -{old.strip()}\n  +{new.strip()}", flush=True)
    print_score(score)
    return 0


def print_score(score):
    uncounted = ("equivalent", "same code", "does not build")
    print(f"\n{'room':10} {'killed':>7} {'survived':>9} {'not counted':>12}   killed of those counted")
    total = collections.Counter()
    for room in sorted(score):
        total.update(score[room])
    for room, row in [*sorted(score.items()), ("all", total)]:
        apart = sum(row[name] for name in uncounted)
        killed = sum(row.values()) - apart - row["survived"]
        counted = killed + row["survived"]
        percent = f"{100 * killed / counted:5.1f} %" if counted else "    -"
        print(f"{room:10} {killed:7} {row['survived']:9} {apart:12}   {percent}")


if __name__ == "__main__":
    sys.exit(main())
