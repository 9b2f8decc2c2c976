#!/usr/bin/env bash
# Titles that look like paths, hide or steer: the files made of them are in the folder that was asked for, under harmless names.
tone --sectors 4200 a.bin
long=$(head -c 400 /dev/zero | tr '\0' x)
wide=$(yes 'ж' | head -n 200 | tr -d '\n')
{
    printf 'TITLE "../../album"\nFILE "a.bin" BINARY\n'
    n=0
    for title in '../../escaped' '/etc/passwd' '..' '.' '-rf' '~' 'a\b:c*d?e<f>g|h' $'turn\xE2\x80\xAEgpj' $'bell\x07' "$long" \
        $'c1\xC2\x9B2J' 'CON' 'end. . ' "$wide"; do
        n=$((n + 1))
        printf '  TRACK %02d AUDIO\n    TITLE "%s"\n    INDEX 01 00:%02d:00\n' $n "$title" $((4 * (n - 1)))
    done
} >a.cue
mkdir -p deep/er
redbook extract -q a.cue -o deep/er/tracks 2>said || cat said
find . -name '*.wav' | LC_ALL=C sort | sed -e 's/x\{50,\}/LONG/' -e 's/\(\xd0\xb6\)\{40,\}/WIDE/' | LC_ALL=C cat -v
find . -name '*.wav' -printf '%f\n' | LC_ALL=C awk 'length($0) > 255 || !/\.wav$/'
python3 -c 'import os; [n.encode() for n in os.listdir(b"deep/er/tracks".decode())]' # all of them are UTF-8
find . -name '*.wav' -not -path './deep/er/tracks/*'
# The whole set of images into a folder that their titles must not leave.
mkdir set && redbook convert -q --target wav a.cue -o set/out.cue
find . .. -maxdepth 2 -name 'escaped*' -o -maxdepth 2 -name 'album*'
