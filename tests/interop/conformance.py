#!/usr/bin/env python3
"""conformance.py OUT [NAME...] - how other programs and redbook read the sheets of tests/corpus/cue
conformance.py --check TABLE [EVERY] - whether they read them as a conformance.md says

Each sheet is copied to a folder with the files that it names, silent and long enough. Each installed program reads it, and the
starts of the tracks (index 01) are compared. Writes to the folder OUT: conformance.html, a page without external resources;
conformance.md, its summary; and redbook-conformance.tar.gz with the sheets, redbook's reading of each as JSON, and a README.
NAME selects the sheets whose names begin with it. `make conformance` runs this.

--check prints a line for each program: ok, not ok or skip, a tab, the name of the test, a tab and, if it is not ok, the reason. redbook
reads every sheet; the others, which take longer, read one of EVERY (1: all). A program is compared only if it has the version of
the table.
"""
import concurrent.futures
import datetime
import gzip
import html
import io
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import struct
import subprocess
import sys
import tarfile
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
CORPUS = HERE.parent / "corpus" / "cue"
SECTOR = 2352
SPARE_SECTORS = 400  # after the last index
SECTORS_MAX = 400000  # longer than any CD; files are limited to this
SECONDS = 600  # wall time; long, so that a loaded machine is not held against a program
PROCESSOR_SECONDS = 3  # some programs never end with some sheets; one second more for each SECTORS_A_SECOND
SECTORS_A_SECOND = 20000


def limits(folder):
    """A function that sets the limits of the child process before it executes the program."""
    sectors = sum(path.stat().st_size for path in pathlib.Path(folder).iterdir() if path.is_file()) // SECTOR if folder != "/" else 0
    seconds = PROCESSOR_SECONDS + sectors // SECTORS_A_SECOND

    def limit():
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return limit


def run(words, folder):
    """(exit status, output); the status is negative after a signal, None after a timeout."""
    try:
        done = subprocess.run(words, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=SECONDS, preexec_fn=limits(folder), check=False)
    except subprocess.TimeoutExpired:
        return None, ""
    ended_by_limit = done.returncode in (-signal.SIGXCPU, -signal.SIGKILL)
    return None if ended_by_limit else done.returncode, done.stdout.decode("utf-8", "replace")


# ------------------------------------------------------------------ the files of a sheet

