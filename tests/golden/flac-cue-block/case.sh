# shellcheck shell=bash
# The same from a CUESHEET block, which has codes and positions but no texts.
need flac
tone --kind noise --seed 27 --sectors 1200 disc.wav
cat >inside.cue <<'END'
CATALOG 4006381333931
FILE "disc.wav" WAVE
  TRACK 01 AUDIO
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    ISRC USRC17607839
    FLAGS PRE
    INDEX 00 00:06:00
    INDEX 01 00:07:12
END
flac --silent --cuesheet=inside.cue disc.wav -o disc.flac
author disc.flac
