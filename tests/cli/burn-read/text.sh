#!/usr/bin/env bash
# CD-TEXT of a drive that does not read it, and of one that fails once or always; verify and the table of contents of sessions, too.
tone --sectors 1500 album.bin
printf '%s\n' 'TITLE "Night Cats"' 'FILE "album.bin" BINARY' '  TRACK 01 AUDIO' '    INDEX 01 00:00:00' >album.cue
redbook-burn virtual -q plain quirks=no-cd-text-read
redbook-burn write -q --yes -d virtual:plain album.cue
redbook-burn write -q --yes -d virtual:drive album.cue
fail() { # the Nth READ TOC, and how many after it
    for _ in $(seq "$2"); do echo "op 43 $1 sense 3/11/05"; done >drive/faults
}
echo "-- not supported"
redbook-burn read -d virtual:plain -o plain.cue; echo $?
echo "-- once"
fail 4 1
redbook-burn read -q -d virtual:drive -o once.cue; echo $?
redbook compare once.cue album.cue
fail 7 1
redbook-burn verify -q -d virtual:drive album.cue; echo $?
echo "-- always"
fail 4 9
redbook-burn read -d virtual:drive -o always.cue; echo $?
ls always.*
fail 7 9
redbook-burn verify -q -d virtual:drive album.cue; echo $?
echo "-- sessions, once"
printf 'FILE "album.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >one.cue
redbook-burn write -q --yes --leave-open -d virtual:three one.cue
redbook-burn write -q --yes --append --leave-open -d virtual:three one.cue
redbook-burn write -q --yes --append -d virtual:three one.cue
echo 'op 43 4 sense 3/11/05' >three/faults
redbook-burn read -q -d virtual:three -o sessions.cue; echo $?
