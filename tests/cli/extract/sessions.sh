#!/usr/bin/env bash
# The pregap at the start of a session cannot be appended to a previous track; no audio file extends across the gap between
# sessions.
for n in 1 2 3; do
    tone --kind noise --seed "$n" --sectors 400 "$n.bin"
done
cat >in.cue <<'END'
REM SESSION 01
FILE "1.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
REM SESSION 02
FILE "2.bin" BINARY
  TRACK 02 AUDIO
    INDEX 00 00:00:00
    INDEX 01 00:02:00
FILE "3.bin" BINARY
  TRACK 03 AUDIO
    INDEX 00 00:00:00
    INDEX 01 00:02:00
END
redbook extract -v in.cue -o before
redbook extract -v --pregap with-track in.cue -o with-track
redbook convert -q --target eac in.cue -o eac.cue
redbook compare in.cue eac.cue
redbook convert -q --target ccd in.cue -o out.ccd
