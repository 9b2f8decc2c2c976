#!/usr/bin/env bash
# An output whose name states a format that the command does not write is refused, and the command that writes it is named.
tone --sectors 400 a.wav
tone --sectors 400 --seed 2 b.wav
redbook author -q a.wav b.wav -o album.cue
try() {
    printf '$ %s\n' "$*"
    "$@" 2>&1 | grep -v '^try '
    printf '%s\n' "${PIPESTATUS[0]}"
}
for name in x.chd x.ddp x.ISO x.gdi x.sbi x.bin x.img x.wav x.flac x.nrg x.html x; do try redbook author a.wav b.wav -o $name; done
try redbook author a.wav b.wav --target ddp -o x
try redbook author a.wav b.wav --master-id CAT-001 -o x.cue
try redbook info album.cue --m3u
try redbook author a.wav -o x.cue --nosuchoption
for name in x.toc x.bin; do try redbook sheet a.wav b.wav -o $name; done
for name in x.ddp x.bin x.img x.wav x.flac x.mds x.html x; do try redbook convert album.cue -o $name; done
for name in x.ddp x.wav x.cue x.chd x.iso x; do try redbook convert a.wav b.wav -o $name; done
try redbook convert a.wav b.wav --target ddp -o x.ddp
try redbook convert a.wav b.wav --target ddp -o CAT-001
try redbook convert a.wav b.wav --target wav -o x
try redbook convert a.wav b.wav --target gdi -o x
try redbook convert album.cue album.cue -o x.nrg
for name in x.wav x.iso x.cue x.ddp x.bin a.wav; do try redbook extract album.cue -o $name; done
try redbook report album.cue -o report.html
ls
# A folder of this name, and a disc of each file, if that is what was meant.
redbook extract -q album.cue -o x.wav/ && redbook report -q --no-pdf album.cue -o x.html/ && redbook convert -q a.wav b.wav -o x.ddp/ && ls -d x.*/*
redbook convert a.wav b.wav -o each/ 2>&1
exit 0
