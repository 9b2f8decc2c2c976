#!/usr/bin/env bash
# Copies of a later session, track-at-once: the sessions before it were written another way on each disc.
for n in 1 2; do
    tone --kind noise --seed "$n" --sectors 400 "$n.bin"
done
sectors mode1 400 1 3.bin user
printf 'x' | dd of=3.bin bs=1 seek=$((20 * 2352 + 500)) conv=notrunc status=none
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
  TRACK 03 MODE1/2352
    INDEX 01 00:00:00
END
for mode in tao sao; do
    redbook-burn write -q --yes --write-mode $mode --session 1 -d virtual:$mode disc.cue
done
mkfifo keys
redbook-burn write --yes --verify --copies 2 --write-mode tao --session 2 -d virtual:tao disc.cue <keys >report 2>messages &
exec 3>keys
for _ in $(seq 4000); do
    grep -q 'insert disc 2' messages 2>/dev/null && break
    sleep 0.02
done
mkdir first && mv tao/disc.* tao/state first && cp sao/disc.* sao/state tao && echo >&3
exec 3>&-
wait $!; echo $?
grep -e warning -e error messages
grep -e '^burnt' -e 'same disc' -e '^data' report
grep -h 'LEAD-OUT\|PREGAP\|INDEX' first/disc.cue tao/disc.cue
