#!/usr/bin/env python3
"""tests/mutate/promises.py - checks that the tests named in tools/manual/security.md fail if their promise is broken

  promises.py [WORD]...   the breaks whose promise, file or tests contain one of the words, or all
  promises.py --check     only that promises.txt fits security.md and src; builds nothing (the group house runs this)

promises.txt (next to this file) has the promises of security.md in their order, each with its breaks. A break is a change of one or
more lines of src or tools that removes what keeps the promise, and the tests that must fail with it:

  ## the promise
  why nothing else keeps it, or why several lines are changed (optional)
  src/base/within.c
  - a line, or several
  + the lines in their place, or none
  fails: cli/paths/links unit/base/within/TEST

with an empty line between breaks; a break of two layers has several files. Lines are compared without the blanks at their ends, and
must be in the file once. "fails, sanitized:" builds with the address and undefined behaviour sanitizers. Every test that security.md
names for the promise must be in one of its breaks.

The changes are made one after the other in a copy of the tree (build/mutate/tree). Exits with 1 if a test passes with its promise broken.
`make mutate PROMISES=all` (or a word) runs this.
"""
import contextlib
import os
import re
import shutil
import sys
import time

import mutate

PAGE, LIST = "tools/manual/security.md", "tests/mutate/promises.txt"
SEEDS = f"{mutate.WORK}/seeds"  # of the fuzz targets, made once, without a change
TEST = re.compile(r"`((?:unit|cli|fuzz)/[^`]+)`")


class Break:
    """A break of a promise: what is replaced in which files, and which tests fail then."""

    def __init__(self, promise, number):
        self.promise, self.number, self.changes, self.tests, self.variables = promise, number, [], [], []

    def add(self, line):
        if re.match(r"(src|tools)/\S+$", line):
            self.changes.append((line, [], []))
        elif line.startswith(("- ", "+ ")):
            old, new = self.changes[-1][1:]
            if line[0] == "-" and new:  # another place in the same file
                self.changes.append((self.changes[-1][0], [], []))
                old, new = self.changes[-1][1:]
            (old if line[0] == "-" else new).append(line[2:].strip())
        elif line.startswith("fails"):
            self.variables = mutate.SANITIZED if line.startswith("fails, sanitized:") else []
            self.tests = line.split(":", 1)[1].split()


