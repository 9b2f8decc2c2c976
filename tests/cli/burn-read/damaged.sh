#!/usr/bin/env bash
# Damaged sectors are zeros and are reported; the image is written all the same.
tone --sectors 1500 a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook-burn write -q --device virtual:drive --yes a.cue
printf 'lba 700 sense 3/11/05\nlba 700 sense 3/11/05\n' >drive/faults
redbook-burn read --device virtual:drive -o copy.cue; echo $?
redbook compare copy.cue a.cue; echo $?
echo "-- 150 ranges"
for ((lba = 2; lba < 302; lba += 2)); do printf 'lba %s sense 3/11/05\n' $lba $lba; done >drive/faults
redbook-burn read --device virtual:drive -f -o copy.cue --json 2>&1 >events | tail -n 1; echo "${PIPESTATUS[0]}"
grep '"event":"read"' events | grep -o '{"lba":[^}]*}' | sed -n '1p; 101p; $='
