#!/usr/bin/env bash
# The first part of a pregap between audio and data is recorded as audio, silent whatever the image has there, with the control of the
# audio in Q: what was written so is what was asked for, in any write mode, and what differs there is reported.
tone --kind noise --seed 1 --sectors 400 --format raw-le sound.bin
sectors mode1 400 1 data.bin user
sectors mode1 625 1 whole.bin user
sheet() { # FILE LINE...
    printf 'FILE "sound.bin" BINARY\n  TRACK 01 AUDIO\n    FLAGS DCP\n    INDEX 01 00:00:00\n'
    printf 'FILE "%s" BINARY\n  TRACK 02 MODE1/2352\n' "$1"
    shift
    printf '    %s\n' "$@"
}
sheet data.bin 'PREGAP 00:03:00' 'INDEX 01 00:00:00' >made.cue
sheet whole.bin 'INDEX 00 00:00:00' 'INDEX 01 00:03:00' >held.cue
for disc in made held; do
    for mode in sao raw96 raw16; do
        redbook-burn write -q --yes --write-mode $mode -d virtual:$disc-$mode $disc.cue 2>$disc-$mode.messages
        redbook-burn verify -q -d virtual:$disc-$mode $disc.cue
        echo "$disc $mode: $?"
    done
done
redbook-burn verify -d virtual:held-sao made.cue 2>/dev/null
echo "other data: $?"
