#!/usr/bin/env bash
# The finding that makes it fail is printed in spite of --quiet; the others are not.
tone --sectors 400 album.bin
printf 'FILE "ALBUM.BIN" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >album.cue
redbook info --quiet album.cue >quiet.txt && echo "exit 0"
redbook info --quiet --fail-on warning album.cue >quiet.txt
echo "exit $?"
printf 'Input Sheet Version = 0.7T\nAlbum Title = Cats\nTrack 01 Title = One\n' >two.txt
printf 'Input Sheet Version = 0.7T\nLanguage Code = German\nAlbum Title = Katzen\nTrack 01 Title = Eins\n' >>two.txt
redbook text --quiet --fail-on warning --language French two.txt >quiet.txt
echo "exit $?"
