#!/usr/bin/env bash
# Chunks after audio of unstated length are searched for: 131,000 that lead to no end are not walked from each of them anew.
python3 - <<'P'
import struct
head = b'WAVEfmt ' + struct.pack('<IHHIIHH', 16, 1, 2, 44100, 176400, 4, 16)
audio = b'data\xff\xff\xff\xff' + bytes(range(256)) * 40
open('a.wav', 'wb').write(b'RIFF\xff\xff\xff\xff' + head + audio + b'LIST\0\0\0\0' * 131000 + b'no chunks')
P
timeout 60 redbook info a.wav >table; echo "exit $?"
