#!/usr/bin/env bash
# Records of a list of Q that no sector in the files has: a loss where the target stores Q with its sectors, and found by check.
sectors form1 600 3 game.bin user.bin
printf 'FILE "game.bin" BINARY\n  TRACK 01 MODE2/2352\n    INDEX 01 00:00:00\n' >game.cue
q() { printf '%b' "$(printf '%s' "$*" | tr -d ' ' | sed 's/../\\x&/g')"; }
{
    q 53424900
    q 000165 01 41 01 00 00 00 10 00 00 01 65
    q 000325 01 41 01 01 00 01 27 00 00 03 25
    q 000325 01 41 01 01 00 01 26 00 00 03 25
    q 001050 01 41 01 01 00 08 50 00 00 10 50
} >game.sbi
redbook info game.cue 2>&1 | grep '^q'
redbook check game.cue | grep q-list
for out in o.toc o.ccd o.chd o.iso; do
    redbook convert --strict game.cue -o $out
    echo "exit $?"
done
redbook convert --strict game.cue -o copy.cue && tail -c +19 game.sbi | head -c 14 | od -An -tx1 && od -An -v -tx1 copy.sbi
# The CRC of an LSD is not in an SBI, unless it is the one that is read from it: an LSD is next to the SBI of a sheet then.
mkdir lsd && cp game.bin game.cue lsd
{ q 000325 41 01 01 00 01 27 00 00 03 25 1234; } >lsd/game.lsd
redbook convert --strict lsd/game.cue -o lsd/copy.cue
echo "exit $?"
redbook convert -q --strict lsd/game.cue -o lsd/disc.ccd && redbook convert --strict lsd/disc.ccd -o lsd/alone.sbi
echo "exit $?"
redbook convert --strict lsd/disc.ccd -o lsd/again.cue
echo "exit $?"
redbook convert -q --strict lsd/disc.ccd -o lsd/alone.lsd && for list in copy again alone; do cmp lsd/game.lsd lsd/$list.lsd; done
echo "exit $?"
redbook convert -q --strict copy.cue -o other.lsd && mkdir other && cp game.bin game.cue other && mv other.lsd other/game.lsd
redbook convert -q --strict other/game.cue -o other/copy.cue && cmp copy.sbi other/copy.sbi && ls other
