#!/usr/bin/env bash
# Standard streams that are closed are not the images: messages of one disc would be in the files of another.
tone --kind noise --sectors 8000 big.wav
tone --kind noise --sectors 400 a.wav
sheet() { printf 'TITLE "x"\nREM GENRE Pop\nFILE "%s" WAVE\n  TRACK 01 AUDIO\n    TITLE "%s"\n    ISRC 123\n    INDEX 01 00:00:00\n    INDEX 02 00:01:00\n' "$1" "$2"; }
for i in 1 2 3 4; do sheet big.wav "$i" >"big$i.cue"; done
for i in 1 2 3 4 5 6; do sheet a.wav "$i" >"small$i.cue"; done
redbook convert *.cue -o open/ --target chd -j 4 2>messages >table && wc -l <messages
redbook convert *.cue -o closed/ --target chd -j 4 >table 2>&- || echo "exit $?"
redbook convert *.cue -o all/ --target chd -j 4 <&- >&- 2>&- || echo "exit $?"
diff -r open closed && diff -r open all
# What cannot be written is still an error.
redbook info small1.cue >&- 2>why || echo "exit $?" && cat why
