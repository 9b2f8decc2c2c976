#!/usr/bin/env bash
# Tags of Windows programs: quotes and dashes, which ISO 8859-1 has no characters for.
tone --kind noise --level 20 --sectors 400 a.wav
python3 - <<'P'
import struct
data = open('a.wav', 'rb').read()
value = b'Don\x92t \x93Stop\x94 \x96 caf\xe9\0'
value += b'\0' * (len(value) % 2)
info = b'INFO' + b'INAM' + struct.pack('<I', len(value)) + value
data += b'LIST' + struct.pack('<I', len(info)) + info
open('a.wav', 'wb').write(data[:4] + struct.pack('<I', len(data) - 8) + data[8:])
P
cp a.wav b.wav
redbook author a.wav -o out.cue && grep TITLE out.cue
redbook author a.wav b.wav -f -o out.cue
redbook sheet a.wav -o a.cue && redbook author a.cue -f -o out.cue && grep TITLE out.cue
