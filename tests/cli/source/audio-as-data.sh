#!/usr/bin/env bash
# The bytes of an audio file are no sectors, whatever its sheet says of the tracks.
tone --kind noise --sectors 700 a.wav
tone --kind noise --sectors 700 a.flac
sheet() { printf 'FILE "%s" %s\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 %s\n    INDEX 01 00:05:00\n' "$@"; }
sheet a.wav WAVE MODE1/2352 >wav.cue
sheet a.flac WAVE MODE1/2352 >flac.cue
sheet a.flac BINARY MODE2/2352 >binary.cue
sheet a.wav WAVE CDG >cdg.cue
for name in wav flac binary cdg; do
    redbook author --short-tracks allow "$name.cue" -o out.cue || echo "exit $?"
    redbook convert "$name.cue" -o out.cue >/dev/null 2>&1 || echo "exit $?"
done 2>&1
ls out.* 2>/dev/null
# A file of sectors may start with any bytes, if nothing else says that it is audio.
cp a.wav a.bin
truncate -s $((700 * 2352)) a.bin
sheet a.bin BINARY MODE1/2352 >bin.cue
redbook info bin.cue 2>&1 | grep -c 'is audio' || true
