#!/usr/bin/env python3
"""tests/mutate/mutate.py - mutation tests: checks that a test fails if a line of src is changed

  mutate.py [--seed N] [--count N] [--room ROOM,...|each] [--stages unit,sanitized,room,quick] [--jobs N]
  mutate.py --only FILE:LINE[-LINE],...   all mutants of these lines
  mutate.py --again   the survivors in build/mutate/results, with the tests of today
  mutate.py --total   the table of build/mutate/results; runs nothing

A mutant is a change of one line, chosen by the seed: a condition is negated, a comparison or an operator replaced, a number
increased by one, a statement removed, a status not returned. --count is the number of mutants; with --room each that of each room.
Each mutant is compiled in a copy of the tree (build/mutate/tree), linked into a test in place of the original, and goes through the
stages until a test fails, which kills it:

  unit        the unit test of its file
  sanitized   the same, and the tests without memory (memory_test.c) of its room, or of all rooms where it has none, with the address
              and undefined behaviour sanitizers, which find memory that is not freed
  room        the other unit tests of its room, and the tests without memory (memory_test.c) of all rooms
  quick       the groups corpus, golden, cli and burn, with the tools rebuilt

Mutants that compile to the same code as the original are not counted, nor are those in equivalent.txt (next to this file), whose
lines are:

  FILE | the line without blanks at its ends | the mutated line | why no test can distinguish them

with "\\|" for a vertical bar in the line.

Prints a line for each mutant, a diff for each survivor, and the score of each room. Verdicts are added to build/mutate/results.
`make mutate SEED= COUNT= ROOM= ONLY=` runs this.
"""
import argparse
import collections
import contextlib
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time

import mutants

WORK = os.path.abspath("build/mutate")
STAGES = {"unit": "its unit test", "sanitized": "sanitizers", "room": "its room", "quick": "quick groups"}
UNCOUNTED = ("equivalent", "same code", "does not build")
# The quick groups, in parts; those of a room first, since the first part with a failure ends the run.
QUICK = ["corpus,golden", "cli", "burn"]
QUICK_FIRST = {
    "about": "cli/doctor", "audio": "cli/author,cli/extract,cli/source", "author": "cli/author,cli/sheet", "base": "cli/refuse,cli/paths",
    "burn": "burn,cli/burn-write,cli/burn-plan,cli/burn-verify", "cd": "corpus,cli/text,cli/check", "chd": "cli/chd,cli/check",
    "convert": "cli/convert,cli/chd", "device": "cli/burn-virtual,cli/burn-write", "edit": "cli/edit,cli/text", "report": "cli/report,cli/match,cli/hash",
    "source": "cli/source,cli/convert,cli/paths", "text": "cli/text,cli/cdtext,cli/edit", "verify": "cli/check,cli/compare,cli/burn-verify",
}
SANITIZED = ["SANITIZE=address,undefined", "CFLAGS=-O1 -g"]


def read_equivalents():
    rows = set()
    with open("tests/mutate/equivalent.txt", encoding="utf-8") as file:
        for line in file:
            parts = [part.strip().replace("\\|", "|") for part in line.rstrip("\n").split(" | ")]
            if len(parts) == 4 and not line.startswith("#"):
                rows.add(tuple(parts[:3]))
    return rows


# ---------------------------------------------------------------- processes

