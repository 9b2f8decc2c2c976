#!/usr/bin/env bash
# A name as long as the file system takes it, 255 bytes, is one for every file that is written, also where several are replaced
# together; one more byte is refused with the name of the file.
name() { printf '%0*d%s' "$(($1 - ${#2}))" 0 "$2"; }
short() { sed -E 's/0{60,}/000/g'; }
list() { find out -type f -printf '%f\n' | sort | awk '{print length($0), substr($0, length($0) - 17)}'; rm -r out && mkdir out; }
[ "$(getconf NAME_MAX .)" = 255 ] || { echo 'names of this file system have another limit' && exit 77; }
mkdir out
tone --kind noise --sectors 400 a.wav && tone --kind noise --seed 2 --sectors 400 b.wav && tone --rate 48000 --seconds 5 --kind noise c.wav
redbook author -q a.wav b.wav -o a.cue
for force in '' -f; do
    redbook author -q $force a.wav b.wav -o "out/$(name 255 .cue)" && redbook edit -q "out/$(name 255 .cue)" --title One || exit
    for end in .ccd .chd; do redbook convert -q $force a.cue -o "out/x$(name 254 $end)" || exit; done
    for end in .cue .toc; do redbook convert -q $force a.cue --target "$([ $end = .cue ] && echo redump || echo toc)" -o "out/y$(name 244 $end)" || exit; done
    redbook convert -q $force c.wav -o "out/z$(name 254 .cue)" || exit
    redbook hash -q $force --files a.cue -o "out/$(name 255 .sha256)" || exit
    redbook text -q $force "out/$(name 255 .cue)" -o "out/$(name 255 .cdt)" || exit
done
redbook compare a.cue "out/y$(name 244 .cue)" && list
for command in 'author c.wav' 'convert a.cue'; do
    redbook $command -o "out/$(name 256 .cue)" 2>&1 | short
    redbook $command -f -o "out/$(name 256 .cue)" 2>&1 | short
done
redbook convert a.cue --target redump -o "out/$(name 246 .cue)" 2>&1 | short
list
# A folder in the path of an image that is too long is reported in the same way.
mkdir folder && head -c 705600 /dev/zero >folder/a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >folder/a.cue
long=$(printf 'x%.0s' $(seq 300))
for out in "$long" "$long/DDPID"; do
    redbook convert folder/a.cue --target ddp -o "$out" 2>&1 | sed 's/xx*/X/'
done
redbook convert folder/a.cue -o "$long/a.cue" 2>&1 | sed 's/xx*/X/'
for command in 'convert folder/a.cue' 'extract folder/a.cue' 'report folder/a.cue'; do
    redbook $command -q -o "$long/" 2>&1 | sed 's/xxx*/X/'
done
