#!/usr/bin/env python3
"""loudness.py INFO.json REPORT.json IMAGE.bin - compares levels of real music with those of ffmpeg's filter ebur128; prints TAP

The disc is measured as one stream. A track is measured from its index 01 to its end, as if nothing preceded it, so ffmpeg and
redbook differ by about a tenth if the previous track decays into it.
"""
import json
import re
import subprocess
import sys

SECTOR = 2352
# Tolerances for ffmpeg's rounding, its different oversampling filter, and the edges of tracks. The loudness range is not compared:
# ffmpeg's windows move by 0.1 s, ours and those of libebur128 by 1 s, which makes a difference of 1 LU on short pieces.
TOLERANCES = {"integrated_lufs": 0.11, "sample_peak_dbfs": 0.06, "true_peak_dbtp": 0.3}


def measure(sound):
    said = subprocess.run(
        ["ffmpeg", "-nostats", "-hide_banner", "-f", "s16le", "-ar", "44100", "-ac", "2", "-i", "-", "-af",
         "ebur128=peak=true+sample", "-f", "null", "-"], input=sound, capture_output=True, check=True)
    summary = said.stderr.decode("utf-8", "replace").rsplit("Summary:", 1)[1]

    def level(pattern):
        return float(re.search(pattern, summary, re.S).group(1))

    return {"integrated_lufs": level(r"I:\s+(\S+) LUFS"),
            "sample_peak_dbfs": level(r"Sample peak:\s+Peak:\s+(\S+) dBFS"),
            "true_peak_dbtp": level(r"True peak:\s+Peak:\s+(\S+) dBFS")}


def check(name, ours, theirs):
    wrong = [f"{key}: redbook {ours[key]}, ffmpeg {theirs[key]}" for key, most in TOLERANCES.items()
             if ours[key] is None or abs(ours[key] - theirs[key]) > most]
    print(f"{'not ' if wrong else ''}ok - {name} has the levels that ffmpeg measures")
    for line in wrong:
        print("# " + line)
    return not wrong


def main():
    info, report = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:3])
    image = open(sys.argv[3], "rb").read()
    good = check("the disc", report["disc"], measure(image))
    for where, ours in zip(info["tracks"], report["tracks"]):
        sound = image[where["lba"] * SECTOR:(where["lba"] + where["length_sectors"]) * SECTOR]
        good = check(f"track {ours['number']}", ours, measure(sound)) and good
    return 0 if good else 1


sys.exit(main())
