#!/usr/bin/env bash
# Filesets that were damaged in transfer: each fault is found, and reported with its file.
tone --kind music --level 50 --sectors 1200 a.bin --format raw-le
cat >a.cue <<'CUE'
CATALOG 4006381333931
TITLE "Album"
PERFORMER "Band"
FILE "a.bin" BINARY
  TRACK 01 AUDIO
    TITLE "One"
    PERFORMER "Band"
    ISRC DEA452400001
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "Two"
    PERFORMER "Band"
    ISRC DEA452400002
    INDEX 00 00:06:00
    INDEX 01 00:08:00
CUE
redbook convert a.cue --target ddp -o good
redbook check good --profile plant -v
try() { # TITLE COMMAND...: checks a copy that the command has changed
    echo "== $1"
    rm -rf set && cp -r good set && (cd set && eval "$2") && redbook check set --profile plant 2>&1
    echo "exit $?"
}
put() { printf '%s' "$3" | dd of="$1" bs=1 seek="$2" conv=notrunc status=none; } # FILE OFFSET TEXT
sum() { sed -i "s/^[0-9a-f]* \*$1/$(md5sum <$1 | cut -c 1-32) *$1/" CHECKSUM.MD5 && rm -f CHECKSUM.TXT; } # FILE
try 'a sample of the program' 'put IMAGE.DAT 500000 xy'
try 'the program is cut' 'truncate -s -2352 IMAGE.DAT'
try 'the program is cut, and summed again' 'truncate -s -2352 IMAGE.DAT; sum IMAGE.DAT'
try 'the program is missing' 'rm IMAGE.DAT'
try 'the map is missing' 'rm DDPMS'
try 'PQ is cut' 'truncate -s 128 PQDESCR'
try 'PQ ends too early' 'put PQDESCR $((5 * 64 + 10)) 001700; put PQDESCR $((6 * 64 + 10)) 001700; sum PQDESCR'
try 'an index goes back' 'put PQDESCR $((4 * 64 + 10)) 000700; sum PQDESCR'
try 'another ISRC than in CD-TEXT' 'put PQDESCR $((1 * 64 + 20)) DEA452400009; put PQDESCR $((2 * 64 + 20)) DEA452400009; sum PQDESCR'
try 'two UPCs' 'put DDPID 8 0123456789012; sum DDPID'
try 'another UPC in a later packet' 'put PQDESCR $((4 * 64 + 32)) 0036000291452; sum PQDESCR'
try 'control that differs' 'put PQDESCR $((1 * 64 + 16)) 21; sum PQDESCR'
try 'Q of another ADR' 'put PQDESCR $((2 * 64 + 16)) 02; sum PQDESCR'
try 'PQ starts late' 'put PQDESCR $((1 * 64 + 10)) 000100; sum PQDESCR'
try 'another level' 'put DDPID 4 2.10; sum DDPID'
try 'a DVD' 'put DDPID 87 DV; sum DDPID'
try 'texts of a user' 'put DDPID 93 005Hello; put PQDESCR $((3 * 64 + 45)) COMMENT; sum DDPID; sum PQDESCR'
redbook convert set -o out.cue --strict
try 'a pack of CD-TEXT is damaged' 'put CDTEXT.BIN 6 x; sum CDTEXT.BIN'
try 'no checksums' 'rm CHECKSUM.*'
try 'CD-TEXT is not in the checksums' 'sed -i /CDTEXT/d CHECKSUM.MD5; rm CHECKSUM.TXT'
try 'another file' 'touch notes.doc'
try 'not a level' 'put DDPID 4 9.99'
