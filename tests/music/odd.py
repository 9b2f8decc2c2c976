#!/usr/bin/env python3
"""odd.py REDBOOK MUSIC.ogg... - authors unusual files of real music, which decoders treat differently. Prints TAP.

The first piece is northerners.ogg of wesnoth-1.16-music, which has the end-of-stream mark on each of its last eight pages. The
others are converted to files as they exist in practice: MP3s and FLACs joined, a tag whose size does not include its padding,
Opus whose header has another rate, a chained Ogg file, a FLAC whose header has too few samples. The samples that redbook authors
are compared with those of other programs (oggdec, mpg123, ffmpeg, flac); with dither of +-1 LSB and two roundings, a value may
differ by 2. If the rate is converted, only the length is compared.
"""
import array
import os
import struct
import subprocess
import sys

failures = 0


def judge(name, good, diagnostics=""):
    global failures
    failures += not good
    print(f"{'ok' if good else 'not ok'} - {name}")
    if not good:
        print("# " + diagnostics)


def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout


def samples_of(raw):
    values = array.array("h")
    values.frombytes(raw)
    if sys.byteorder == "big":
        values.byteswap()
    return values


def author(path):
    """The samples of the image and the messages of redbook."""
    done = subprocess.run([sys.argv[1], "author", "--no-progress", "-v", "--force", "--short-tracks", "allow", path, "-o",
                           "odd.cue"], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        return samples_of(b""), done.stderr.decode()
    with open("odd.bin", "rb") as file:
        return samples_of(file.read()), done.stderr.decode()


def same(name, path, wanted, rule=None, most=2):
    """Checks that the image has the wanted samples, followed by zeros up to the end of the last sector."""
    ours, said = author(path)
    count = len(wanted)
    judge(f"{name}: the length of the other decoder", len(ours) == -(-count // 1176) * 1176,
          f"wanted {count // 2} samples, found {len(ours) // 2} in whole sectors; {said}")
    worst = max((abs(a - b) for a, b in zip(ours, wanted)), default=0)
    judge(f"{name}: the same audio", worst <= most and len(ours) >= count, f"values differ by up to {worst}")
    if rule:
        judge(f"{name}: the finding is reported", f"[{rule}]" in said, said)


def write(path, *contents):
    with open(path, "wb") as file:
        for content in contents:
            file.write(content)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def oggdec(path):
    return samples_of(run("oggdec", "-Q", "-R", "-o", "-", path))


def mpg123(path):
    return samples_of(run("mpg123", "-q", "-s", "--stereo", path))


def with_checksum(page):
    """The first page of an Ogg file with the correct checksum."""
    crc, page = 0, page[:22] + bytes(4) + page[26:]
    for byte in page:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1 ^ (0x04C11DB7 if crc & 0x80000000 else 0)) & 0xFFFFFFFF
    return page[:22] + struct.pack("<I", crc) + page[26:]


def main():
    marked, first, second = sys.argv[2:5]
    same("an end mark on several pages", marked, oggdec(marked), "audio.page-marks")
    judge("an end mark on several pages: 9,135,516 samples", len(oggdec(marked)) == 2 * 9135516)
    same("a chain of Ogg streams", "chain.ogg" if not write("chain.ogg", read(first), read(second)) else "",
         oggdec(first) + oggdec(second), "audio.joined")

    for number, path in enumerate((first, second)):
        run("oggdec", "-Q", "-o", f"{number}.wav", path)
        run("lame", "--quiet", "-b128", "--tt", f"Piece {number}", "--id3v1-only", f"{number}.wav", f"{number}.mp3")
        run("lame", "--quiet", "-V2", "--tt", f"Piece {number}", "--id3v2-only", f"{number}.wav", f"v{number}.mp3")
        run("flac", "-s", "-f", f"{number}.wav")
    both = mpg123("0.mp3") + mpg123("1.mp3")
    write("joined.mp3", read("0.mp3"), read("1.mp3"))
    same("two MP3s with ID3v1 tags joined", "joined.mp3", both, "audio.joined")
    length = len(samples_of(run("ffmpeg", "-nostdin", "-v", "error", "-i", "joined.mp3", "-f", "s16le", "-")))
    judge("two MP3s with ID3v1 tags joined: ffmpeg decodes the same length", abs(length - len(both)) <= 2 * 3 * 1152,
          f"ffmpeg {length // 2}, mpg123 of the parts {len(both) // 2}")
    write("mixed.mp3", read("v1.mp3"), read("0.mp3"), read("v0.mp3"))
    same("three MP3s with tags of both kinds joined", "mixed.mp3", mpg123("v1.mp3") + mpg123("0.mp3") + mpg123("v0.mp3"),
         "audio.joined")
    tag = read("v0.mp3")
    audio = tag.index(b"\xff\xfb")
    write("padded.mp3", tag[:audio], bytes(7000), tag[audio:])
    same("an ID3v2 tag with padding outside its size", "padded.mp3", mpg123("v0.mp3"))

    flac = bytearray(read("0.flac"))
    wanted = samples_of(run("flac", "-d", "-s", "-c", "--force-raw-format", "--endian=little", "--sign=signed", "0.flac"))
    flac[21:26] = bytes([flac[21] & 0xF0]) + (200000).to_bytes(4, "big")
    write("few.flac", flac)
    same("a FLAC whose header has too few samples", "few.flac", wanted, "audio.wrong-length", 0)
    write("joined.flac", read("0.flac"), read("0.flac"))
    same("two FLACs joined", "joined.flac", wanted + wanted, "audio.joined", 0)

    run("opusenc", "--quiet", "--bitrate", "160", "0.wav", "0.opus")
    right, _ = author("0.opus")
    frames = len(samples_of(run("ffmpeg", "-nostdin", "-v", "error", "-i", "0.opus", "-f", "s16le", "-"))) // 2
    judge("Opus: ffmpeg decodes the same length", len(right) // 1176 == -(-round(frames * 44100 / 48000) // 588),
          f"ffmpeg {frames} at 48 kHz, found {len(right) // 2} in whole sectors")
    opus = read("0.opus")
    head = 27 + opus[26] + sum(opus[27:27 + opus[26]])
    for rate in (0, 8000, 16000):
        at = 27 + opus[26] + 12
        write("rate.opus", with_checksum(opus[:at] + struct.pack("<I", rate) + opus[at + 4:head]), opus[head:])
        ours, said = author("rate.opus")
        judge(f"Opus whose header has a rate of {rate}: the same audio", ours == right, said)
    sys.exit(1 if failures else 0)


os.environ["LC_ALL"] = "C"
main()