def read_breaks():
    breaks, promise, current = [], None, None
    with open(LIST, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.rstrip("\n")
            if line.startswith("## "):
                promise, current = line[3:], None
            elif not line:
                current = None
            elif promise:
                if not current:
                    current = Break(promise, number)
                    breaks.append(current)
                current.add(line)
    return breaks


def replaced(text, old, new):
    """The text with the lines new in place of old, and how often old was found."""
    lines = text.split("\n")
    stripped = [line.strip() for line in lines]
    found = [i for i in range(len(lines) - len(old) + 1) if old and stripped[i:i + len(old)] == old]
    if len(found) == 1:
        lines[found[0]:found[0] + len(old)] = new
    return "\n".join(lines), len(found)


def texts_of(broken, problems):
    """The new text of each file that a break changes."""
    texts = {}
    for path, old, new in broken.changes:
        if path not in texts and os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                texts[path] = file.read()
        texts[path], found = replaced(texts.get(path, ""), old, new)
        if found != 1:
            problems.append(f"{LIST}:{broken.number}: expected these lines once in {path}, found {found}: {old}")
    if not texts or not broken.tests:
        problems.append(f"{LIST}:{broken.number}: expected a file, lines and tests")
    return texts


def check(breaks):
    """What does not fit: promises, tests, lines."""
    problems, promises = [], {}
    with open(PAGE, encoding="utf-8") as file:
        for line in file:
            cells = [cell.strip() for cell in line.split("|")]
            if len(cells) == 4 and TEST.search(cells[2]):
                promises[cells[1]] = set(TEST.findall(cells[2]))
    listed = {broken.promise for broken in breaks}
    problems += [f"{LIST}: no break of the promise '{promise}'" for promise in promises if promise not in listed]
    problems += [f"{LIST}: not a promise of {PAGE}: '{promise}'" for promise in listed if promise not in promises]
    for promise, tests in promises.items():
        failing = {test for broken in breaks if broken.promise == promise for test in broken.tests}
        problems += [f"{LIST}: no break of '{promise}' names {test}" for test in sorted(tests - failing)]
        problems += [f"{PAGE}: '{promise}' does not name {test}, which {LIST} does" for test in sorted(failing - tests) if promise in listed]
    for broken in breaks:
        texts_of(broken, problems)
    return problems


class Builds:
    """The builds of the copy, plain and with sanitizers; a break is built in one of them."""

    def __init__(self):
        self.folders, self.seconds = {}, {}

    def make(self, variables, words):
        return mutate.run(["make", "-s", f"-j{os.cpu_count()}", "WERROR=", f"CC={os.environ.get('CC', 'cc')}"] + variables + words, 7200)

    def folder(self, variables):
        key = " ".join(variables)
        if key not in self.folders:
            self.folders[key] = re.search(r"^B := (\S+)", self.make(variables, ["-pn", "no-such-target"])[1], re.M).group(1)
        return self.folders[key]

    def build(self, variables, tests):
        """Whether what the tests need can be built."""
        folder, targets = self.folder(variables), set()
        for test in tests:
            parts = test.split("/")
            targets.add(f"{folder}/unit/{parts[1]}/{parts[2]}_test" if parts[0] == "unit" else "tool-programs")
            targets |= {f"{folder}/fuzz/{parts[1]}"} if parts[0] == "fuzz" else set()
        status, out = self.make(variables, sorted(targets))
        if status != 0:
            print(out[-2000:], flush=True)
        return status == 0

    def passing(self, variables, tests):
        """Those of the tests that pass; how long they take the first time limits them later."""
        passed = []
        for test in tests:
            start, limit = time.monotonic(), 20 + 5 * self.seconds.get(test, 300)
            environment = {"B": self.folder(variables), "JOBS": "1", "SANITIZE": "address,undefined" if variables else "", "SEEDS": SEEDS}
            if mutate.run(["tests/run.sh", test], limit, **environment)[0] == 0:
                passed.append(test)
            self.seconds.setdefault(test, time.monotonic() - start)
        return passed


def try_all(builds, chosen):
    """Prints the tests that fail with each break, and returns what is wrong."""
    weak, unusable, caught = [], {}, 0
    for variables in ([], mutate.SANITIZED):
        tests = sorted({test for broken in chosen if broken.variables == variables for test in broken.tests})
        if tests and not (builds.build(variables, tests) and builds.make(variables, ["check-programs"])[0] == 0):
            return ["the tree without a change does not build"]
        unusable[bool(variables)] = set(tests) - set(builds.passing(variables, tests))
        weak += [f"{test} fails or is skipped without a change" for test in sorted(unusable[bool(variables)])]
    for broken in chosen:
        tests = [test for test in broken.tests if test not in unusable[bool(broken.variables)]]
        with contextlib.ExitStack() as stack:
            for path, text in texts_of(broken, []).items():
                stack.enter_context(mutate.changed(path, text, builds=True))
            built = builds.build(broken.variables, tests)
            passing = builds.passing(broken.variables, tests) if built else tests
        caught += len(tests) - len(passing)
        weak += [f"{LIST}:{broken.number}: {test} passes" if built else f"{LIST}:{broken.number}: does not build" for test in passing]
        verdict = f"{len(tests) - len(passing)} of {len(broken.tests)} fail" if built else "does not build"
        print(f"{verdict}: {LIST}:{broken.number}: {broken.promise[:80]}" + "".join(f"\n  passes: {test}" for test in passing), flush=True)
    print(f"\n{len({b.promise for b in chosen})} promises, {len(chosen)} breaks, {caught} of {sum(len(b.tests) for b in chosen)} tests fail")
    return weak


def main():
    breaks = read_breaks()
    if sys.argv[1:] == ["--check"]:
        problems = check(breaks)
    else:
        words = [word for word in sys.argv[1:] if word != "all"]
        chosen = [b for b in breaks if not words or any(word in " ".join([b.promise] + b.tests + [c[0] for c in b.changes]) for word in words)]
        problems = [] if chosen else [f"no break has any of these words: {' '.join(words)}"]
        for broken in chosen:
            texts_of(broken, problems)
        if not problems:
            os.makedirs(f"{mutate.WORK}/tree", exist_ok=True)
            mutate.copy_tree(f"{mutate.WORK}/tree")
            shutil.rmtree(SEEDS, ignore_errors=True)
            os.chdir(f"{mutate.WORK}/tree")
            problems = try_all(Builds(), chosen)
    print("".join(f"{problem}\n" for problem in problems), end="")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
