#!/usr/bin/env bash
# Any number of jobs gives the same bytes, every compression the same disc, and a CHD is replaced only with --force.
sectors mode1 100 7 data.bin data.user
tone --kind noise --sectors 300 audio.bin
printf 'FILE "data.bin" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\nFILE "audio.bin" BINARY\n  TRACK 02 AUDIO\n    PREGAP 00:02:00\n    INDEX 01 00:00:00\n  TRACK 03 AUDIO\n    INDEX 00 00:02:00\n    INDEX 01 00:02:10\n' >a.cue
redbook convert -v a.cue -o a.chd | awk '{ print $1, $2, $NF }' # depends on the version of the library
for jobs in 1 2 3 4 5 6 7 8; do
    redbook convert -q --jobs $jobs a.cue -o $jobs.chd && cmp a.chd $jobs.chd || exit
done
for compression in normal best fast none; do
    redbook convert -q --compression $compression a.cue -o $compression.chd && redbook compare a.cue $compression.chd || exit
done
cmp a.chd normal.chd
redbook info a.chd | sed '/^container/,$d'
redbook convert -q --compression fast a.cue -o a.chd
echo "exit $?"
cmp a.chd normal.chd && redbook convert -q -f --compression fast a.cue -o a.chd && cmp a.chd fast.chd && ls
redbook convert --compression fast a.cue -o b.cue
echo "exit $?"
