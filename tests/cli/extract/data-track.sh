#!/usr/bin/env bash
# Data is extracted to an ISO next to the audio; authored again they give the same disc.
sectors mode1 400 1 raw.bin user.iso
tone --kind noise --sectors 600 b.wav
redbook author --data user.iso b.wav -o a.cue && redbook extract -v a.cue -o d && cmp user.iso <(head -c $((400 * 2048)) d/01.iso)
redbook author --data d/01.iso d/02.wav -o out.cue && cmp a.bin out.bin && redbook compare a.cue out.cue
redbook extract a.cue -o raw --raw --tracks 1 && cmp raw/01.bin <(head -c "$(stat -c %s raw/01.bin)" a.bin)
redbook author --force --data raw/01.bin d/02.wav -o out.cue && cmp a.bin out.bin
redbook extract a.cue -o d --range 00:03:00-00:08:00
redbook extract a.cue -o d --range 00:03:00-00:08:00 --raw && cmp "d/Range 00.03.00-00.08.00.bin" <(tail -c +$((225 * 2352 + 1)) a.bin | head -c $((375 * 2352))) && echo equal
