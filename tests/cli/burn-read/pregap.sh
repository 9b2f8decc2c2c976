#!/usr/bin/env bash
# Audio in the pregap of a later session is in the image as it is on the disc; a silent pregap is not, and one that the
# drive does not read is reported.
tone --kind noise --seed 1 --sectors 400 one.bin
tone --kind noise --seed 2 --sectors 700 two.bin
sheet() {
    printf '%s\n' 'REM SESSION 01' 'FILE "one.bin" BINARY' '  TRACK 01 AUDIO' '    INDEX 01 00:00:00' \
        'REM SESSION 02' 'FILE "two.bin" BINARY' '  TRACK 02 AUDIO' '    INDEX 00 00:00:00' "    INDEX 01 $1"
}
for pregap in 00:02:00 00:04:00; do
    echo "-- $pregap"
    sheet "$pregap" >album.cue
    redbook-burn write -q --yes --verify -d "virtual:disc-$pregap" album.cue
    redbook-burn read -q -d "virtual:disc-$pregap" -f -o copy.cue; echo $?
    cat copy.cue
    redbook compare copy.cue album.cue
    cat copy.bin copy\ *.bin | cmp - <(cat one.bin two.bin) && echo "all samples"
    redbook-burn verify -q -d "virtual:disc-$pregap" copy.cue; echo $?
    redbook-burn write -q --yes -d "virtual:copy-$pregap" copy.cue
    cmp "disc-$pregap/disc.2.pregap" "copy-$pregap/disc.2.pregap" && echo "same pregap"
done
echo "-- not readable"
printf 'lba %s sense 3/11/05\n' 11725 11725 11799 11799 >disc-00:02:00/faults
redbook-burn read -d virtual:disc-00:02:00 -o none.cue; echo $?
echo "-- partly readable"
printf 'lba %s sense 3/11/05\n' 11655 11655 11655 11655 >disc-00:02:00/faults
redbook-burn read -d virtual:disc-00:02:00 -o some.cue; echo $?
tail -n 2 some.cue
echo "-- silent"
head -c 352800 /dev/zero >silence.bin
cat silence.bin one.bin >two.bin
sheet 00:02:00 >quiet.cue
redbook-burn write -q --yes -d virtual:quiet quiet.cue
redbook-burn read -q -d virtual:quiet -o quiet-copy.cue; echo $?
tail -n 1 quiet-copy.cue
echo "-- silent, on a drive that reads early"
redbook-burn read -q -d virtual:quiet --drive-offset -30 -o early.cue; echo $?
tail -n 2 early.cue
echo "-- silent, partly readable"
printf 'lba %s sense 3/11/05\n' 11655 11655 >quiet/faults
redbook-burn read -d virtual:quiet -o damaged.cue; echo $?
