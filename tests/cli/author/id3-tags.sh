#!/usr/bin/env bash
# Tags in ID3v2, in a chunk of WAV files: codes, persons and numbers as of FLAC.
tone --sectors 400 a.wav
cat >id3.py <<'S'
import struct, sys
def frame(name, text):
    content = b"\3" + text.encode()
    return name.encode() + struct.pack(">I", len(content)) + b"\0\0" + content
def tag(disc, number):
    frames = b"".join(frame(*f) for f in [("TIT2", "Song %d.%d" % (disc, number)), ("TPE2", "The Band"), ("TCOM", "É. Satie"),
        ("TSRC", "DEA4524000%d%d" % (disc, number)), ("TRCK", "%d/2" % number), ("TPOS", str(disc)), ("TXXX", "UPC\0004006381333931")])
    return b"ID3\4\0\0" + bytes(len(frames) >> 7 * i & 0x7F for i in (3, 2, 1, 0)) + frames
wav = open("a.wav", "rb").read()
for disc, number in (2, 1), (1, 2), (1, 1):
    chunk = tag(disc, number)
    chunk = b"id3 " + struct.pack("<I", len(chunk)) + chunk + b"\0" * (len(chunk) % 2)
    out = wav[:4] + struct.pack("<I", len(wav) - 8 + len(chunk)) + wav[8:] + chunk
    open("%d%d.wav" % (3 - disc, 3 - number), "wb").write(out)
S
python3 id3.py
redbook author --sort tags ??.wav -o b.cue && cat b.cue
