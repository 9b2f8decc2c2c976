#!/usr/bin/env bash
# Audio and graphics that depend on their position: 400 sectors of 2,352 and 96 bytes.
python3 -c "
import random
r = random.Random(1)
open('song.bin', 'wb').write(b''.join(r.randbytes(2352) + bytes(b & 63 for b in r.randbytes(96)) for _ in range(400)))
" || { echo "no python3 here"; exit 77; }
printf 'FILE "song.bin" BINARY\n  TRACK 01 CDG\n    INDEX 01 00:00:00\n' >song.cue
redbook-burn write -q --device virtual:drive --yes --cdg raw song.cue; echo $?
redbook-burn verify --device virtual:drive --cdg raw song.cue; echo $?
redbook-burn verify --device virtual:drive song.cue; echo $?
printf '8' | dd of=song.bin bs=1 seek=$((200 * 2448 + 2400)) conv=notrunc 2>/dev/null
redbook-burn verify --device virtual:drive --cdg raw song.cue; echo $?
rm drive/disc.*
redbook-burn write --device virtual:drive --yes --verify --cdg packed song.cue | tail -n 3
