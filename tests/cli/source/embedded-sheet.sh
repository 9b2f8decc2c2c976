#!/usr/bin/env bash
# What an embedded sheet, or the tags of its file, cannot give to the disc is reported.
command -v metaflac >/dev/null || { echo "metaflac is not installed"; exit 77; }
tone --kind noise --sectors 900 album.flac
metaflac --set-tag=PRE-EMPHASIS=yes --set-tag='CUESHEET=FILE "album.flac" WAVE
  TRACK 01 AUDIO
    FLAGS PRE
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    INDEX 01 00:05:00' album.flac
tone --kind noise --sectors 900 more.flac
head -c $((300 * 2048)) /dev/zero >d.iso
{
    echo "a flag that the sheet lacks"
    redbook author album.flac -o flags.cue && grep -c FLAGS flags.cue
    redbook author album.flac -o flags.cue -f --track 2:flags=pre && grep -c FLAGS flags.cue
    redbook convert album.flac -o as.toc
    redbook author --data d.iso --session album.flac -o cdextra.cue 2>&1 | grep emphasis
    echo "a sheet of one among several files"
    redbook author album.flac more.flac -o two.cue && grep -c TRACK two.cue
    redbook author album.flac album.flac --track 1:flags=none -o two.cue -f
    redbook author --data d.iso album.flac -o mixed.cue && grep -c TRACK mixed.cue
    redbook sheet album.flac more.flac -o two-files.cue
    echo "a tag that says neither"
    metaflac --remove-tag=PRE-EMPHASIS --set-tag=PRE-EMPHASIS=maybe album.flac
    redbook author album.flac -o unclear.cue
    redbook author album.flac more.flac -o two.cue -f
} 2>&1
