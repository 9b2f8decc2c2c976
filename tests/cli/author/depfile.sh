#!/usr/bin/env bash
# A make rule with everything that was read as prerequisites, which make itself can read, with names of all kinds.
mkdir 'a b'
tone --sectors 400 'a b/one $1 #2: x.wav'
tone --sectors 400 two.wav
cat >album.cue <<END
FILE "a b/one \$1 #2: x.wav" WAVE
  TRACK 01 AUDIO
    INDEX 01 00:00:00
FILE "TWO.WAV" WAVE
  TRACK 02 AUDIO
    INDEX 01 00:00:00
  TRACK 03 AUDIO
    INDEX 01 00:02:00
END
redbook author -q album.cue --short-tracks allow -o disc.cue --depfile disc.d
cat disc.d
cat >Makefile <<'END'
all: disc.bin
include disc.d
disc.bin: ; @printf 'made of: %s\n' '$^'
END
touch -d 2001-01-01 album.cue two.wav 'a b/one $1 #2: x.wav'
make -s
touch -d 2001-01-02 disc.bin
touch -d 2001-01-03 'a b/one $1 #2: x.wav'
make -s
