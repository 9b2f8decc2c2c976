#!/usr/bin/env bash
# Modified Q with a valid CRC, of a disc that was written raw, moves no pregap and no index: but for its list, the image that is
# read is the one that was written.
tone --kind noise --sectors 1500 album.bin
cat >album.cue <<'END'
FILE "album.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    INDEX 00 00:09:00
    INDEX 01 00:10:00
    INDEX 02 00:15:00
END
sbi() { printf 'SBI\0'; printf '%b' "$@"; }
sbi '\0\x06\0\1\x01\1\1\0\4\0\0\1\6\0' >album.sbi # lba 300: another minute
redbook-burn write -q --yes -d virtual:minute --write-mode=raw16 album.cue
sbi '\0\x10\x70\1\x01\1\1\0\x08\x70\0\0\x11\x30' >album.sbi # lba 670: a second later, over index 00 of track 2
redbook-burn write -q --yes -d virtual:second --write-mode=raw16 album.cue
rm album.sbi
printf '\0\x06\0%b' "$(printf '\\0%.0s' {1..12})" >album.lsd # lba 300: no Q, which is not modified
redbook-burn write -q --yes -d virtual:none --write-mode=raw96 album.cue
rm album.lsd
for disc in minute second none; do
    echo "-- $disc"
    redbook-burn verify -q -d virtual:$disc album.cue; echo $?
    redbook-burn read -q -d virtual:$disc -o $disc.cue; echo $?
    tail -n +2 $disc.cue
    [ ! -e $disc.sbi ] || od -An -tx1 -w18 $disc.sbi
    redbook compare -q --ignore subchannels $disc.cue album.cue; echo $?
done
