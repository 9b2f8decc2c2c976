#!/usr/bin/env bash
# What readers refuse and misread, with the source of each rule, and the conversion that avoids it.
. "$TREE/tests/cli/convert/gdi.bash"
tone --kind noise --seed 1 --sectors 303 a.bin
tone --kind noise --seed 2 --sectors 450 b.bin
cat >split.cue <<'END'
FILE "a.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
FILE "b.bin" BINARY
  TRACK 02 AUDIO
    INDEX 00 00:00:00
    INDEX 01 00:02:00
    INDEX 02 00:04:00
END
redbook convert -q split.cue -o game.chd
redbook convert -q split.cue -o 'one disc.cue'
show() {
    echo "-- $*"
    redbook check "$@" 2>&1
    echo "exit $?"
}
show split.cue --for libcdio
show split.cue --for zuluscsi
show split.cue --for cdrdao
show split.cue --for Mednafen
show game.chd --for mednafen
show game.chd --for flycast
show game.chd --for pcsx-rearmed
show game.chd --for mame
show 'one disc.cue' --for libcdio
show 'one disc.cue' --for rhea
# The suggested command works: its output has no finding.
redbook check split.cue --for libcdio 2>/dev/null | sed -n 's/^use //p' >line && bash line >/dev/null && show for-libcdio/split.cue --for libcdio
# So does one for an image that was read with options.
mkdir x sub && cp a.bin sub && printf 'FILE "../sub/a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n    INDEX 02 00:02:00\n' >x/-a.cue
(cd x && redbook check --any-path --encoding latin-1 --for=cdrdao -- -a.cue 2>/dev/null && redbook check --any-path --encoding latin-1 --json --for=libcdio -- -a.cue 2>/dev/null | jq -r .reader.command | tee line && bash line && ls for-libcdio)
redbook check a.bin --mode audio --byte-order big --for mednafen 2>/dev/null | grep -o 'convert.*'
# What has no descriptor.
tone --kind noise --seed 3 --sectors 303 c.wav
show c.wav --for gdemu
show a.bin --mode audio --for mednafen
# What is packed, alone and as a file of a sheet: sectors as they are, in one run, and no checksum that matches.
python3 - <<'PY'
data = open("a.bin", "rb").read()
def run(count):
    count -= 1
    out = bytearray([(count & 31) << 2 | (128 if count >> 5 else 0)])
    count >>= 5
    while count:
        out.append(count & 127 | (128 if count >> 7 else 0))
        count >>= 7
    return bytes(out)
edc = 0
for byte in data:
    edc ^= byte
    for _ in range(8):
        edc = edc >> 1 ^ (0xD8018001 if edc & 1 else 0)
open("packed.bin.ecm", "wb").write(b"ECM\0" + run(len(data)) + data + b"\xfc\xff\xff\xff\x3f" + edc.to_bytes(4, "little"))
PY
printf 'FILE "packed.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >packed.cue
show packed.bin.ecm --mode audio --for zuluscsi
show packed.bin.ecm --mode audio --for duckstation
show packed.cue --for mister
# Files that are not where the sheet says.
mkdir moved && cp a.bin moved && printf 'FILE "gone/a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >moved/a.cue
show moved/a.cue --for mister
# A GD-ROM holds more than a CD-R.
make_gd gd m:0:300 a:150:300 m:0:600
redbook check --json gd.cue 2>/dev/null | jq -c .capacity
# Sheets that some programs do not read.
printf '\xEF\xBB\xBF' | cat - split.cue >mark.cue && show mark.cue --for cdrdao | grep mark
tr '[:upper:]' '[:lower:]' <split.cue | head -c -1 >small.cue && show small.cue --for chdman
cat >before.cue <<'END'
FILE "a.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    INDEX 00 00:03:00
FILE "b.bin" BINARY
    INDEX 01 00:00:00
  TRACK 03 AUDIO
    PREGAP 00:02:00
    INDEX 01 00:04:00
END
show before.cue --for chdman
show before.cue --for duckstation
flac -s a.bin --force-raw-format --endian=little --sign=signed --channels=2 --bps=16 --sample-rate=44100 -o a.flac 2>/dev/null || tone --kind noise --seed 1 --sectors 303 a.flac
sed '2,$s/b.bin/b.bin/; s/a.bin" BINARY/a.flac" WAVE/' split.cue >flac.cue
show flac.cue --for duckstation
# GD-ROMs.
make_gd g m:0:300 a:150:302 m:0:100 a:150:200 m:225:120
redbook convert -q g.cue -o g.gdi
redbook convert -q g.cue -o g.chd
show g.cue --for gdemu | grep -v '\[data'
show g.gdi --for gdemu | tail -n 4
show g.cue --for chdman | grep chdman
show g.gdi --for chdman | grep chdman
make_gd flat m:0:300 a:0:302 m:0:100 && show flat.cue --for chdman | grep chdman
show g.chd --for flycast | tail -n 3
redbook check --json game.chd --for mednafen | jq -c '.reader, (.findings[] | select(.rule | startswith("reader")) | [.severity, .rule])'
# A conversion that would leave another fault is not suggested.
show_last() { redbook check "$@" 2>&1 | tail -n 2; }
redbook convert -q split.cue -o split.toc && redbook check split.toc --for cdrdao
volume --plus data.iso
redbook author -q --data data.iso a.bin --mode audio -o mixed.cue 2>/dev/null || redbook author -q --data data.iso c.wav -o mixed.cue
redbook convert -q mixed.cue -o mixed.chd
show_last mixed.chd --for cdrskin
redbook check --json mixed.chd --for cdrskin | jq -c .reader
sed '/INDEX 00/d; s/INDEX 01 00:02:00/PREGAP 00:02:00\n    INDEX 01 00:00:00/' split.cue >pregap.cue
show_last pregap.cue --for zuluscsi
