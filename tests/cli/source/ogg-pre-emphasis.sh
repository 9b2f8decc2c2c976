#!/usr/bin/env bash
# A tag for pre-emphasis in Vorbis, which a sheet does not flag.
tone --kind noise --level 20 --sectors 400 --title ........ a.ogg
python3 - <<'P'
import struct
data = open('a.ogg', 'rb').read().replace(b'TITLE=........', b'PRE-EMPHASIS=1')
pages, at = [], 0
while at < len(data):
    segments = data[at + 26]
    end = at + 27 + segments + sum(data[at + 27:at + 27 + segments])
    page = bytearray(data[at:end])
    page[22:26] = bytes(4)
    crc = 0
    for byte in page:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1 ^ 0x04c11db7 if crc & 0x80000000 else crc << 1) & 0xffffffff
    page[22:26] = struct.pack('<I', crc)
    pages.append(bytes(page))
    at = end
open('a.ogg', 'wb').write(b''.join(pages))
P
printf 'FILE "a.ogg" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook author -v a.ogg -o out.cue >table && grep FLAGS out.cue
redbook author a.cue -f -o out.cue
redbook author a.cue -f --track 1:flags=pre -o out.cue
