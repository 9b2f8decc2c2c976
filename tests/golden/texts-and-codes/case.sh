# shellcheck shell=bash
# Everything that a sheet can state about a disc and a track.
tone --kind noise --seed 20 --sectors 1000 disc.wav
cat >sheet.cue <<'END'
REM GENRE "Chamber music"
REM DATE 1999-12-31
REM DISCID 1A02EC03
REM COMMENT "kept as it is"
CATALOG 4006381333931
PERFORMER "Trio Ångström"
TITLE "Größe & 'Weite'"
SONGWRITER "Nobody"
FILE "disc.wav" WAVE
  TRACK 01 AUDIO
    TITLE "Prélude"
    PERFORMER "The Trio"
    SONGWRITER "A. Writer"
    REM COMPOSER "C. Omposer"
    REM REPLAYGAIN_TRACK_GAIN -7.89 dB
    ISRC USRC17607839
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "日本の歌"
    PERFORMER "The Trio"
    ISRC GBAYE0000351
    INDEX 00 00:05:30
    INDEX 01 00:06:00
END
author sheet.cue
