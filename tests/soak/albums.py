#!/usr/bin/env python3
"""albums.py TOOLS PLACE COUNT SEED - random albums through every format and a recorder; TAP

Each album is a sheet with random tracks: audio files of random formats, rates, widths and channels, gaps, indexes, texts,
codes and flags, data tracks, a second session. It is authored; the image is converted to every format that can hold it,
from there back, and compared with the image each time; it is burnt to a virtual recorder, verified, read back and
compared. What a conversion reports as changed or lost need not be equal, and nothing else. SOAK_KEEP=1 keeps the folders
of albums that fail. The same seed gives the same albums.
"""
import os
import random
import re
import shutil
import subprocess
import sys

SECTOR = 588
LATIN = ("Morning", "Café Noir", "Señor", "Größe", "Nachtmusik", "Fjord", "Élan", "A & B", "It's", "Rock 'n' Roll", "100 %", "¿Qué?")
OTHER = ("Ω", "夜明け", "さくら", "Жизнь", "Łódź")
# Format, encodings, rates.
SOURCES = (
    ("wav", ("u8", "s16", "s24", "s32", "float"), (8000, 11025, 22050, 32000, 44100, 48000, 88200, 96000)),
    ("flac", ("s16", "s24"), (22050, 44100, 48000, 96000)),
    ("aiff", ("s16", "s24"), (44100, 48000)),
    ("w64", ("s16", "float"), (44100,)),
    ("caf", ("s16", "s24"), (44100, 48000)),
)

# Rules of losses, and the results of a comparison that they concern.
REPORTED = {"changed.text": "texts", "lost.text": "texts", "changed.cdtext": "texts", "lost.cdtext": "texts"}


class Failed(Exception):
    pass


