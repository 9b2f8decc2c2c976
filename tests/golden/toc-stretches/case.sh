# shellcheck shell=bash
# A TOC of segments of one WAV: out of order, one of them twice, with a gap inside, silence between them, and lengths that are
# not whole sectors; and
# headerless sectors in both byte orders, read from an offset in bytes.
tone --kind noise --seed 61 --sectors 1000 a.wav
tone --kind noise --seed 62 --sectors 400 --format raw-be high.cdr
tone --kind noise --seed 62 --sectors 400 --format raw-le low.bin
cat >sheet.toc <<'END'
CD_DA
CATALOG "4006381333931"
TRACK AUDIO COPY
FILE "a.wav" 00:08:00 00:05:00
TRACK AUDIO
FILE "a.wav" 0 00:06:00
START 00:01:00
INDEX 00:04:00
TRACK AUDIO ISRC "DEABC9900001"
FILE "a.wav" 0 250001
SILENCE 1000
FILE "a.wav" 7 200000
TRACK AUDIO PRE_EMPHASIS
PREGAP 00:02:00
FILE "high.cdr" #2352 0
TRACK AUDIO
FILE "low.bin" SWAP 588
END
author sheet.toc
