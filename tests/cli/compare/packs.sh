#!/usr/bin/env bash
# What only CD-TEXT packs hold is compared if both discs have them: a sheet without packs has only texts.
tone --kind noise --sectors 400 a.wav
packs() { # NAME GENRE-CODE LINES...
    printf 'Input Sheet Version = 0.7T\nAlbum Title = Night\nTrack 01 Title = One\nGenre Information = Hard\n' >"$1.txt"
    printf 'Genre Code = %s\n' "$2" >>"$1.txt"
    printf '%s\n' "${@:3}" >>"$1.txt"
    redbook text "$1.txt" -o "$1.cdt" -q
    printf 'CDTEXTFILE "%s.cdt"\nFILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' "$1" >"$1.cue"
}
packs plain 0x0010
packs jazz 0x000E
packs owned 0x0010 'Text Data Copy Protection = ON'
packs closed 0x0010 'Closed Information = 42'
packs german 0x0010 'Language Code = German'
redbook author -q a.wav -o sheet.cue --title Night --genre Hard --track 1:title=One --cdtext never
for name in jazz owned closed german; do
    redbook compare plain.cue $name.cue
    redbook compare -q sheet.cue $name.cue
    echo "exit $?"
    redbook convert -q $name.cue --target ddp -o $name && redbook compare -q $name.cue $name
    echo "exit $?"
done
