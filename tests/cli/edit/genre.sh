#!/usr/bin/env bash
# The genre of CD-TEXT is a code, the same in all languages, and words next to it: each change of either is listed.
for n in 1 2; do tone --kind noise --seed $n --sectors 400 $n.wav; done
sheet() { # LANGUAGE TITLE WORDS
    printf '%s\n' 'Input Sheet Version = 0.7T' "Language Code = $1" "Album Title = $2" 'Genre Code = Rock Music' \
        "Genre Information = $3" 'First Track Number = 1' 'Last Track Number = 2' "Track 01 Title = $2 1" "Track 02 Title = $2 2"
}
sheet English Music Hard >en.txt
sheet German Musik Hart >de.txt
redbook text en.txt --add German=de.txt -o both.cdt -q
redbook author 1.wav 2.wav -o a.cue -q && sed -i '1i CDTEXTFILE "both.cdt"' a.cue
try() { echo "\$ redbook $*" && redbook "$@"; echo "exit $?"; }
{
    for genre in Soft Jazz Shoegaze Pop; do
        try edit a.cue --genre $genre
        redbook text both.cdt | grep genre
    done
    redbook convert a.cue -o a.toc -q
    try edit a.toc --genre ''
    grep GENRE a.toc
    try edit a.cue --genre '' --json
    redbook text both.cdt | grep genre
} 2>&1 | sed 's/"version": .*/"version": /'