def files_of(sheet):
    """[(name, type, sectors)] in order; a file with a data track is BINARY, whatever its type says. Not a complete reader of sheets, which would be another peer: it knows the forms in the corpus."""
    text = sheet.read_bytes()
    encoding = "utf-16" if text[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = text.decode(encoding, "surrogateescape")
    found, most = [], 0
    for line in re.split(r"[\r\n]+", text):
        file = re.match(r'\s*FILE\s+(?:"([^"]*)"|\'([^\']*)\'|(.+?))(?:\s+(\w+))?\s*$', line.lstrip("\ufeff"), re.I)
        time = re.match(r"\s*INDEX\s+\d+\s+(\d+):(\d+)[:.](\d+)", line, re.I)
        if file:
            found.append([next(name for name in file.groups() if name is not None), (file[4] or "BINARY").upper(), 0])
        elif found and re.match(r"\s*TRACK\s+\d+\s+(MODE|CDI)", line, re.I):
            found[-1][1] = "BINARY"
        elif time and found:
            minutes, seconds, sectors = map(int, time.groups())
            found[-1][2] = max(found[-1][2], (minutes * 60 + seconds) * 75 + sectors)
    return [(name, kind, min(sectors, SECTORS_MAX) + SPARE_SECTORS) for name, kind, sectors in found]


def make_file(path, kind, sectors):
    if kind in ("BINARY", "MOTOROLA"):
        with open(path, "wb") as file:
            file.truncate(sectors * SECTOR)
        return
    made = str(path.with_suffix(".wav~"))
    with open(made, "wb") as file:  # silence that takes no space
        size = sectors * SECTOR
        file.write(struct.pack("<4sI8sIHHIIHH4sI", b"RIFF", size + 36, b"WAVEfmt ", 16, 1, 2, 44100, 176400, 4, 16, b"data", size))
        file.truncate(44 + size)
    if path.suffix.lower() == ".flac" and shutil.which("flac"):
        subprocess.run(["flac", "--silent", "--force", "--fast", "-o", str(path), made], check=False)
    if not path.exists():
        os.rename(made, path)
    elif os.path.exists(made):
        os.remove(made)


def lay_out(sheet, folder):
    """Writes the sheet and its files to folder. The sheet is named after its first BINARY, which some programs look for."""
    files = files_of(sheet)
    for name, kind, sectors in files:
        name = re.split(r"[\\/]", name)[-1]
        if not name or len(os.fsencode(name)) > 250:
            continue
        path = folder / name
        try:
            if not path.exists():
                make_file(path, kind, sectors)
        except (OSError, ValueError):
            pass
    stem = re.split(r"[\\/]", files[0][0])[-1].rsplit(".", 1)[0] if files and files[0][1] in ("BINARY", "MOTOROLA") else ""
    stem = stem if stem and len(os.fsencode(stem)) < 200 else "sheet"
    shutil.copy(sheet, folder / (stem + ".cue"))
    return stem + ".cue", files


# ------------------------------------------------------------------ the readers: {track: lba of its index 01}

def redbook(cue, _files, folder):
    _, text = run_stdout([TOOL, "info", "--json", cue], folder)
    info = json.loads(text)
    if info["error"] or not info["tracks"]:
        return None, (info["error"] or {}).get("text", "no tracks"), info
    return {t["number"]: t["lba"] for t in info["tracks"]}, "", info


def run_stdout(words, folder):
    done = subprocess.run(words, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          timeout=SECONDS, check=False)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def ended(status, text):
    """Why a program printed no tracks."""
    if status is None:
        return "timeout"
    if status < 0:
        return f"ended by signal {-status}"
    words = r"error|cannot|can't|could not|couldn't|invalid|illegal|fail|unable|no such|syntax|\.cue:\d+:"
    lines = [line.strip(" *+") for line in text.splitlines() if re.search(words, line, re.I)]
    return re.sub(r"/\S*/", "", lines[0])[:160] if lines else "prints no tracks"


def cdrdao(cue, _files, folder):
    status, text = run(["cdrdao", "show-toc", cue], folder)
    tracks = {int(n): int(start) for n, start in re.findall(r"^TRACK +(\d+) .*?START +\S+?\( *(\d+)\)", text, re.M | re.S)}
    return (tracks or None), ended(status, text)


def libcdio(cue, _files, folder):
    status, text = run(["cd-info", "--no-header", "--no-device-info", "--no-cddb", "--cue-file=" + cue], folder)
    tracks = {int(n): int(lsn) for n, lsn in re.findall(r"^ *(\d+): \d\d:\d\d:\d\d +(\d+) (?:audio|data|XA|mode)", text, re.M | re.I)}
    return (tracks or None), ended(status, text)


def chdman(cue, _files, folder):
    status, text = run(["chdman", "createcd", "-f", "-c", "cdzl", "-i", cue, "-o", "out.chd"], folder)
    _, listing = run(["chdman", "info", "-v", "-i", "out.chd"], folder)
    at, tracks = 0, {}
    for n, frames, pregap, kind in re.findall(r"TRACK:(\d+) .*?FRAMES:(\d+) PREGAP:(\d+) PGTYPE:(\w+)", listing):
        tracks[int(n)] = at + int(pregap)
        at += int(frames) + (0 if kind.startswith("V") else int(pregap))
    return (tracks if status == 0 and tracks else None), ended(status, text)


def bchunk(cue, files, folder):
    if len(files) != 1:
        return "-", "reads sheets of one file only"
    name = re.split(r"[\\/]", files[0][0])[-1]
    status, text = run(["bchunk", "-v", name, cue, "chunk"], folder)
    starts = re.findall(r"(?:^|\n)Track +(\d+):.*?01 (\d+):(\d+):(\d+)", text, re.S)
    tracks = {int(n): (int(m) * 60 + int(s)) * 75 + int(f) for n, m, s, f in starts}
    return (tracks or None), ended(status, text)


def cuetools(cue, files, folder):
    if len(files) != 1:
        return "-", "reads sheets of one file only"
    status, text = run(["cuebreakpoints", cue], folder)
    if status != 0 or re.search(r"error|syntax", text, re.I):
        return None, ended(status, text)
    starts = [(int(m) * 60 + int(s)) * 75 + int(f) for m, s, f in re.findall(r"^(\d+):(\d\d)\.(\d\d)$", text, re.M)]
    return starts, ""


def version(*words):
    found = re.search(r"\d+\.\d+(\.\d+)?", run(list(words), "/")[1])
    return found[0] if found else "?"


PEERS = [("cdrdao", "cdrdao", cdrdao, ["cdrdao"], "show-toc"), ("libcdio", "cd-info", libcdio, ["cd-info", "--version"], "cd-info"),
         ("chdman", "chdman", chdman, ["chdman"], "createcd, info"), ("cuetools", "cuebreakpoints", cuetools, ["cueprint", "-V"], "cuebreakpoints"),
         ("bchunk", "bchunk", bchunk, ["bchunk"], "bchunk -v")]

# Known reasons: program, what it does (refuses, differs, reads), a pattern in the sheet, the reason. The first that matches is shown.
REASONS = [
    ("cdrdao", "refuses", r"^\ufeff", "cdrdao reads the byte order mark as a command"),
    ("cdrdao", "refuses", r'\.(flac|mp3|ogg|ape|wv)"', "cdrdao's reader of CUE sheets supports WAV and BINARY only"),
    ("libcdio", "refuses", r"^\ufeff", "libcdio reads the byte order mark as a command"),
    ("libcdio", "refuses", r"^\s*(title|performer|track|file|index|Title|Track|File|Index)\b", "libcdio knows commands in capitals only"),
    ("libcdio", "refuses", r"(WAVE|MP3|AIFF|FLAC)\s*$", "libcdio reads BINARY only"),
    ("libcdio", "differs", r"(?s)FILE.*FILE", "libcdio reads all tracks from one file, named after the sheet"),
    ("libcdio", "differs", r"PREGAP|POSTGAP", "libcdio shows positions in the file, which has no PREGAP"),
    ("chdman", "refuses", r'\.(flac|mp3|ogg|ape|wv)"', "chdman reads BINARY and WAV only"),
    ("cuetools", "refuses", r"^\s*(title|performer|track|file|index|Title|Track|File|Index)\b", "cuetools knows commands in capitals only"),
    ("cuetools", "differs", r"PREGAP|POSTGAP", "cuebreakpoints shows positions in the file, which has no PREGAP"),
    ("bchunk", "refuses", r"^\s*(track|index|Track|Index)\b", "bchunk knows commands in capitals only"),
    ("bchunk", "differs", r"PREGAP|POSTGAP", "bchunk shows positions in the file, which has no PREGAP"),
]


def reason_of(program, kind, sheet_text):
    for name, does, pattern, sentence in REASONS:
        if name == program and does == kind and re.search(pattern, sheet_text, re.M):
            return sentence
    return ""


def compare(ours, theirs, said):
    """(class, text) of a cell."""
    if theirs == "-":
        return "none", ""
    if theirs is None:
        return ("same", "refuses") if ours is None else ("refuses", said)
    if ours is None:
        return "reads", f"reads {len(theirs)} track{'' if len(theirs) == 1 else 's'}" if isinstance(theirs, dict) else "reads it"
    if isinstance(theirs, list):  # starts of all tracks but the first
        mine = list(ours.values())[1:]
        if len(mine) != len(theirs):
            return "differs", f"{len(theirs) + 1} tracks, not {len(ours)}"
        wrong = [(n, b, a) for n, a, b in zip(list(ours)[1:], mine, theirs) if a != b]
    else:
        if list(ours) != list(theirs) and len(ours) != len(theirs):
            return "differs", f"{len(theirs)} track{'' if len(theirs) == 1 else 's'}, not {len(ours)}"
        wrong = [(n, b, a) for (n, a), b in zip(ours.items(), theirs.values()) if a != b]
    if wrong:
        return "differs", f"track {wrong[0][0]} starts at {wrong[0][1]}, not {wrong[0][2]}"
    return "same", "same"


def read_sheet(sheet, peers=None):
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        cue, files = lay_out(sheet, folder)
        ours, refusal, info = redbook(cue, files, folder)
        text = sheet.read_bytes().decode("utf-8", "replace")
        cells = []
        for name, program, reader, _, _ in PRESENT if peers is None else peers:
            try:
                theirs, said = reader(cue, files, folder)
            except (OSError, ValueError, subprocess.SubprocessError) as error:
                theirs, said = None, str(error)
            kind, what = compare(ours, theirs, said)
            cells.append((kind, what, reason_of(name, kind, text)))
        if peers is None:
            print(sheet.stem, file=sys.stderr, flush=True)
        return {"name": sheet.stem, "ours": ours, "refusal": re.sub(r"/\S*/", "", refusal), "cells": cells, "info": info, "text": text}


# ------------------------------------------------------------------ the page

STYLE = """
:root{color-scheme:light dark;--line:#c9ced6;--same:#1a7f37;--differs:#b35900;--refuses:#6e7781;--reads:#8250df;--soft:#f3f5f8}
@media(prefers-color-scheme:dark){:root{--line:#3a4048;--same:#4ac26b;--differs:#f0a04b;--refuses:#9aa4b0;--reads:#b99bff;--soft:#1d2127}}
body{font:16px/1.45 system-ui,sans-serif;margin:0 auto;max-width:75rem;padding:1rem}
h1{font-size:1.5rem;margin:.2rem 0}table{border-collapse:collapse;width:100%}
th,td{border-bottom:1px solid var(--line);padding:.3rem .5rem;text-align:left;vertical-align:top}thead th{background:var(--soft)}
.scroll{overflow-x:auto}.same{color:var(--same)}.differs{color:var(--differs)}.refuses{color:var(--refuses)}.reads{color:var(--reads)}
details{border-bottom:1px solid var(--line)}summary{cursor:pointer;padding:.35rem 0;display:flex;flex-wrap:wrap;gap:.2rem .7rem}
summary b{flex:1 1 16rem;font-weight:500;overflow-wrap:anywhere}summary span{font-size:.85rem}
pre{background:var(--soft);padding:.6rem;overflow-x:auto;font-size:.85rem}dl{margin:.3rem 0}dd{margin:0 0 .3rem 1rem;overflow-wrap:anywhere}
@media(max-width:40rem){summary b{flex-basis:100%}}
label{display:inline-block;margin:.5rem 1rem .5rem 0}#only:checked~.list details.agree{display:none}
"""


def escape(text):
    return html.escape("".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in text))


