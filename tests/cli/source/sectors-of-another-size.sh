#!/usr/bin/env bash
# An ISO that the sheet calls MODE1/2352, and similar cases: the sectors decide, whatever the sheet or --mode states.
sectors mode1 600 1 raw.bin user.iso
printf CD001 | dd of=user.iso bs=1 seek=$((16 * 2048 + 1)) conv=notrunc 2>dd.log
tone --format raw-le --sectors 600 sound.bin
sheet() { printf 'FILE "%s" BINARY\n  TRACK 01 %s\n%s    INDEX 01 00:00:00\n' "$1" "$2" "${3:-}" >in.cue; }
try() {
    echo "$*"
    sheet "$@"
    redbook author -q -f in.cue -o new.cue 2>/dev/null
    redbook info in.cue 2>&1 | grep -v '^track\|^$\|^total'
    redbook check -q new.cue 2>&1
    rm -f new.*
}
try user.iso MODE1/2352
try user.iso MODE2/2336
try raw.bin MODE1/2048
try sound.bin MODE1/2352
try raw.bin AUDIO
try raw.bin MODE1/2352 $'    PREGAP 00:02:00\n'
sectors form1 600 2 form1.bin form1.user
{ head -c $((600 * 96)) /dev/zero | split -b 96 -a 3 - sub. && split -b 2352 -a 3 raw.bin main. &&
    for part in main.*; do cat "$part" "sub.${part#main.}"; done >wide.bin; } && rm main.* sub.*
try wide.bin MODE1/2352
try user.iso AUDIO
redbook check in.cue 2>&1 | grep -c volume-as-audio
try raw.bin MODE2/2352
try form1.bin MODE1/2352
redbook check in.cue 2>&1 | grep -c other-mode
redbook author --strict -q in.cue -o out.cue
echo "strict $?"
redbook info --mode mode2/2352 user.iso
redbook author --strict -q --mode mode2/2352 user.iso -o out.cue
# A TOC counts in bytes: sectors of 2448 bytes under modes of another size are refused all the same.
for mode in MODE1_RAW 'MODE1 RW_RAW' 'MODE1_RAW RW_RAW'; do
    printf 'CD_ROM\nTRACK %s\nDATAFILE "wide.bin"\n' "$mode" >in.toc
    redbook info in.toc 2>&1 >/dev/null && echo "$mode: read"
done
printf 'CD_DA\nTRACK AUDIO\nFILE "wide.bin" 0\n' >in.toc && redbook info in.toc 2>&1 >/dev/null
