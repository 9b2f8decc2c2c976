#!/usr/bin/env python3
"""agree.py PEER INFO.json [FILE] - compares the output of a peer with that of `redbook info --json`

Reads the peer's output from FILE or standard input, converts both to rows of text of the same form and prints the rows that only
one of them has. Exits with 1 if they differ. Only what the peer shows is compared.
"""
import json
import re
import sys


def sectors(time):
    minutes, seconds, rest = re.match(r"(\d+):(\d+)[:.](\d+)$", time).groups()
    return (int(minutes) * 60 + int(seconds)) * 75 + int(rest)


def yes(value):
    return "yes" if value else "no"


class Disc:
    """The disc as redbook reports it."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            self.info = json.load(file)
        self.disc = self.info["disc"]
        self.tracks = self.info["tracks"]
        self.lead_out = self.info["capacity"]["used_sectors"]

    def end(self, position):
        """Where a track ends: at the start of the next one's pregap."""
        if position + 1 == len(self.tracks):
            return self.lead_out
        after = self.tracks[position + 1]
        return after["lba"] - after["pregap_sectors"]

    def rows(self, row):
        return [row(position, track) for position, track in enumerate(self.tracks)]

    def index_rows(self, least=0, most=99):
        return [f"track {t['number']} index {i['number']} at {i['lba']}" for t in self.tracks
                for i in t["indexes"] if least <= i["number"] <= most]


def cd_info(disc, text):
    ours = disc.rows(lambda _, t: f"track {t['number']} at {t['lba']} copy {yes(t['flags']['copy_permitted'])} "
                                  f"emphasis {yes(t['flags']['pre_emphasis'])}")
    ours.append(f"lead-out at {disc.lead_out}")
    ours += [f"mcn {disc.disc['mcn'] or 'not available'}"]
    theirs = [f"track {int(n)} at {int(lsn)} copy {copy} emphasis {pre}" for n, lsn, copy, pre in
              re.findall(r"^ *(\d+): \d\d:\d\d:\d\d +(\d+) audio +false +(\w+) +[02] +(\w+)", text, re.M)]
    theirs += [f"lead-out at {int(n)}" for n in re.findall(r"^170: \d\d:\d\d:\d\d +(\d+) leadout", text, re.M)]
    theirs += sorted({f"mcn {code}" for code in re.findall(r"^Media Catalog Number \(MCN\): (.*)$", text, re.M)})
    return ours, theirs


def cd_info_text(disc, text):
    """The texts of the sheet, which libcdio shows as CD-TEXT."""
    ours, theirs = [], []
    for name, source in [("disc", disc.disc)] + [(f"track {t['number']}", t) for t in disc.tracks]:
        ours += [f"{name} {key} {source[key]}" for key in ("title", "performer") if source[key]]
    name = None
    for line in text.splitlines():
        head = re.match(r"CD-TEXT for (Disc|Track +(\d+)):", line)
        if head:
            name = "disc" if head.group(1) == "Disc" else f"track {head.group(2)}"
        field = re.match(r"\t(TITLE|PERFORMER): (.*)", line)
        if field and name:
            theirs.append(f"{name} {field.group(1).lower()} {field.group(2)}")
    return ours, theirs


def cdrdao(disc, text):
    ours = disc.rows(lambda n, t: f"track {t['number']} at {t['lba']} to {disc.end(n)} pause {t['pregap_sectors']} "
                                  f"copy {yes(t['flags']['copy_permitted'])} emphasis {yes(t['flags']['pre_emphasis'])} "
                                  f"isrc {t['isrc'] or '-'}")
    ours.append(f"mcn {disc.disc['mcn'] or '-'}")
    theirs = []
    for part in re.split(r"^TRACK +", text, flags=re.M)[1:]:
        def number(word, default="0"):
            found = re.search(word + r" +\d\d:\d\d:\d\d\( *(\d+)\)", part)
            return found.group(1) if found else default
        isrc = re.search(r"ISRC (.*)", part)
        theirs.append(f"track {int(part.split()[0])} at {number('START')} to {number('END')} pause {number('PREGAP')} "
                      f"copy {yes('COPY NOT' not in part)} emphasis {yes(re.search('^ *PRE-EMPHASIS', part, re.M))} "
                      f"isrc {isrc.group(1).replace(' ', '') if isrc else '-'}")
    code = re.search(r"^CATALOG NUMBER: (\d+)", text, re.M)
    theirs.append(f"mcn {code.group(1) if code else '-'}")
    return ours, theirs


