#!/usr/bin/env bash
# After a disc that is not blank, or too short, another one is asked for; if nobody can be asked, that is reported before the
# first disc.
tone --sectors 9000 a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook-burn write --device virtual:drive --yes --copies 2 a.cue </dev/null; echo $?
redbook-burn write --device virtual:drive --yes --copies 2 a.cue <&-; echo $?
: | { sleep 0.1; redbook-burn write --device virtual:drive --yes --copies 2 a.cue; echo $?; }
ls drive 2>&1
mkfifo keys
asked() { # N: waits until it has asked N times
    for _ in $(seq 4000); do
        [ "$(grep 'insert disc' messages 2>/dev/null | wc -l)" -ge "$1" ] && return
        sleep 0.02
    done
}
redbook-burn write --device virtual:drive --yes --copies 2 a.cue <keys >report 2>messages &
exec 3>keys
asked 1 && echo >&3 # the same disc
asked 2 && mkdir first && mv drive/disc.* first && sed -i 's/^lead-out = .*/lead-out = 01:00:00/' drive/drive.conf && echo >&3
asked 3 && sed -i 's/^medium = .*/medium = none/' drive/drive.conf && echo >&3
asked 4 && sed -i 's/^medium = .*/medium = cd-r/; s/^lead-out = .*/lead-out = 79:59:74/' drive/drive.conf && echo >&3
exec 3>&-
wait $!; echo $?
cat messages report
redbook compare first/disc.cue drive/disc.cue
mv drive/disc.* first
redbook-burn write --device virtual:drive --yes --copies 2 --quiet a.cue < <(sleep 1); echo $?
