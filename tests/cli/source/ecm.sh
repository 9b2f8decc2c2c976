#!/usr/bin/env bash
# BINs packed as ECM, found under the name of the BIN or given alone: the sectors of the BIN, for every command.
ecm() { python3 "$TREE/tests/gen/container.py" ecm "$@"; }
sectors mode1 300 1 one.bin one.user
tone --kind noise --seed 2 --sectors 450 --format raw-le two.bin
cat one.bin two.bin >whole.bin
printf 'FILE "whole.bin" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 00 00:04:00\n    INDEX 01 00:06:00\n' >whole.cue
mkdir packed
sed 's/whole.bin/game.bin/' whole.cue >packed/game.cue
ecm packed/game.bin.ecm mode1:one.bin raw:two.bin
redbook info packed/game.cue
redbook compare -q whole.cue packed/game.cue && echo 'the same disc'
redbook check -q --profile emulator packed/game.cue
redbook convert -q packed/game.cue -o back.cue && cmp back.bin whole.bin && echo 'the same bytes'
for form in form1 form2; do
    sectors $form 40 3 $form.bin $form.user
    ecm $form.bin.ecm $form:$form.bin
    redbook convert -q $form.bin.ecm -o out-$form.cue && cmp out-$form.bin $form.bin && echo "$form: the same bytes"
done
redbook author -q packed/game.cue -o authored.cue && redbook compare -q authored.cue whole.cue && echo 'author: the same disc'
redbook-burn plan -q packed/game.cue | head -n 1
# One byte of a sector is changed: sync, EDC and parity are computed from it, so only the checksum differs.
printf 'x' | dd of=packed/game.bin.ecm bs=1 seek=5000 conv=notrunc status=none
redbook check packed/game.cue
# Every command that reads the sectors says so.
redbook hash packed/game.cue >/dev/null
redbook compare packed/game.cue whole.cue >/dev/null
redbook compare --ignore samples packed/game.cue whole.cue >/dev/null
redbook match --write-entry packed/game.cue >/dev/null
redbook author packed/game.cue -o damaged.cue >/dev/null
redbook convert packed/game.cue -o converted.cue >/dev/null
# Nothing in the new image shows the damage.
redbook check -q converted.cue && echo 'no finding'
redbook convert --strict packed/game.cue -o strict.cue; echo "exit $?"
ls strict.cue 2>&1
redbook extract packed/game.cue -o tracks >/dev/null
redbook-burn plan packed/game.cue >/dev/null
head -c 5000 packed/game.bin.ecm >cut.ecm
redbook info --mode mode1/2352 cut.ecm
exit 0