def count(rows, at, kind):
    return sum(row["cells"][at][0] == kind for row in rows)


def summary_rows(rows):
    for at, (name, _, _, how, command) in enumerate(PRESENT):
        yield [name, VERSIONS[name], command] + [str(count(rows, at, kind)) for kind in ("same", "differs", "refuses", "reads", "none")]


HEADINGS = ["program", "version", "command", "same", "other starts", "refuses what redbook reads", "reads what redbook refuses", "not run"]


def page(rows, date):
    out = ["<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width,initial-scale=1'>"
           "<title>How programs read CUE sheets</title><style>" + STYLE + "</style>",
           "<h1>How programs read CUE sheets</h1>",
           f"<p>{len(rows)} sheets, each with one property or one defect, read by redbook {VERSIONS['redbook']} and {len(PRESENT)} other "
           f"programs on {date}. The starts of the tracks (index 01) are compared. No program is the reference: the sheets on which "
           "they disagree show what a writer of sheets cannot rely on. The sheets, and redbook's reading as JSON, are in "
           "<a href=redbook-conformance.tar.gz>redbook-conformance.tar.gz</a>.</p>",
           "<div class=scroll><table><thead><tr>" + "".join(f"<th>{h}" for h in HEADINGS) + "</thead>"]
    out += ["<tr>" + "".join(f"<td>{escape(cell)}" for cell in row) for row in summary_rows(rows)]
    out.append("</table></div><h2>Sheet by sheet</h2><input type=checkbox id=only><label for=only>only where a program disagrees</label><div class=list>")
    for row in rows:
        agree = all(cell[0] in ("same", "none") for cell in row["cells"])
        marks = "".join(f"<span class={kind}>{name} {'' if kind == 'same' else kind}{'✓' if kind == 'same' else ''}</span>"
                        for (kind, _, _), (name, *_) in zip(row["cells"], PRESENT) if kind != "none")
        ours = ", ".join(f"{n} at {lba}" for n, lba in row["ours"].items()) if row["ours"] else "refused: " + row["refusal"]
        out.append(f"<details class={'agree' if agree else 'other'}><summary><b>{escape(row['name'])}</b>{marks}</summary>"
                   f"<pre>{escape(row['text'][:4000])}</pre><dl><dt>redbook<dd>{escape(ours)}")
        for (kind, what, why), (name, *_) in zip(row["cells"], PRESENT):
            if kind != "none":
                out.append(f"<dt>{name}<dd class={kind}>{escape(what)}{'. ' + escape(why) if why else ''}")
        out.append("</dl></details>")
    out.append("</div>")
    return "\n".join(out) + "\n"


