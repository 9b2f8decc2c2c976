#!/usr/bin/env bash
# A Jaguar disc: two sessions of audio tracks only, with data inside them and a pregap that is needed. Bytes, sessions and
# addresses pass through.
. "$TREE/tests/cli/convert/sessions.bash"
tone --kind noise --seed 1 --sectors 500 1.bin
for n in 2 3 4; do
    tone --kind noise --seed "$n" --sectors 400 program.bin
    { head -c $((150 * 2352)) /dev/zero; printf 'ATARI APPROVED DATA HEADER ATRI'; tail -c +32 program.bin; } >"$n.bin"
done
cat >disc.cue <<'END'
REM SESSION 01
FILE "1.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
REM LEAD-OUT 01:30:00
REM SESSION 02
REM LEAD-IN 01:00:00
REM PREGAP 00:02:00
FILE "2.bin" BINARY
  TRACK 02 AUDIO
    INDEX 00 00:00:00
    INDEX 01 00:02:00
FILE "3.bin" BINARY
  TRACK 03 AUDIO
    INDEX 00 00:00:00
    INDEX 01 00:02:00
FILE "4.bin" BINARY
  TRACK 04 AUDIO
    INDEX 00 00:00:00
    INDEX 01 00:02:00
END
redbook info disc.cue 2>/dev/null
redbook convert -q disc.cue --target redump -o redump.cue
for n in 1 2 3 4; do
    cmp "$n.bin" "redump (Track $n).bin" || echo "track $n differs"
done
redbook compare disc.cue redump.cue
redbook convert disc.cue -o disc.ccd
redbook compare disc.cue disc.ccd
redbook author -q disc.cue -o authored.cue && redbook compare --quiet disc.cue authored.cue && echo 'authored: the same disc'
cat 2.bin 3.bin 4.bin | cmp - 'authored (Session 2).bin'
# the pregap before a session is written by the drive: the recording starts after it
redbook-burn write -q --yes --verify -d virtual:rec disc.cue
cat 2.bin 3.bin 4.bin | tail -c +352801 | cmp - rec/disc.2.bin && cmp 1.bin rec/disc.bin && echo 'burnt: the same bytes'
