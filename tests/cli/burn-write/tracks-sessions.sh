#!/usr/bin/env bash
# Sessions that are written track-at-once are longer than in the image, so that the next one starts later: it is laid out as it
# continues the disc, whose sessions before it were written one way or the other.
for n in 1 2 3; do
    tone --kind noise --seed "$n" --sectors 400 "$n.bin"
done
cat >disc.cue <<'END'
REM SESSION 01
FILE "1.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
FILE "2.bin" BINARY
  TRACK 02 AUDIO
    INDEX 01 00:00:00
REM SESSION 02
FILE "3.bin" BINARY
  TRACK 03 AUDIO
    INDEX 01 00:00:00
END
run() {
    printf '$ redbook-burn %s\n' "$*"
    redbook-burn "$@" 2>&1 | grep -e error -e 'was not started' -e '^burnt' -e 'same disc' -e '^session .*a later'
}
echo '-- session 2 was not started'
redbook-burn virtual -q later
echo 'op 55 6 sense 3/0C/00' >later/faults
run write --yes --write-mode tao -d virtual:later disc.cue
rm later/faults
cp -r later other
run plan --tao --session 2 -d virtual:later disc.cue
run write --yes --verify --write-mode tao --session 2 -d virtual:later disc.cue
run verify --tao -d virtual:later disc.cue
run verify --tao --session 2 -d virtual:later disc.cue
run write --yes --session 2 -d virtual:other disc.cue
run plan --session 2 -d virtual:other disc.cue
for mode in tao sao; do
    echo "-- session 1 $mode, session 2 tao"
    run write --yes --write-mode $mode --session 1 -d virtual:$mode disc.cue
    run write --yes --verify --write-mode tao --session 2 -d virtual:$mode disc.cue
    run verify --tao --session 2 -d virtual:$mode disc.cue
done
echo '-- one that continues neither'
tone --kind noise --seed 4 --sectors 500 1.bin
redbook-burn write -q --yes --session 1 -d virtual:neither disc.cue
tone --kind noise --seed 4 --sectors 400 1.bin
run write --yes --write-mode tao --session 2 -d virtual:neither disc.cue
echo '-- a file system for the address on the disc, or in the image'
for lba in 12352 12200; do
    volume --lba $lba data.iso
    sed 's/3.bin/data.iso/; s/TRACK 03 AUDIO/TRACK 03 MODE1\/2048/' disc.cue >data.cue
    for mode in tao sao; do
        rm -rf drive
        redbook-burn write -q --yes --write-mode $mode --session 1 -d virtual:drive data.cue
        run write --yes --verify --write-mode tao --session 2 -d virtual:drive data.cue
    done
done
