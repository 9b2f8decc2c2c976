#!/usr/bin/env bash
command -v metaflac >/dev/null || { echo "metaflac is not installed"; exit 77; }
tone --kind noise --sectors 900 album.flac
metaflac --set-tag='CUESHEET=FILE "album.flac" WAVE
  TRACK 01 AUDIO
    TITLE "One"
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "Two"
    INDEX 01 00:05:00' album.flac
redbook convert album.flac --target redump -o out.cue && cat out.cue && ls
# A FLAC is the only file of its sheet.
metaflac --remove-tag=CUESHEET --set-tag='CUESHEET=FILE "album.flac" WAVE
  TRACK 01 AUDIO
    INDEX 01 00:00:00
FILE "more.flac" WAVE
  TRACK 02 AUDIO
    INDEX 01 00:00:00' album.flac
redbook convert album.flac -o two.cue || echo "exit $?"
