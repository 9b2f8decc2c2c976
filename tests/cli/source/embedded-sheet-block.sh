#!/usr/bin/env bash
# The cue sheet block of a FLAC: indexes between sectors go to the nearest one, codes are judged as those of a sheet, and audio
# after the lead-out is reported.
command -v metaflac >/dev/null || { echo "metaflac is not installed"; exit 77; }
tone --kind noise --rate 48000 --sectors 900 album.flac
cat >in.cue <<'SHEET'
FILE "album.flac" WAVE
  TRACK 01 AUDIO
    ISRC USRC17607839
    INDEX 01 0
  TRACK 02 AUDIO
    ISRC USRC17607840
    INDEX 00 239680
    INDEX 01 240639
SHEET
metaflac --no-cued-seekpoints --import-cuesheet-from=in.cue album.flac
# patch OLD NEW: bytes of album.flac become others
patch() { python3 -c 'import sys; old, new = (w.encode().decode("unicode_escape").encode("latin-1") for w in sys.argv[1:]);
data = open("album.flac", "rb").read(); assert data.count(old) == 1; open("album.flac", "wb").write(data.replace(old, new))' "$@"; }
{
    redbook author -v album.flac -o a.cue && grep -E 'INDEX|ISRC' a.cue
    patch USRC17607839 'US-RC176078\0'
    patch USRC17607840 '"SRC\x01176078\0'
    redbook author album.flac -o a.cue -f
    redbook author album.flac -o a.cue -f --track 1:isrc= --track 2:isrc=USRC17607840 && grep ISRC a.cue
    patch '\0\0\0\0\0\x08\x13\x30\xff' '\0\0\0\0\0\x08\x13\x2f\xff'
    redbook author album.flac -o a.cue -f --track 1:isrc= --track 2:isrc=
} 2>&1
