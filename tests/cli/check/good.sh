#!/usr/bin/env bash
# An album without findings, for each profile.
tone --kind music --level 50 --sectors 800 a.wav
tone --kind music --level 50 --skip $((800 * 588)) --sectors 600 b.wav
redbook author a.wav b.wav -o out.cue --mcn 4006381333931 --track 1:isrc=DEA452400001
for profile in cdr plant emulator; do
    redbook check -v --fail-on note --profile $profile out.cue || exit
done
