# tests/interop/containers.sh - sourced by run.sh: images of other programs are to us what they are to other readers
# shellcheck shell=bash

# Pregaps of 150 and 75 sectors in the file; audio alone, which is what all of them know.
tone --kind noise --seed 61 --sectors 460 c1.bin
tone --kind noise --seed 62 --sectors 395 c2.bin
tail -c $((310 * 2352)) c1.bin >c1n.bin
cat c1n.bin c2.bin >c.bin
printf 'CATALOG 4006381333931\nFILE "c.bin" BINARY\n  TRACK 01 AUDIO\n    ISRC USRC17607839\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 00 00:04:10\n    INDEX 01 00:05:10\n' >c.cue
"$B/redbook" info --json c.cue >c.json 2>/dev/null
container() { python3 "$here/../gen/container.py" "$@"; }

check "an image of Nero is put together" container nrg c.nrg 1:audio:150:0:c1.bin 1:audio:75:0:c2.bin
check "an image of Nero is the disc of its sheet" compared c.nrg c.cue
about libcdio their-layout
if have cd-info; then
    says "cd-info: the table of an image of Nero" cd-info c.json \
        cd-info --no-header --no-device-info --no-analyze --nrg-file=c.nrg
    skip "cd-info: an image of Nero, version 1" "libcdio 2.1.0 takes the times of version 1 for numbers"
else
    skip "cd-info: the table of an image of Nero" "cd-info (libcdio-utils) is not here"
fi
about chdman their-samples
if have chdman; then
    timeout 60 chdman createcd -f -c none -i c.nrg -o c.chd >/dev/null 2>&1
    timeout 60 chdman extractcd -f -i c.chd -o theirs.cue -ob theirs.bin >/dev/null 2>&1
    { cat c1n.bin && tail -c $((320 * 2352)) c2.bin; } >ours.bin
    same_bytes "chdman: the samples from index 01 on of an image of Nero" ours.bin theirs.bin
    skip "chdman: pregaps of an image of Nero" "chdman 0.251 drops the bytes of pregaps that an NRG has"
else
    skip "chdman: the samples from index 01 on of an image of Nero" "chdman (mame-tools) is not here"
fi
