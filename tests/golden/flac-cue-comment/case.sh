# shellcheck shell=bash
# A FLAC file with a sheet in its comments is a disc by itself.
need metaflac
tone --kind noise --seed 26 --sectors 1200 disc.flac
cat >inside.cue <<'END'
PERFORMER "Inside"
TITLE "A sheet in a comment"
FILE "whatever.wav" WAVE
  TRACK 01 AUDIO
    TITLE "One"
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "Two"
    ISRC USRC17607839
    INDEX 00 00:06:00
    INDEX 01 00:07:12
END
metaflac --set-tag-from-file=CUESHEET=inside.cue disc.flac
author disc.flac