def cdrdao_indexes(disc, text):
    """Indexes 02 and above."""
    theirs = []
    for part in re.split(r"^TRACK +", text, flags=re.M)[1:]:
        theirs += [f"track {int(part.split()[0])} index {int(number)} at {int(lba)}" for number, lba in
                   re.findall(r"INDEX +(\d+) +\d\d:\d\d:\d\d\( *(\d+)\)", part)]
    return disc.index_rows(2) + ["that is all"], theirs + ["that is all"]


def cueprint(disc, text):
    """The output of cueprint -t '%n|%t|%p|%i\\n'."""
    ours = disc.rows(lambda _, t: f"{t['number']}|{t['title'] or ''}|{t['performer'] or ''}|{t['isrc'] or ''}")
    return ours, text.splitlines()


def cuebreakpoints(disc, text):
    ours = [f"break at {t['lba']}" for t in disc.tracks[1:]]
    return ours, [f"break at {sectors(line)}" for line in text.split()]


def cuebreakpoints_gaps(disc, text):
    ours = [f"break at {t['lba'] - t['pregap_sectors']}" for t in disc.tracks[1:]]
    return ours, [f"break at {sectors(line)}" for line in text.split()]


def toc(disc, text):
    """A TOC of cdrdao as cueconvert writes it: FILE "name" start length, then START with the length of the pregap."""
    ours = disc.rows(lambda n, t: f"from {t['lba'] - t['pregap_sectors']} to {disc.end(n)} pause {t['pregap_sectors']} "
                                  f"copy {yes(t['flags']['copy_permitted'])} emphasis {yes(t['flags']['pre_emphasis'])} "
                                  f"isrc {t['isrc'] or '-'} title {t['title'] or '-'}")
    ours.append(f"mcn {disc.disc['mcn'] or '-'}")
    theirs = []
    for part in re.split(r"^TRACK AUDIO", text, flags=re.M)[1:]:
        start, length = re.search(r'^FILE ".*" (\S+)(?: (\S+))?$', part, re.M).groups()
        start = 0 if start == "0" else sectors(start)
        end = start + sectors(length) if length else disc.lead_out
        pause = re.search(r"^START (\S+)", part, re.M)
        isrc = re.search(r'^ISRC "(.*)"', part, re.M)
        title = re.search(r'TITLE "(.*)"', part)
        theirs.append(f"from {start} to {end} pause {sectors(pause.group(1)) if pause else 0} "
                      f"copy {yes(re.search('^COPY', part, re.M))} emphasis {yes(re.search('^PRE_', part, re.M))} "
                      f"isrc {isrc.group(1) if isrc else '-'} title {title.group(1) if title else '-'}")
    code = re.search(r'^CATALOG "(\d+)"', text, re.M)
    theirs.append(f"mcn {code.group(1) if code else '-'}")
    return ours, theirs


def cue_indexes(text, least=0, most=99):
    rows, track = [], 0
    for line in text.splitlines():
        words = line.split()
        if words[:1] == ["TRACK"]:
            track = int(words[1])
        elif words[:1] == ["INDEX"] and least <= int(words[1]) <= most:
            rows.append(f"track {track} index {int(words[1])} at {sectors(words[2])}")
    return rows


def cue(disc, text):
    """All indexes of a sheet that a peer wrote."""
    return disc.index_rows(), cue_indexes(text)


def cue_01(disc, text):
    """The same for a peer that keeps indexes 00 and 01 only."""
    return disc.index_rows(0, 1), cue_indexes(text)


def lengths(disc, text):
    """The length in sectors of each track and of the disc, one per line."""
    return [str(t["length_sectors"] + t["pregap_sectors"]) for t in disc.tracks] + [str(disc.lead_out)], text.split()


def main():
    peer = {f.__name__.replace("_", "-"): f for f in (cd_info, cd_info_text, cdrdao, cdrdao_indexes, cueprint, cuebreakpoints,
                                                      cuebreakpoints_gaps, toc, cue, cue_01, lengths)}[sys.argv[1]]
    with open(sys.argv[3] if len(sys.argv) > 3 else 0, encoding="utf-8", errors="replace") as file:
        ours, theirs = peer(Disc(sys.argv[2]), file.read())
    for row in ours:
        if row not in theirs:
            print("only redbook has: ", row)
    for row in theirs:
        if row not in ours:
            print("only the peer has:", row)
    if len(ours) != len(theirs) or not ours:
        print(f"redbook has {len(ours)} rows, the peer {len(theirs)}")
    sys.exit(0 if ours == theirs and ours else 1)


main()
