#!/usr/bin/env bash
# Texts of tags and packs that look like lines of a sheet: in each kind of sheet that is written they are texts, and it names no other file.
tone --sectors 400 secret.wav
bad=$'t"\nFILE "secret.wav" WAVE\r\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\nREM "\\" }\nAUDIOFILE "secret.wav" 0\n[x]\nTrack 2 Title = x'
tone --sectors 400 --format flac --title "$bad" --artist "$bad" --album "$bad" a.flac
redbook author -q --cdtext always --cdtext-fallback a.flac -o a.cue 2>said
redbook convert -q --cdtext-fallback a.cue -o a.toc 2>>said
redbook convert -q a.cue -o a.ccd 2>>said
redbook sheet -q a.flac -o sheet.cue 2>>said
redbook text -q a.cdt -o a.txt 2>>said
redbook convert -q a.toc --target portable -o b.cue 2>>said
for sheet in a.cue a.toc a.ccd sheet.cue b.cue; do
    printf '%s: %s lines that begin so, ' $sheet "$(grep -cE '^ *(FILE|TRACK|INDEX|AUDIOFILE|\[x\]|Track 2)' $sheet)"
    redbook info -q $sheet | tail -n 1
done
wc -l <a.txt
grep -lE 'secret.wav' -- *.cue *.toc *.txt | while read -r sheet; do grep -cE '^ *(FILE|AUDIOFILE|Track 2|\[x\]).*(secret|x)' "$sheet"; done
exit 0
