#!/usr/bin/env bash
# Options for audio files are refused where they would have no effect: sectors of one track, a FLAC with a sheet, no files.
command -v metaflac >/dev/null || { echo "metaflac is not installed"; exit 77; }
try() { redbook "$@"; echo "exit $?"; }
tone --kind noise --sectors 900 one.flac
cp one.flac album.flac
metaflac --set-tag='CUESHEET=FILE "album.flac" WAVE
  TRACK 01 AUDIO
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    INDEX 01 00:05:00' album.flac
tone --kind noise --format raw-le --sectors 400 a.raw
head -c $((300 * 2048)) /dev/zero >d.iso
{
    for option in '--gap 2s' '--track 1:pregap=2s' '--names %t' '--sort tags'; do
        try author --mode audio a.raw -o out.cue $option
        try author album.flac -o out.cue $option
        try author --data d.iso --session album.flac -o out.cue $option
        try sheet album.flac -o out.cue $option
        try author --data d.iso -o out.cue $option
    done
    try author album.flac -o out.cue --track 2:pregap=2s
    try author --mode audio --raw s16be:44100:2 a.raw -o out.cue
    try author --mode mode1/2048 --raw s16be:44100:2 d.iso -o out.cue
} 2>&1 | grep -v "^try"
ls out.* 2>/dev/null
# One file needs no number to be in order, and gets the pregap.
redbook author --sort tags --gap 2s --track 1:pregap=2s one.flac -o out.cue && grep INDEX out.cue
redbook author --raw s16le:44100:2 --track 1:pregap=2s a.raw -f -o out.cue && grep INDEX out.cue
redbook author album.flac --title Album --track 2:title=Two -f -o out.cue && grep -E 'TITLE|INDEX' out.cue
