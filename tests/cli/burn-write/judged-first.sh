#!/usr/bin/env bash
# The image is judged before a drive is used: without --yes and a terminal a good one is asked about, a wrong one is reported.
tone --sectors 700 album.bin
printf 'FILE "album.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >album.cue
printf 'FILE "album.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 01 00:01:00\n' >short.cue
printf 'FILE "none.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >none.cue
printf 'FILE "album.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 01 59:00:00\n' >beyond.cue
redbook-burn virtual -q drive || exit
try() {
    printf '$ redbook-burn write %s\n' "$*"
    redbook-burn write "$@" 2>&1
    printf '%s\n' "$?"
}
for image in missing.cue none.cue beyond.cue short.cue album.cue; do
    try --device virtual:drive $image
    try --device virtual:drive --device virtual:other $image
done
try --device virtual:drive --append short.cue
try --device virtual:drive --append album.cue
try --device virtual:drive --yes beyond.cue
try --device virtual:drive --json album.cue
[ ! -e drive/transcript ] && [ ! -e other ] && echo 'no drive was used'
# The medium decides about the length, and it is not known yet.
truncate -s $((400000 * 2352)) long.bin
printf 'FILE "long.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >long.cue
try --device virtual:drive long.cue
exit 0
