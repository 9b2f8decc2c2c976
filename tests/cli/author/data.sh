#!/usr/bin/env bash
# An ISO and a song: data first, a pregap, then audio; the user data can be extracted from the raw sectors again.
head -c $((700 * 2048)) /dev/zero | tr '\0' 'x' >game.iso
tone --sectors 400 song.wav
redbook author -v --data game.iso song.wav -o game.cue && cat game.cue
[ "$(dd if=game.bin bs=2352 count=700 2>/dev/null | wc -c)" = 1646400 ] || echo 'the data is not 700 raw sectors'
dd if=game.bin bs=1 skip=$((2352 * 16 + 16)) count=2048 2>/dev/null | cmp - <(head -c 2048 game.iso)
# One length for all joins is not that of this one, with a note; one for this join alone is refused.
redbook author -v --data game.iso song.wav song.wav -o gap.cue --gap 1s >/dev/null && grep 'INDEX' gap.cue
redbook author --data game.iso song.wav song.wav -o none.cue --gap 1s,2s
redbook author -q --data game.iso song.wav song.wav -o longer.cue --gap 3s,1s && grep 'INDEX' longer.cue
ls none.* 2>/dev/null
exit 0
