#!/usr/bin/env bash
# Every command reads names and texts with control characters of every kind: C0 (a title of the terminal, a bell, a cleared screen,
# a backspace), DEL, C1 as UTF-8 and as bytes, separators of lines, changes of direction. None of them is on stdout and stderr of any command, all JSON is
# valid, and neither reports nor the names of files that are made of such texts have them.
. "$TREE/tests/cli/hostile/prelude.bash"
bad=$'\e]0;x\a\e[2J\b\x7f\xC2\x9B2J\xC2\x85\xE2\x80\xAE\xE2\x81\xA6\xE2\x80\xA8\xD8\x9C'
name="a$bad"
runs=0
mkdir said json titles many report

# said COMMAND...: its output is examined at the end
said() {
    runs=$((runs + 1))
    "$@" >"said/$runs.${1##*-}.$2" 2>&1 </dev/null
}
# json COMMAND...: the same of its JSON and its messages
json() {
    runs=$((runs + 1))
    "$@" --json >"json/$runs.${1##*-}.$2" 2>"said/$runs.${1##*-}.$2" </dev/null
}

# ---------------------------------------------------------------- the inputs
tone --sectors 400 "$name.wav"
tone --sectors 400 plain.wav
tone --sectors 400 --format flac --title "t$bad" --artist "p$bad" --album "l$bad" "$name.flac"
texts() { # FILE-NAME MORE-LINES
    printf 'REM r%s\nPERFORMER "p%s"\nTITLE "t%s"\nFILE "%s" WAVE\n  TRACK 01 AUDIO\n    TITLE "u%s"\n    INDEX 01 00:00:00\n' \
        "$bad" "$bad" "$bad" "$1" "$bad"
}
texts plain.wav >"$name.cue"
texts "$name.wav" >file.cue
texts "lost$bad.wav" >lost.cue
{ texts plain.wav && printf '    ISRC DEA45240000%s\n    FLAGS %s\n    X%s\nCATALOG 4%s\n' "$bad" "$bad" "$bad" "$bad"; } >codes.cue
bad='' texts plain.wav >clean.cue
redbook author -q --short-tracks allow --cdtext always --title 'Esc]Csi2J' --performer 'Line-Turn' clean.cue -o packs.cue
# Texts of a disc in packs, and in a file of packs: the letters become controls.
python3 - <<'END'
import binascii
packs = bytearray(open('packs.cdt', 'rb').read())
for at in range(0, len(packs) - 17, 18):
    for letter, control in ((b'E', 0x1B), (b'C', 0x9B), (b'L', 0x85), (b'T', 0x07)):
        packs[at + 4:at + 16] = packs[at + 4:at + 16].replace(letter, bytes((control,)))
    packs[at + 16:at + 18] = (binascii.crc_hqx(bytes(packs[at:at + 16]), 0) ^ 0xFFFF).to_bytes(2, 'big')
open('packs.cdt', 'wb').write(packs)
END
{ printf '%032d  %s\n%s\n' 0 "none$bad" "$bad"; } >sums.md5
cat >x.dat <<'DAT'
<?xml version="1.0"?>
<datafile><game name="g&#x9b;&#x202e;&#x2028;&#x85;"><rom name="r&#x9b;&#x202e;.bin" size="940800" crc="00000000"/></game></datafile>
DAT
sed "s/name=\"r.*bin\"/name=\"$bad\"/" x.dat >bad.dat

# ---------------------------------------------------------------- the commands
for disc in "$name.cue" file.cue lost.cue codes.cue packs.cue packs.cdt "$name.flac" "none$bad.cue" $'bytes\x9B2J\x85\xFF.cue'; do
    for command in info check hash text; do
        said redbook $command "$disc"
        json redbook $command "$disc"
    done
    said redbook author -v -f --short-tracks allow "$disc" -o out.cue
    said redbook report -f --no-pdf --profile emulator "$disc" -o report
    said redbook match "$disc" --dat x.dat
    said redbook match "$disc" --dat bad.dat
    json redbook match "$disc" --dat x.dat
    said redbook match "$disc" --write-entry
    said redbook extract -f "$disc" -o titles
    said redbook compare "$disc" packs.cue
    json redbook compare "$disc" packs.cue
    said redbook edit "$disc" --track 1:title="$bad"
    rm -f out.*
