#!/usr/bin/env bash
# --force passes what only caution refuses, with a warning for each, and leaves the rest to the drive. What is certain to
# fail or to lose something stays refused.
for n in 1 2; do
    tone --kind noise --seed "$n" --sectors 400 "$n.wav"
done
redbook author -q 1.wav 2.wav -o two.cue
write() { # DRIVE IMAGE [OPTION...]: what it says without the phases
    redbook-burn write --yes --no-progress -d "virtual:$1" "${@:2}" 2>&1 >/dev/null | sed '/^redbook-burn: [a-z-]*$/d'
    echo "${PIPESTATUS[0]}, $(find "$1" -name 'disc*bin' | wc -l)"
}
force() { # DRIVE IMAGE [OPTION...]: without --force, then with it
    echo "== $1"
    write "$@"
    write "$@" --force --verify
}
tone --sectors 4600 long.bin
printf 'FILE "long.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >long.cue
redbook-burn virtual -q overburn lead-out=01:00:00 profile=lenient
force overburn long.cue
tone --sectors 200 short.bin
printf 'FILE "short.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >short.cue
redbook-burn virtual -q short profile=lenient
force short short.cue
tone --sectors 2000 many.bin
{
    printf 'FILE "many.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n'
    for index in {2..70}; do
        printf '    INDEX %02d 00:%02d:%02d\n' $index $((index / 3)) $((index % 3 * 20))
    done
} >many.cue
redbook-burn virtual -q sheet quirks=small-cue-sheet
force sheet many.cue
redbook-burn virtual -q calibration
echo 'op 54 every 1 sense 3/73/03' >calibration/faults
force calibration two.cue
volume --lba 12200 extra.iso
redbook author -q 1.wav 2.wav --session --data extra.iso -o extra.cue
redbook-burn virtual -q elsewhere quirks=session-elsewhere
echo "== elsewhere"
write elsewhere extra.cue
write elsewhere extra.cue --session 2 --force --verify
echo "== certain"
write calibration two.cue --force
redbook-burn virtual -q test quirks=no-test-write
write test two.cue --force --simulate
redbook-burn virtual -q forgets quirks=ignores-test-write
write forgets two.cue --force --simulate
redbook-burn virtual -q none medium=none
write none two.cue --force
sed 's/LEAD-OUT 01:30:00/LEAD-OUT 00:30:00/' extra.cue >near.cue
write near near.cue --force
