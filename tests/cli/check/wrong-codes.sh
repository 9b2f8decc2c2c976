#!/usr/bin/env bash
# The findings are those that --rules lists, with the severities of the profile.
tone --sectors 750 a.bin
printf 'CATALOG 4006381333932\nFILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    ISRC 1EABC9900001\n    INDEX 01 00:00:00\n    INDEX 02 00:00:00\n' >in.cue
printf 'CATALOG 40063813339\nFILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    ISRC DEABC99\n    INDEX 01 00:00:00\n' >none.cue
for profile in cdr plant emulator; do
    redbook check -v --profile $profile in.cue
    redbook check -v --profile $profile none.cue
done
redbook check --rules | grep -e '^mcn' -e '^isrc' -e '^index'
