#!/usr/bin/env bash
# Several copies with --blank: each disc is checked before it is blanked. A CD-RW that is too short keeps its content.
tone --sectors 9000 a.bin
tone --kind noise --seed 1 --sectors 450 old.bin
for name in a old; do
    printf 'FILE "%s.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' "$name" >"$name.cue"
done
redbook-burn virtual -q drive medium=cd-rw
redbook-burn write -q --yes --device virtual:drive old.cue
mkdir old first && cp drive/disc.* old
mkfifo keys
asked() { # N: waits until it has asked N times
    for _ in $(seq 4000); do
        [ "$(grep 'insert disc' messages 2>/dev/null | wc -l)" -ge "$1" ] && return
        sleep 0.02
    done
}
redbook-burn write --device virtual:drive --yes --copies 2 --blank fast a.cue <keys >report 2>messages &
exec 3>keys
asked 1 && mv drive/disc.* first && cp old/disc.* drive && sed -i 's/^lead-out = .*/lead-out = 01:00:00/' drive/drive.conf && echo >&3
asked 2 && cmp old.bin drive/disc.bin && sed -i 's/^lead-out = .*/lead-out = 79:59:74/' drive/drive.conf && echo >&3
exec 3>&-
wait $!; echo $?
cat messages
grep '^\(disc\|burnt\)' report
redbook compare first/disc.cue drive/disc.cue