def run(words, seconds, cpu=None, quiet=False, **environment):
    """Runs words in a session of their own, which ends after seconds, or after cpu seconds of processor time."""
    def limit():
        if cpu:
            resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
    variables = {key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
    variables.update(environment, CCACHE_NOHASHDIR="1")  # objects that were compiled in another folder are accepted
    process = subprocess.Popen(words, env=variables, stdin=subprocess.DEVNULL, start_new_session=True, preexec_fn=limit, text=True,
                               stdout=subprocess.DEVNULL if quiet else subprocess.PIPE, stderr=subprocess.STDOUT, errors="replace")
    try:
        out, _ = process.communicate(timeout=seconds)
        return process.returncode, out
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(process.pid, signal.SIGTERM)  # tests/run.sh ends its jobs, which are in groups of their own
            process.wait(timeout=10)
        return 124, "did not end in time"
    finally:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()


def copy_tree(to):
    """Copies what has changed since the last copy, and removes what is gone."""
    listed = subprocess.run(["git", "ls-files", "-z", "-co", "--exclude-standard"], capture_output=True, check=True)
    names = {name for name in listed.stdout.decode().split("\0") if name and os.path.exists(name)}
    for name in names:
        target = os.path.join(to, name)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        if os.path.islink(name):
            if not os.path.islink(target):
                os.symlink(os.readlink(name), target)
        elif not os.path.exists(target) or open(name, "rb").read() != open(target, "rb").read():
            shutil.copy2(name, target)
            os.utime(target)
    for at, folders, files in os.walk(to):
        if at == to:
            folders[:] = [folder for folder in folders if folder != "build"]
        for name in files:
            path = os.path.join(at, name)
            if os.path.relpath(path, to) not in names:
                os.unlink(path)


# ---------------------------------------------------------------- a build

class Build:
    """A build in the copy of the tree: how its sources are compiled and its unit tests linked."""

    def __init__(self, jobs, variables):
        self.jobs, self.variables = jobs, variables
        self.sanitized = bool(variables)
        listed = self.make(["-pn", "no-such-target"])[1]
        self.folder = re.search(r"^B := (\S+)", listed, re.M).group(1)
        status, _ = self.make([f"{self.folder}/lib{name}.a" for name in ("redbook", "redbook-burn", "redbook-imapi")] + ["check-programs"], 7200)
        if status != 0:
            sys.exit("mutate: the tree without a mutation does not build")
        commands = self.make(["-nB", "all", "unit-programs"])[1].replace("\\\n", " ")
        self.compiling, self.linking = {}, {}
        for line in commands.split("\n"):
            source = re.search(r" -c (src/\S+\.c) -o \S+$", line)
            program = re.search(r" -o (\S+/unit/(\w+)/(\w+)_test|\S+/redbook-pdf\.so) ", line)
            if source:
                self.compiling[source.group(1)] = line
            elif program:
                self.linking[program.group(1)] = line
        self.original, self.time_of = {}, {}
        module = f"{self.folder}/redbook-pdf.so"
        if module in self.linking:
            self.make([module])

    def make(self, words, seconds=1200):
        return run(["make", "-s", f"-j{self.jobs}", "WERROR=", f"CC={os.environ.get('CC', 'cc')}"] + self.variables + words, seconds)

    def compile(self, path, name):
        """The object code of a file in its present form, without line numbers; None if it cannot be compiled."""
        out = f"{self.folder}/{name}"
        command = self.compiling[path].replace(" -MMD -MP -c ", " -g0 -w -c ")
        status, _ = run(["sh", "-c", re.sub(r" -o \S+$", f" -o {out}", command)], 600)
        return open(out, "rb").read() if status == 0 else None

    def original_of(self, path):
        if path not in self.original:
            self.original[path] = self.compile(path, "original.o")
        return self.original[path]

    def link(self, program):
        """Links a unit test with mutant.o, which precedes the libraries, so that their member of that name is not used."""
        command = re.sub(r"(\S+/obj/tests/unit/\w+/\w+\.o)", rf"\1 {self.folder}/mutant.o", self.linking[program], count=1)
        return run(["sh", "-c", command.replace(f" -o {program} ", f" -o {program}.mutant ")], 600)[0] == 0

    def link_module(self):
        """Links the module of PDF sheets with mutant.o; it is loaded from its place, where original_module puts it back."""
        module = f"{self.folder}/redbook-pdf.so"
        command = re.sub(r"\S+/obj/src/\S+\.o", f"{self.folder}/mutant.o", self.linking[module])
        shutil.copy2(module, f"{module}.original")
        return run(["sh", "-c", command], 600)[0] == 0

    def original_module(self):
        module = f"{self.folder}/redbook-pdf.so"
        if os.path.exists(f"{module}.original"):
            os.replace(f"{module}.original", module)

    def passes(self, program, seconds, cpu):
        scratch = f"{WORK}/tmp"
        os.makedirs(scratch, exist_ok=True)
        leaks = os.path.abspath("tests/leaks.suppressions")
        status, _ = run([f"./{program}"], seconds, cpu, quiet=True, TMPDIR=scratch, LC_ALL="C", TZ="UTC", B=os.path.abspath(self.folder),
                        LSAN_OPTIONS=f"suppressions={leaks}:print_suppressions=0")
        subprocess.run(["chmod", "-R", "u+rwx", scratch], check=False)
        shutil.rmtree(scratch, ignore_errors=True)
        return status == 0

    def ready(self, programs):
        """Those that pass without a mutation; how long they take limits them with one."""
        new = [program for program in programs if program not in self.time_of]
        if new:
            self.make(new)
        for program in new:
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            start = time.monotonic()
            passed = os.path.exists(program) and self.passes(program, 600, 600)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            self.time_of[program] = (time.monotonic() - start, used) if passed else None
            if not passed:
                print(f"without a mutation: {program} fails and is not used", flush=True)
        return [program for program in programs if self.time_of[program]]

    def kills(self, path, programs):
        """True if one of the programs fails with mutant.o; None if none can be linked with it."""
        ready = self.ready(programs)
        if path.endswith("/pdf_module.c"):
            try:
                return self.link_module() and not all(self.passes(program, 60, 30) for program in ready)
            finally:
                self.original_module()
        for program in ready:
            elapsed, used = self.time_of[program]
            if not self.link(program):
                return None
            passed = self.passes(f"{program}.mutant", 60 + 30 * elapsed, int(10 + 10 * used))
            os.unlink(f"{program}.mutant")
            if not passed:
                return True
        return False


# ---------------------------------------------------------------- a mutant

@contextlib.contextmanager
def changed(path, text, builds=False):
    """A file of the copy with another text. Its time is put back, unless an object is made of it that has to be made again."""
    with open(path, encoding="utf-8") as file:
        original = file.read()
    times = os.stat(path)
    try:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        yield
    finally:
        with open(path, "w", encoding="utf-8") as file:
            file.write(original)
        if not builds:
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


class Bench:
    def __init__(self, jobs):
        self.jobs = jobs
        self.plain = Build(jobs, [])
        self.sanitized = None
        self.quick_passes = None
        self.said = ""  # by the quick groups that ran last

    def quick(self, room=None):
        """None if the tools cannot be built, else whether the quick groups pass, those about a room first."""
        if self.plain.make(["all", "check-programs"], 3600)[0] != 0:
            return None
        parts = ([QUICK_FIRST[room]] if room in QUICK_FIRST else []) + QUICK
        for part in parts:
            status, self.said = run(["tests/run.sh", part], 1800, B=self.plain.folder, JOBS=str(self.jobs))
            if status != 0:
                return False
        return True

    def quick_kills(self, path, text):
        if self.quick_passes is None:
            self.quick_passes = self.quick() is True
            if not self.quick_passes:
                print("without a mutation: the quick groups fail and are not used:", self.said[-2000:], sep="\n", flush=True)
        if not self.quick_passes:
            return False
        with changed(path, text, builds=True):
            passed = self.quick(path.split("/")[1])
        return None if passed is None else not passed

    def kills(self, stage, path, text):
        """Whether a stage kills a mutant, which is compiled; None if it cannot be built."""
        if stage == "quick":
            return self.quick_kills(path, text)
        build = self.plain
        if stage == "sanitized":
            build = self.sanitized = self.sanitized or Build(self.jobs, SANITIZED)
            with changed(path, text):
                if not build.compile(path, "mutant.o"):
                    return None
        room, own = path.split("/")[1], path.split("/")[-1][:-2] + "_test"
        tests = sorted(f"{room}/{test[:-2]}" for test in os.listdir(f"tests/unit/{room}") if test.endswith("_test.c"))
        tests += [f"{other}/memory_test" for other in sorted(os.listdir("tests/unit"))
                  if other != room and os.path.exists(f"tests/unit/{other}/memory_test.c")]
        wanted = [test for test in tests if (test == f"{room}/{own}") != (stage == "room")]
        if stage == "sanitized":  # memory that is not freed after a failed allocation
            memory = [test for test in tests if test.endswith("/memory_test")]
            memory = [test for test in memory if test.startswith(f"{room}/")] or memory
            wanted += [test for test in memory if test not in wanted]
        return build.kills(path, [f"{build.folder}/unit/{test}" for test in wanted])

    def verdict(self, path, text, stages):
        before = self.plain.original_of(path)
        with changed(path, text):
            after = self.plain.compile(path, "mutant.o")
        if after is None or after == before:
            return "does not build" if after is None else "same code"
        for stage in stages:
            killed = self.kills(stage, path, text)
            if killed is None:
                return "does not build"
            if killed:
                return STAGES[stage]
        return "survived"

    def judge(self, mutant, stages, equivalents):
        path, number, _, line, new = mutant
        if (path, line.strip(), new.strip()) in equivalents:
            return "equivalent"
        with open(path, encoding="utf-8") as file:
            original = file.read()
        lines = original.split("\n")
        lines[number] = new
        return self.verdict(path, "\n".join(lines), stages)


# ---------------------------------------------------------------- results

def read_results():
    """The last verdict of each mutant: (FILE, LINE, MUTATED LINE) -> verdict."""
    found = {}
    if os.path.exists(f"{WORK}/results"):
        with open(f"{WORK}/results", encoding="utf-8") as file:
            for row in file:
                verdict, path, line, new = row.rstrip("\n").split("\t")
                found[path, line, new] = verdict
    return found


def print_score(verdicts):
    """The table of rooms, from pairs of a file and a verdict."""
    score = collections.defaultdict(collections.Counter)
    for path, verdict in verdicts:
        for room in (path.split("/")[1], "~all"):
            score[room][verdict] += 1
    head = "".join(f"{name:>15}" for name in STAGES.values())
    print(f"\n{'room':10}{head}{'survived':>10}{'not counted':>13}   killed of those counted")
    for room in sorted(score):
        row = score[room]
        killed = sum(row[name] for name in STAGES.values())
        counted = killed + row["survived"]
        cells = "".join(f"{row[name]:15}" for name in STAGES.values())
        percent = f"{100 * killed / counted:6.1f} %" if counted else "     -"
        print(f"{room.lstrip('~'):10}{cells}{row['survived']:10}{sum(row[name] for name in UNCOUNTED):13}   {percent}")


def selected(options):
    """The mutants to judge, from the copy of the tree, which is the current folder."""
    if options.only:
        chosen = []
        for part in options.only.split(","):
            path, lines = part.rsplit(":", 1)
            first, last = (int(number) for number in (lines.split("-") * 2)[:2])
            chosen += [mutant for mutant in mutants.of_file(path) if first <= mutant[1] + 1 <= last]
        return chosen
    rooms = sorted(os.listdir("src")) if options.room in ("", "each") else options.room.split(",")
    rooms = [room for room in rooms if os.path.isdir(f"src/{room}")]
    if options.again:
        survivors = {key for key, verdict in read_results().items() if verdict == "survived"}
        return [mutant for room in rooms for mutant in mutants.of_room(room) if (mutant[0], mutant[3].strip(), mutant[4].strip()) in survivors]
    groups = [[room] for room in rooms] if options.room == "each" else [rooms]
    chosen = []
    for group in groups:
        found = [mutant for room in group for mutant in mutants.of_room(room)]
        random.Random(options.seed).shuffle(found)
        chosen += found[: options.count]
    return chosen


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--room", default="")
    parser.add_argument("--only", default="")
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--total", action="store_true")
    parser.add_argument("--stages", default=",".join(STAGES))
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    if options.total:
        print_score((key[0], verdict) for key, verdict in read_results().items())
        return 0
    stages = options.stages.split(",")
    if not set(stages) <= set(STAGES):
        parser.error(f"expected stages of {','.join(STAGES)}, found '{options.stages}'")
    os.makedirs(f"{WORK}/tree", exist_ok=True)
    copy_tree(f"{WORK}/tree")
    os.chdir(f"{WORK}/tree")
    chosen, equivalents, verdicts = selected(options), read_equivalents(), []
    bench = Bench(options.jobs)
    for mutant in chosen:
        path, number, operator, line, new = mutant
        verdict = bench.judge(mutant, stages, equivalents)
        verdicts.append((path, verdict))
        with open(f"{WORK}/results", "a", encoding="utf-8") as file:
            file.write("\t".join((verdict, path, line.strip(), new.strip())) + "\n")
        print(f"{verdict}: {path}:{number + 1}: {operator}", flush=True)
        if verdict == "survived":
            print(f"  -{line.strip()}\n  +{new.strip()}", flush=True)
    print_score(verdicts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