class Album:
    """One album in a folder of its own."""

    def __init__(self, tools, folder, seed, seconds):
        self.tools, self.folder, self.random, self.seconds = tools, folder, random.Random(seed), seconds
        self.counts = {"commands": 0, "compared": 0, "burnt": 0}

    def run(self, *command, expected=(0,)):
        """Runs a tool in the folder and adds its processor time to the total."""
        program = os.path.join(self.tools, command[0])
        out = os.path.join(self.folder, "output")
        with open(out, "w+b") as output:
            process = subprocess.Popen([program, *command[1:]], cwd=self.folder, stdout=output, stderr=output, stdin=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            output.seek(0)
            text = output.read().decode("utf-8", "replace")
        name = " ".join(command[:2]) if command[0].startswith("redbook") else command[0]
        self.seconds[name] = self.seconds.get(name, 0) + usage.ru_utime + usage.ru_stime
        self.counts["commands"] += 1
        if process.returncode not in expected:
            raise Failed(f"{' '.join(command)}\nended with {process.returncode}: {text}")
        return text

    # ---------------------------------------------------------------- the sheet

    def text_lines(self, indent, disc):
        lines = []
        for name in ("TITLE", "PERFORMER", "SONGWRITER") if self.random.random() < 0.8 else ():
            if name == "TITLE" or self.random.random() < 0.5:
                lines.append(f'{indent}{name} "{self.random.choice(self.titles)} {self.random.randrange(100)}"')
        if disc and self.random.random() < 0.5:
            digits = [self.random.randrange(10) for _ in range(12)]
            check = -sum(d * (3 if i % 2 else 1) for i, d in enumerate(digits)) % 10
            lines.append("CATALOG " + "".join(map(str, digits)) + str(check))
        return lines

    def audio_file(self, number, sectors):
        if self.plain:
            name = f"t{number}.wav"
            self.run("gen/tone", "--kind", "noise", "--seed", str(self.random.randrange(1 << 30)), "--sectors", str(sectors), name)
            return name
        form, encodings, rates = self.random.choice(SOURCES)
        rate, name = self.random.choice(rates), f"t{number}.{form}"
        frames = -(-sectors * SECTOR * rate // 44100) + self.random.randrange(rate // 50)
        self.run("gen/tone", "--kind", self.random.choice(("noise", "music", "sweep")), "--level", "60", "--seed",
                 str(self.random.randrange(1 << 30)), "--rate", str(rate), "--encoding", self.random.choice(encodings), "--channels",
                 self.random.choice("112222"), "--frames", str(frames), "--format", form, name)
        return name

    def audio_track(self, number, first):
        sectors, lines = self.random.randrange(40, 260), []
        name = self.audio_file(number, sectors)
        lines += [f'FILE "{name}" WAVE', f"  TRACK {number:02} AUDIO"]
        if self.random.random() < 0.3:
            flags = " ".join(f for f in ("DCP", "PRE") if self.random.random() < 0.5)
            lines += [f"    FLAGS {flags}"] if flags else []
        lines += self.text_lines("    ", False)
        if self.random.random() < 0.4:
            lines.append(f"    ISRC DEA45{self.random.randrange(100):02}{self.random.randrange(100000):05}")
        at = 0
        if not first and self.random.random() < 0.4:
            lines.append(f"    PREGAP 00:{self.random.randrange(0, 3):02}:{self.random.randrange(1, 75):02}")
        elif not first and self.random.random() < 0.4:
            at = self.random.randrange(1, 30)
            lines.append("    INDEX 00 00:00:00")
        for index in range(1, 1 + self.random.choice((1, 1, 1, 2, 5))):
            lines.append(f"    INDEX {index:02} {at // 4500:02}:{at // 75 % 60:02}:{at % 75:02}")
            at += self.random.randrange(1, 3)
        return lines

    def data_track(self, number):
        kind, mode = self.random.choice((("mode1", "MODE1/2352"), ("form1", "MODE2/2352")))
        name = f"d{number}.bin"
        self.run("gen/sectors", kind, str(self.random.randrange(20, 200)), str(self.random.randrange(1 << 20)), name, name + ".user")
        os.unlink(os.path.join(self.folder, name + ".user"))
        return [f'FILE "{name}" BINARY', f"  TRACK {number:02} {mode}", "    INDEX 01 00:00:00"]

    def sheet(self):
        self.kind = self.random.choices(("audio", "mixed", "data", "extra"), (60, 15, 10, 15))[0]
        self.plain = self.random.random() < 0.3
        self.latin = self.random.random() < 0.8
        self.titles = LATIN if self.latin else LATIN + OTHER
        lines = self.text_lines("", True) if self.kind != "data" else []
        tracks = self.random.choice((1, 2, 3, 3, 5, 8))
        number = 1
        if self.kind in ("mixed", "data"):
            lines += self.data_track(number)
            number += 1
        while self.kind != "data" and number <= tracks + (self.kind == "mixed"):
            track = self.audio_track(number, number == 1)
            if self.kind == "mixed" and number == 2 and not any("PREGAP" in line for line in track):
                track.insert(2, "    PREGAP 00:02:00")
            lines += track
            number += 1
        if self.kind == "extra":
            lines += ["REM SESSION 02", *self.data_track(number)]
        with open(os.path.join(self.folder, "in.cue"), "w", encoding="utf-8") as sheet:
            sheet.write("\n".join(lines) + "\n")

    # ---------------------------------------------------------------- conversions

    def targets(self):
        both = [("redump", "redump/x.cue"), ("portable", "portable/x.cue"), ("cdrwin", "cdrwin/x.cue"), ("toc", "toc/x.toc"), ("ccd", "ccd/x.ccd"),
                ("chd", "chd/x.chd")]
        if self.kind == "extra":
            return [both[0], both[1], both[4], both[5]]
        if self.kind == "audio":
            return both + [("single", "single/x.cue"), ("eac", "eac/x.cue"), ("wav", "wav/x.cue")] + [("ddp", "ddp/")] * self.latin
        return both + [("single", "single/x.cue")]

    def compare(self, one, other, *options):
        self.counts["compared"] += 1
        self.run("redbook", "compare", "-q", *options, one, other)

    @staticmethod
    def reported(said):
        """The results that may differ: only what the conversion has reported as lost or changed."""
        lost = {REPORTED[rule] for rule in re.findall(r"\[((?:lost|changed)\.[a-z-]+)\]", said) if rule in REPORTED}
        return ("--ignore", ",".join(sorted(lost))) if lost else ()

    def through(self, target, path):
        folder = path.split("/")[0]
        os.mkdir(os.path.join(self.folder, folder))
        os.mkdir(os.path.join(self.folder, folder + "-back"))
        force = ["--force-delivery"] if target == "ddp" else []
        said = self.run("redbook", "convert", "--target", target, *force, "x.cue", "-o", path)
        there = path if target != "ddp" else "ddp"
        self.compare("x.cue", there, *self.reported(said))
        back = f"{folder}-back/x.cue"
        said += self.run("redbook", "convert", "--target", "portable", there, "-o", back)
        self.compare("x.cue", back, *self.reported(said))

    def burn(self):
        self.run("redbook-burn", "virtual", "-q", "drive", "medium=cd-rw", "profile=lenient")
        texts = () if self.latin else ("--no-cdtext",)
        self.run("redbook-burn", "write", "-q", "--yes", "--short-tracks", *texts, "--device", "virtual:drive", "x.cue")
        if self.latin:
            self.run("redbook-burn", "verify", "-q", "--device", "virtual:drive", "x.cue")
        os.mkdir(os.path.join(self.folder, "read"))
        self.counts["burnt"] += 1
        if self.kind != "extra":
            self.run("redbook-burn", "read", "-q", "--device", "virtual:drive", "-o", "read/x.cue")
            self.compare("x.cue", "read/x.cue", *(() if self.latin else ("--ignore", "texts")))

    def go(self):
        self.sheet()
        jobs = self.random.choice(("1", "2", "3", "8", "64"))
        self.run("redbook", "author", "-q", "--short-tracks", "allow", "--jobs", jobs, "in.cue", "-o", "x.cue")
        for target, path in self.targets():
            self.through(target, path)
        self.burn()




def main():
    tools, place, count, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    seconds, counts, failures = {}, {}, 0
    for number in range(seed, seed + count):
        folder = os.path.join(place, f"album-{number}")
        os.mkdir(folder)
        album = Album(tools, folder, number, seconds)
        failed = None
        try:
            album.go()
        except Failed as failure:
            failed = failure
            failures += 1
        if failed or count <= 100:
            print(f"{'not ok' if failed else 'ok'} {number} - album {number}: {album.kind}, authored, converted, burnt, read back", flush=True)
        if failed:
            print("\n".join("# " + line for line in str(failed).splitlines()[:12]), flush=True)
        for name, value in album.counts.items():
            counts[name] = counts.get(name, 0) + value
        if not failed or not os.environ.get("SOAK_KEEP"):
            shutil.rmtree(folder)
    print(f"# {count} albums, {failures} not equal: " + ", ".join(f"{value} {name}" for name, value in counts.items()))
    print("# processor time: " + ", ".join(f"{name} {value:.0f} s" for name, value in sorted(seconds.items()) if value >= 1))
    return 1 if failures else 0


sys.exit(main())