LEGEND = ("Sheet by sheet: \"same\" is that the tracks start where redbook has them, or that both refuse. What a program that refuses\nprints is in "
          "the page.")


def cell_words(kind, what):
    """A cell of the table: the reasons of refusals are left to the page."""
    return {"same": "same", "refuses": "refuses", "none": "-"}.get(kind) or what.replace("|", "\\|")


def ours_words(row):
    return f"{len(row['ours'])} track{'' if len(row['ours']) == 1 else 's'}" if row["ours"] else "refuses"


def markdown(rows, date):
    lines = ["# How other programs read CUE sheets", "",
             f"The {len(rows)} sheets of `tests/corpus/cue`, each with one property or one defect, were read by redbook "
             f"{VERSIONS['redbook']} and by the", f"programs below on {date}. The starts of the tracks (index 01) are compared. `make conformance` "
             "repeats the comparison and writes a page with each sheet,", "each reading and, if it is known, the reason of a difference, and an archive of "
             "the sheets with redbook's reading as JSON.", "", "| " + " | ".join(HEADINGS) + " |", "|---" * len(HEADINGS) + "|"]
    lines += ["| " + " | ".join(row) + " |" for row in summary_rows(rows)]
    lines += ["", LEGEND, "", "| sheet | redbook | " + " | ".join(peer[0] for peer in PRESENT) + " |", "|---" * (len(PRESENT) + 2) + "|"]
    for row in rows:
        lines.append("| " + " | ".join([row["name"], ours_words(row)] + [cell_words(kind, what) for kind, what, _ in row["cells"]]) + " |")
    lines += ["", "Not run: `bchunk` and `cuebreakpoints` read sheets of one file only. A refusal is not always a fault: several of these programs "
              "do not claim to", "read audio files, or more than one BINARY."]
    return "\n".join(lines) + "\n"


