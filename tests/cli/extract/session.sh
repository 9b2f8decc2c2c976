#!/usr/bin/env bash
# The second session of a CD-Extra as an ISO: alone, the bytes that were given; padded, a file whose addresses are right: the
# volume descriptors first, with the size of this file, and every sector where its own file system says that it is.
tone --sectors 300 1.wav
tone --sectors 700 --hz 300 2.wav
volume --lba 12400 --plus extra.iso
redbook author 1.wav 2.wav --session --data extra.iso -o album.cue
redbook extract album.cue --session 2 -o plain && ls plain && cmp plain/03.iso extra.iso
redbook extract -v album.cue --session 2 --pad -o padded && wc -c <padded/03.iso
cmp <(tail -c +$((12400 * 2048 + 1)) padded/03.iso) extra.iso
cmp -l <(head -c $((18 * 2048)) padded/03.iso) <(head -c $((18 * 2048)) extra.iso)
tail -c +$((18 * 2048 + 1)) padded/03.iso | head -c $((12382 * 2048)) | tr -d '\0' | wc -c
redbook extract --json album.cue --session 2 --pad -o json | grep padding
redbook extract album.cue --session 1 -o one && ls one
redbook extract album.cue --session 3 -o none
redbook extract album.cue --session 1 --tracks 3 -o none
redbook extract album.cue --session 2 --tracks 1-3 -o none
redbook extract album.cue --session 2 --tracks 1-2 --joins 2s -o none
[ ! -e none ] && echo no folder
redbook extract album.cue --session 2 --tracks 3 -o three && ls three
redbook extract album.cue --session 1 --pad -o none
