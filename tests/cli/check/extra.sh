#!/usr/bin/env bash
# A CD-Extra whose file system is made for another address cannot be read once it is pressed, and its data has to be of mode
# 2: check, report, the delivery and a plan say so, as author does. Emulators have their own ways.
tone --kind music --level 50 --sectors 400 1.wav
redbook author -q 1.wav -o 1.cue
volume --lba 0 --plus zero.iso
volume --lba 11800 --plus right.iso
for of in zero right; do
    { sed 's/^FILE/REM SESSION 01\n&/' 1.cue; printf 'REM SESSION 02\nFILE "%s.iso" BINARY\n  TRACK 02 MODE%s/2048\n    INDEX 01 00:00:00\n' \
        $of $([ $of = zero ] && echo 1 || echo 2); } >$of.cue
done
redbook check --profile plant zero.cue
redbook check zero.cue
redbook check --profile emulator -v zero.cue
redbook convert -q zero.cue --target ddp -o D
redbook report -q --no-pdf --profile plant zero.cue -o R
grep -o 'its file system is made for lba 0' R/report.html | head -1
redbook-burn plan zero.cue >/dev/null
echo right
redbook check --profile plant --fail-on warning -q right.cue
redbook convert -q right.cue --target ddp -o D && ls D
redbook-burn plan right.cue >/dev/null