# ------------------------------------------------------------------ the archive

README = """Conformance corpus of CUE sheets

sheets/NAME.cue      a sheet with one property or one defect; good.* can be read, bad.* cannot
expected/NAME.json   redbook's reading: "tracks" with number, mode, flags, isrc, title and "indexes" (number and lba; lba 0 is the
                     first sector of the program area), or "refused" with the reason
files/NAME.json      the files that were next to the sheet: name, type and sectors of 2,352 bytes

To test a reader: copy a sheet to a folder, make the files listed in files/NAME.json (zeros; a WAV file if the type is WAVE and all tracks in it are audio), read
the sheet and compare the result with expected/NAME.json. Keep the lengths of the files, since the addresses depend on them. If
your reader disagrees, neither need be wrong: the page conformance.html has the readings of other programs.

The sheets are under redbook's licence (MIT).
"""


def expected_of(row):
    if row["ours"] is None:
        return {"refused": row["refusal"]}
    keys = ("number", "mode", "flags", "isrc", "title", "performer")
    return {"mcn": row["info"]["disc"].get("mcn"),
            "tracks": [{**{k: t.get(k) for k in keys}, "indexes": [{"number": i["number"], "lba": i["lba"]} for i in t["indexes"]]}
                       for t in row["info"]["tracks"]]}


