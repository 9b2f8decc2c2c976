#!/usr/bin/env bash
# Hunks and checksums are compared with those that the file states.
chd lzma a.chd && redbook check --profile emulator a.chd
{ head -c 600 a.chd && printf '\377\377\377' && tail -c +604 a.chd; } >damaged.chd
redbook check --profile emulator damaged.chd
# The first byte of the raw SHA-1, and the last digit of the frames of track 2.
{ head -c 64 a.chd && printf '\0' && tail -c +66 a.chd; } >raw.chd
redbook check --profile emulator raw.chd
chd zeros 304 zeros.chd CHT2 'TRACK:1 TYPE:AUDIO SUBTYPE:NONE FRAMES:304 PREGAP:0 PGTYPE:AUDIO PGSUB:NONE POSTGAP:0'
redbook check -v zeros.chd
redbook info --json a.chd | sed -n '/"container"/,$p'
# More hunks than are named.
tone --kind noise --seed 5 --sectors 104 n.bin
redbook convert -q --mode audio n.bin -o n.chd
size=$(wc -c <n.chd)
{ head -c 5000 n.chd && head -c $((size - 20000)) /dev/zero && tail -c 15000 n.chd; } >many.chd
redbook check -q many.chd
