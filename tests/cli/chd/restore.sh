#!/usr/bin/env bash
# A sheet is stored in a CHD and restored with its files, whatever its statements, line ends and file boundaries; the files of
# another target are made on request, and from a CHD without a sheet.
tone --kind noise --sectors 200 'Game (Track 2).bin'
tone --kind noise --seed 2 --sectors 310 'Game (Track 3).bin'
sectors mode1 120 7 'Game (Track 1).bin' data.user
rm data.user
printf 'x' >>'Game (Track 3).bin'
printf '\xEF\xBB\xBFREM made by hand\r\ncatalog 0123456789012\r\nTitle "A ""game"""\r\nFILE "Game (Track 1).bin" BINARY\r\n\tTRACK 01 MODE1/2352\r\n  INDEX 01 00:00:00\r\nFILE "Game (Track 2).bin" BINARY\n  TRACK 02 AUDIO\r\n   FLAGS DCP\r\n   ISRC DEA452400001\r\n    INDEX 00 00:00:00\r\n    INDEX 01 00:01:00\r\nFILE "Game (Track 3).bin" BINARY\r\n  TRACK 03 AUDIO\r\n    INDEX 01 00:00:00\r\n    INDEX 02 00:03:00\r\n' >Game.cue
redbook convert -q Game.cue -o game.chd && redbook info -v game.chd | sed '/^container/,$d'
mkdir back && redbook convert game.chd -o back/Game.cue && ls back
for file in Game*; do cmp "$file" "back/$file" || exit; done
mkdir once more && redbook convert -q game.chd -o once/game.chd && cmp game.chd once/game.chd
redbook convert -q game.chd --target single -o more/one.cue && ls more && redbook compare more/one.cue Game.cue
redbook convert -q game.chd --target redump -o 'more/Game.cue' && ls more && cmp 'more/Game (Track 2).bin' 'Game (Track 2).bin'
tone --kind noise --sectors 300 --format flac song.flac
printf 'TITLE "One"\nFILE "song.flac" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >song.cue
redbook convert -v song.cue -o song.chd >table && redbook info song.chd | sed '/^container/,$d'
mkdir songs && redbook convert -q song.chd -o songs/song.cue && cat songs/song.cue && redbook compare song.cue songs/song.cue
# Audio that has to be converted is not in its file as it is on the disc.
tone --kind noise --rate 48000 --seconds 4 high.wav
printf 'FILE "high.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >high.cue
redbook convert -v high.cue -o high.chd >table && mkdir high
redbook author -q high.cue -o high/high.cue && redbook compare high/high.cue high.chd
# Everything that a sheet can state.
. "$TREE/tests/cli/convert/everything.bash"
mkdir all all/back && cd all && make_everything
redbook convert -q everything.cue -o e.chd && redbook convert -q e.chd -o back/everything.cue
for file in everything.cue everything.bin; do cmp $file back/$file && echo "$file: every byte"; done
