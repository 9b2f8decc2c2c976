#!/usr/bin/env bash
# A sheet of audio files and data in two sessions is authored with both, at the distance that it states.
tone --sectors 300 1.wav
tone --sectors 400 2.flac
volume --lba 11700 --plus extra.iso
cat >in.cue <<'END'
REM SESSION 01
FILE "1.wav" WAVE
  TRACK 01 AUDIO
    INDEX 01 00:00:00
REM SESSION 02
FILE "extra.iso" BINARY
  TRACK 02 MODE2/2048
    INDEX 01 00:00:00
END
redbook author -q in.cue -o album.cue && cat album.cue
redbook compare in.cue album.cue
sed 's/1.wav/2.flac/' in.cue >moved.cue
redbook author -q moved.cue -o out.cue
echo $?
redbook convert -q in.cue -o single.cue && ls -- *.bin
