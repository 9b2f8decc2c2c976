#!/usr/bin/env python3
"""compare.py INFO.json BIN FILE... - checks that an image has the audio of the files in order

INFO.json is the output of `redbook info --json` for the image. Prints TAP. The reference is ffmpeg, which decodes and converts
with its own code.

Positions: the tracks are contiguous, so track n starts in the sector that contains the sum of the lengths before it, and the disc
has the sum of all lengths, rounded up to a sector. A length is round(frames * 44100 / rate); ffmpeg counts the frames.

Audio: the RMS of the difference from ffmpeg's samples is computed in windows across each track. Two roundings of the same signal to
16 bits, ours with triangular dither (total noise 1/4 LSB^2) and ffmpeg's without (1/12 LSB^2), differ by 1/3 LSB^2, which is -95.1
dBFS; any error in level, position, channel or conversion gives a much larger difference. The limit is -94 dBFS for the median of
the windows, and for every window of the Vorbis files. The two MPEG decoders themselves differ by up to -50 dBFS in about one of
fifty granules of these files, so the limit for single windows of MPEG files is -45 dBFS.
"""
import array
import json
import math
import statistics
import subprocess
import sys

WINDOWS = 24
WINDOW = 4096
tests = 0
failures = 0


def judge(name, good, diagnostics):
    global tests, failures
    tests += 1
    failures += not good
    print(f"{'ok' if good else 'not ok'} - {name}")
    if not good:
        print("# " + diagnostics)


def probe(path, what):
    return subprocess.run(["ffprobe", "-v", "error", "-select_streams", "a", "-show_entries", "stream=" + what, "-of",
                           "csv=p=0", path], stdout=subprocess.PIPE, check=True).stdout.decode().strip()


def decode(path, *options):
    """16-bit samples as ffmpeg decodes them."""
    raw = subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-i", path, *options, "-f", "s16le", "-"],
                         stdout=subprocess.PIPE, check=True).stdout
    samples = array.array("h")
    samples.frombytes(raw)
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def decibels(square):
    return 10 * math.log10(max(square, 1e-6) / 32768 ** 2)


def differences(path, channels, image, start):
    """The RMS of the difference in each window, and that of the audio itself, in dBFS."""
    wanted = decode(path, "-af", "aresample=44100:filter_size=128:cutoff=0.99")
    length = len(wanted) // channels
    found, level = [], 0.0
    for number in range(WINDOWS):
        at = (length - WINDOW) * number // (WINDOWS - 1)
        image.seek((start + at) * 4)
        ours = array.array("h")
        ours.frombytes(image.read(WINDOW * 4))
        if sys.byteorder == "big":
            ours.byteswap()
        theirs = wanted[at * channels:(at + WINDOW) * channels]
        left, right = theirs[0::channels], theirs[channels - 1::channels]
        square = sum((a - b) ** 2 for a, b in zip(ours[0::2], left)) + sum((a - b) ** 2 for a, b in zip(ours[1::2], right))
        found.append(decibels(square / (2 * WINDOW)))
        level += sum(a * a for a in ours) / (2 * WINDOW * WINDOWS)
    return found, decibels(level)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        info = json.load(file)
    paths, tracks = sys.argv[3:], info["tracks"]
    formats = {probe(path, "codec_name") for path in paths}
    rates = {probe(path, "sample_rate") for path in paths}
    judge(f"{len(paths)} pieces of music, {len(formats)} formats, {len(rates)} rates",
          len(paths) >= 10 and len(formats) >= 2 and len(rates) >= 2 and len(tracks) == len(paths), f"{formats} {rates}")
    samples = 0
    with open(sys.argv[2], "rb") as image:
        for track, path in zip(tracks, paths):
            name = f"track {track['number']} ({path.rsplit('/', 1)[-1]})"
            rate, channels = int(probe(path, "sample_rate")), int(probe(path, "channels"))
            frames = len(decode(path)) // channels
            judge(f"{name} starts at the sum of the lengths before it", track["lba"] == samples // 588,
                  f"wanted sector {samples // 588}, found {track['lba']}")
            found, level = differences(path, channels, image, samples)
            worst = -45 if probe(path, "codec_name") == "mp3" else -94
            judge(f"{name} has the audio that ffmpeg decodes",
                  statistics.median(found) <= -94 and max(found) <= worst and level > -50,
                  f"the median of the differences is {statistics.median(found):.1f} dBFS, the largest {max(found):.1f} dBFS, "
                  f"the audio {level:.1f} dBFS")
            samples += (2 * frames * 44100 + rate) // (2 * rate)
    judge("the disc has the length of all tracks", info["capacity"]["used_sectors"] == -(-samples // 588),
          f"wanted {-(-samples // 588)} sectors, found {info['capacity']['used_sectors']}")
    sys.exit(1 if failures else 0)


main()