done
json redbook author -f --short-tracks allow "$name.cue" -o out.cue
said redbook author -f --short-tracks allow "$name.cue" -o "out$bad.cue"
said redbook author --title "$bad" "--$bad" "$bad"
said redbook author -f --depfile d --short-tracks allow "$name.flac" -o out.cue
said redbook sheet -f "$name.flac" plain.wav -o out.cue
said redbook sheet "$name.flac" -o "sheet$bad.cue"
for target in portable redump single cdrwin eac wav toc ccd chd ddp; do
    mkdir "$target"
    out=$target/x.cue force=
    case $target in toc | ccd | chd) out=$target/x.$target ;; ddp) out=ddp force=--force-delivery ;; esac
    for disc in "$name.cue" packs.cue; do
        said redbook convert -f $force --target "$target" "$disc" -o "$out"
        json redbook convert -f $force --target "$target" "$disc" -o "$out"
        said redbook info "$out"
        json redbook info "$out"
    done
done
said redbook convert packs.cue -o "x$bad.ccd"
said redbook convert packs.cue "$name.cue" "none$bad.cue" -o many/
said redbook convert --target "$bad" packs.cue -o z.cue
said redbook extract packs.cue -o "none$bad/none"
said redbook extract --tracks "$bad" packs.cue -o titles
said redbook hash -c sums.md5
said redbook hash -c "none$bad.md5"
for word in "$bad" "--$bad" "info$bad" "-$bad"; do
    said redbook "$word"
    said redbook info "$word" "$bad"
    said redbook completion "$word"
    said redbook help "$word"
done
if [ -x "$B/redbook-burn" ]; then
    said redbook-burn virtual "drive$bad" "vendor=$bad" "$bad=1"
    redbook-burn virtual -q strange medium=cd-rw profile=lenient
    sed -i -e $'s/^vendor.*/vendor = v\e[2J\xC2\x9B/' -e $'s/^product.*/product = p\e]0;x\a/' strange/drive.conf
    redbook-burn virtual -q drive medium=cd-rw profile=lenient
    for device in virtual:strange virtual:drive "virtual:none$bad" "$bad"; do
        said redbook-burn info --device "$device"
        json redbook-burn info --device "$device"
        said redbook-burn plan --short-tracks --device "$device" packs.cue
        json redbook-burn plan --short-tracks --device "$device" packs.cue
        said redbook-burn write --yes --short-tracks --device "$device" packs.cue
        said redbook-burn verify --device "$device" "$name.cue"
        said redbook-burn verify --device "$device" packs.cue
        said redbook-burn read -f --device "$device" -o read.cue
        said redbook-burn blank --yes --device "$device"
    done
    said redbook-burn read --device virtual:drive -o "none$bad/read.cue"
fi

# ---------------------------------------------------------------- what they printed
python3 - <<'END'
import json
import os
import re
CONTROL = re.compile('[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]')
for folder in ('said', 'json'):
    for name in sorted(os.listdir(folder)):
        raw = open(os.path.join(folder, name), 'rb').read()
        try:
            text = raw.decode('utf-8')
        except UnicodeDecodeError as why:
            print(name, 'is not UTF-8:', why)
            continue
        for line in text.split('\n'):
            if CONTROL.search(line.lstrip('\t')): # a .dat is indented
                print(folder, name, 'has a control character:', ascii(line))
        if folder == 'json' and text:
            try:
                json.loads(text)
            except ValueError as why:
                print(name, 'is not valid JSON:', why)
for folder in ('titles', 'report', 'many'):
    for name in os.listdir(folder):
        if CONTROL.search(name):
            print('a file was made with the name', ascii(name))
for name in os.listdir('report'):
    if CONTROL.search(open(os.path.join('report', name), encoding='utf-8', newline='').read().replace('\r\n', '\n')):
        print('a control character is in the file', name)
END
[ "$runs" -ge 250 ] || echo "only $runs commands were run"
exit 0
