#!/usr/bin/env bash
# A table of seek points that leads to no frames is not needed: the frames are right, and found without it.
command -v flac >/dev/null || { echo "flac is not installed"; exit 77; }
tone --kind noise --sectors 9000 a.wav
flac -s -S 1s a.wav -o right.flac
python3 - <<'P'
data = open('right.flac', 'rb').read()
at = 4
while data[at] & 0x7F != 3:
    at += 4 + int.from_bytes(data[at + 1:at + 4], 'big')
points = range(at + 4, at + 4 + int.from_bytes(data[at + 1:at + 4], 'big'), 18)
def write(name, change):
    out = bytearray(data)
    for p in points:
        sample, offset = int.from_bytes(data[p:p + 8], 'big'), int.from_bytes(data[p + 8:p + 16], 'big')
        if sample != 2 ** 64 - 1:
            sample, offset = change(sample, offset)
            out[p:p + 16] = sample.to_bytes(8, 'big') + offset.to_bytes(8, 'big')
    open(name, 'wb').write(out)
write('zero.flac', lambda sample, offset: (sample, 0))
write('shifted.flac', lambda sample, offset: (sample, offset + 5000000))
write('wrong.flac', lambda sample, offset: (sample // 2, offset))
P
redbook author -q right.flac -o right.cue
for name in zero shifted wrong; do
    redbook author "$name.flac" --jobs 4 -o "$name.cue" && cmp right.bin "$name.bin" && echo same
done
cat zero.flac wrong.flac >joined.flac
redbook author joined.flac --jobs 4 -o joined.cue && cmp joined.bin <(cat right.bin right.bin) && echo same
