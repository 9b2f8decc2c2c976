#!/usr/bin/env bash
# Data from the middle of a file, after a gap and before a range that was used already, is on the disc as the TOC states.
sectors mode1 700 1 raw.bin user
cat >a.toc <<'END'
CD_ROM
TRACK MODE1
DATAFILE "user" #204800 00:04:00
TRACK MODE1
DATAFILE "user" #819200
TRACK MODE1
DATAFILE "user" #0 00:04:00
END
redbook author a.toc -o out.cue && redbook info out.cue | sed -n '/^track/,/^$/p'
user_bytes() { # FIRST COUNT: of the image
    redbook extract --force -q out.cue -o d --range "$1-$(($1 + $2))" --raw
    for n in $(seq 0 $(($2 - 1))); do tail -c +$((n * 2352 + 17)) d/*.bin | head -c 2048; done
    rm d/*.bin
}
user_bytes 0 3 | cmp - <(tail -c +204801 user | head -c 6144)
user_bytes 300 3 | cmp - <(tail -c +819201 user | head -c 6144)
user_bytes 600 3 | cmp - <(head -c 6144 user) && echo equal
