#!/usr/bin/env bash
# Audio and an ISO that was made for its address become a CD-Extra: two sessions, a BIN for each, sector headers with the
# addresses of the disc, user data unchanged.
tone --sectors 300 1.wav
tone --sectors 300 --hz 300 2.wav
tone --sectors 400 --hz 500 3.wav
volume --lba 12400 --plus extra.iso
redbook author -v 1.wav 2.wav 3.wav --session --data extra.iso -o album.cue && cat album.cue
ls -- *.bin
od -An -tx1 -N24 'album (Session 2).bin'
for sector in 16 77 299; do
    cmp <(tail -c +$((sector * 2352 + 25)) 'album (Session 2).bin' | head -c 2048) <(tail -c +$((sector * 2048 + 1)) extra.iso | head -c 2048)
done
redbook check album.cue
redbook info album.cue
