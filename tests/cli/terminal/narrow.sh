#!/usr/bin/env bash
# At a terminal no line of a table or a help is wider than it; in a pipe nothing is folded.
. "$TREE/tests/cli/terminal/prelude.bash"
{
    printf 'TITLE "An Album With a Title of Some Length"\nFILE "a.bin" BINARY\n'
    for track in 1 2; do
        printf 'TRACK %02d AUDIO\nTITLE "A Track With a Title That is Rather Long, Number %d"\nISRC ZZRBK260000%d\nINDEX 01 %02d:00:00\n' \
            $track $track $track $((track - 1))
    done
} >a.cue
head -c $((2352 * 75 * 130)) /dev/zero >a.bin
at() { # COLUMNS COMMAND
    script -qec "stty cols $1; $2" log >/dev/null
    sed '1d; $d; s/\r$//' log
}
at 60 'redbook info a.cue'
at 120 'redbook info a.cue' | grep -A1 '^track'
for columns in 60 80 100; do
    for command in 'redbook info a.cue' 'redbook check --rules' 'redbook doctor' 'redbook --help' \
        'redbook author --help' 'redbook convert --help' 'redbook compare a.cue a.cue' 'redbook check --for list'; do
        at $columns "$command" | awk -v columns=$columns -v command="$command" 'length($0) > columns { print command ": " columns ": " length($0); exit }'
    done
done
redbook info a.cue | awk 'length($0) > 120' | wc -l
