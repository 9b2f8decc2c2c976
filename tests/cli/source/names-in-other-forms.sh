#!/usr/bin/env bash
# File names in another Unicode normalization or letter case are found, which is reported.
tone --sectors 400 tone.bin
sheet() { printf 'FILE "%s" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' "$1" >in.cue; }
found() { # NAME IN THE SHEET, NAME ON DISK
    mkdir -p "$(dirname "$2")"
    cp tone.bin "$2"
    sheet "$1"
    redbook info -q in.cue >/dev/null && redbook info --json in.cue 2>&1 | grep -e location -e elsewhere
    rm -r "${2%%/*}"
}
composed=$(printf 'Caf\303\251.bin')
decomposed=$(printf 'Cafe\314\201.bin')
found "$composed" "$decomposed"
found "$decomposed" "$composed"
found 'ДОРОГА.bin' 'Дорога.BIN'
found 'STRASSE.bin' 'Straße.bin'
found "CD1\\$composed" "cd1/$decomposed"
found 'Диск/ÄÖ.bin' 'диск/äö.bin'
echo '# the one that differs in composition alone is nearer than those that differ in case'
cp tone.bin "$decomposed" && cp tone.bin "$(printf 'CAF\303\211.bin')"
sheet "$composed" && redbook info --json in.cue 2>&1 | grep -e location -e elsewhere
echo '# two that differ in case are none'
sheet "$(printf 'cAF\303\251.bin')" && redbook info in.cue