def archive(rows, sheets, path):
    """Writes the archive; the same readings give the same bytes."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        def add(name, data):
            entry = tarfile.TarInfo("redbook-conformance/" + name)
            entry.size, entry.mode, entry.mtime = len(data), 0o644, 0
            tar.addfile(entry, io.BytesIO(data))

        def as_json(value):
            return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode("utf-8", "replace")
        add("README", README.encode())
        for sheet, row in zip(sheets, rows):
            add(f"sheets/{sheet.name}", sheet.read_bytes())
            add(f"expected/{sheet.stem}.json", as_json(expected_of(row)))
            files = [{"name": n.encode("utf-8", "replace").decode(), "type": k, "sectors": s} for n, k, s in files_of(sheet)]
            add(f"files/{sheet.stem}.json", as_json(files))
    with open(path, "wb") as file, gzip.GzipFile(fileobj=file, mode="wb", mtime=0, filename="") as packed:
        packed.write(buffer.getvalue())


# ------------------------------------------------------------------ the table against today's readings

def read_table(path):
    """Versions by program, and {sheet: {program: words}}."""
    versions, readings, programs = {}, {}, []
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == len(HEADINGS) and cells[0] in {peer[0] for peer in PEERS}:
            versions[cells[0]] = cells[1]
        elif cells[:2] == ["sheet", "redbook"]:
            programs = cells[1:]
        elif programs and len(cells) == len(programs) + 1 and re.match(r"(good|bad)\.", cells[0]):
            readings[cells[0]] = dict(zip(programs, cells[1:]))
    return versions, readings


def check(table, every):
    versions, readings = read_table(table)
    peers = [peer for peer in PRESENT if versions.get(peer[0]) == VERSIONS[peer[0]]]
    sheets = all_sheets()
    selected = {sheet.stem for sheet in sheets[::every]}
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        rows = list(pool.map(lambda sheet: read_sheet(sheet, peers if sheet.stem in selected else []), sheets))
    rows = [row for row in rows if row["name"] not in without_files(rows)]
    wrong = {name: [] for name in ["redbook"] + [peer[0] for peer in peers]}
    for row in rows:
        wanted = readings.pop(row["name"], None)
        if wanted is None:
            wrong["redbook"].append(f"{row['name']} is not in the table")
            continue
        found = [("redbook", ours_words(row))] + [(peer[0], cell_words(kind, what).replace("\\|", "|"))
                                                  for peer, (kind, what, _) in zip(peers, row["cells"])]
        wrong_now = [(name, wanted.get(name), words) for name, words in found if wanted.get(name) != words]
        for name, expected, words in wrong_now:
            wrong[name].append(f"{row['name']}: the table has '{expected}', found '{words}'")
    wrong["redbook"] += [f"{name} is in the table, and no sheet of the corpus" for name in readings]
    for name in ["redbook"] + [peer[0] for peer in PEERS]:
        test = f"conformance: {name} reads the corpus as the manual's table has it"
        if name in wrong:
            print("not ok" if wrong[name] else "ok", test, "; ".join(wrong[name][:5]), sep="\t")
        elif name in VERSIONS:
            print("skip", test, f"the table is of {name} {versions.get(name, '(none)')}, installed is {VERSIONS[name]}", sep="\t")
        else:
            print("skip", test, f"{name} is not installed", sep="\t")


def all_sheets():
    return sorted(CORPUS.glob("*.cue"), key=lambda sheet: (sheet.name.startswith("bad"), sheet.name))


def without_files(rows):
    """Good sheets that redbook refused: they need files that are not made here, of other names, longer, or with other contents."""
    return [row["name"] for row in rows if row["name"].startswith("good.") and row["ours"] is None]


def main():
    if sys.argv[1] == "--check":
        check(pathlib.Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
        return
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    sheets = all_sheets()
    names = sys.argv[2:]
    if names:
        sheets = [sheet for sheet in sheets if any(sheet.name.startswith(name) for name in names)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        rows = list(pool.map(read_sheet, sheets))
    omitted = without_files(rows)
    rows = [row for row in rows if row["name"] not in omitted]
    sheets = [sheet for sheet in sheets if sheet.stem not in omitted]
    print("omitted, because their files are not made:", *omitted, file=sys.stderr)
    date = datetime.date.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH") or datetime.datetime.now().timestamp())).isoformat()
    (out / "conformance.html").write_text(page(rows, date), encoding="utf-8")
    (out / "conformance.md").write_text(markdown(rows, date), encoding="utf-8")
    archive(rows, sheets, out / "redbook-conformance.tar.gz")
    for row in summary_rows(rows):
        print("  ".join(row))


TOOL = os.path.abspath(os.path.join(os.environ.get("B", "build"), "redbook"))
PRESENT = [peer for peer in PEERS if shutil.which(peer[1])]
VERSIONS = {"redbook": version(TOOL, "--version"), **{peer[0]: version(*peer[3]) for peer in PRESENT}}
if __name__ == "__main__":
    main()
