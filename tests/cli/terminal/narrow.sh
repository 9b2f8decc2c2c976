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
{
    printf '<datafile>\n'
    redbook match --write-entry 'A Game With a Rather Long Name and Then Some More (Europe) (Disc 1)' a.cue 2>/dev/null
    printf '</datafile>\n'
} >a.dat
at() { # COLUMNS COMMAND
    script -qec "stty cols $1; $2" log >/dev/null
    sed '1d; $d; s/\r$//' log
}
at 60 'redbook info a.cue'
at 120 'redbook info a.cue' | grep -A1 '^track'
for columns in 60 80 100; do
    for command in 'redbook info a.cue' 'redbook check --rules' 'redbook doctor' 'redbook --help' \
        'redbook author --help' 'redbook convert --help' 'redbook compare --no-progress a.cue a.cue' 'redbook check --for list'; do
        at $columns "$command" | awk -v columns=$columns -v command="$command" 'length($0) > columns { print command ": " columns ": " length($0); exit }'
    done
done
for command in 'redbook check a.cue 2>/dev/null' 'redbook check --no-progress --for mednafen a.cue' 'redbook compare --no-progress a.cue b.cue' 'redbook author -vf a.cue -o c.cue 2>/dev/null' \
    'redbook convert -v a.cue -o a.chd 2>/dev/null' 'redbook info a.chd' 'redbook convert --no-progress -f a.cue b.cue -o many --target single' \
    'redbook extract --no-progress -v a.cue -o tracks' 'redbook edit --dry-run --title "Another Title, Longer Than the One That Was There Before" a.cue 2>/dev/null' \
    'redbook text a.cue' 'redbook report --no-progress a.cue -o report 2>/dev/null' 'redbook match --no-progress --dat a.dat a.cue 2>/dev/null' 'redbook help' 'redbook --version'; do
    case $command in *b.cue*) sed 's/Number 2/Another One/' a.cue >b.cue ;; esac
    at 60 "$command" | awk -v command="$command" 'length($0) > 60 { print command ": " $0 } END { if (NR == 0) print command ": nothing" }'
done
# A value is continued below its beginning; a digest stays whole.
at 40 'redbook info a.chd' | sed -n '/^hunks/,/^SHA/p' | sed 's/[0-9a-f]\{40\}/SHA/'
at 60 'redbook hash --no-progress --disc a.cue' | grep -c '^disc1:[0-9a-f]*$'
redbook info a.cue | awk 'length($0) > 120' | wc -l
