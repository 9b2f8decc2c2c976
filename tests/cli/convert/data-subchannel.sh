#!/usr/bin/env bash
# Sectors of data with their subchannel after each: written into a TOC, read from there, kept by a CCD, listed as lost elsewhere.
tone --kind music --level 50 --sectors 300 a.wav
sectors mode1 400 1 data.bin user
printf 'FILE "data.bin" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\nFILE "a.wav" WAVE\n  TRACK 02 AUDIO\n    PREGAP 00:02:00\n    INDEX 01 00:00:00\n' >mixed.cue
redbook convert -q mixed.cue -o first.ccd || exit
# Something in W of sector 100, as a drive may leave it there.
printf 'abcdefghijkl' | dd of=first.sub bs=1 seek=$((96 * 100 + 84)) conv=notrunc status=none
redbook convert -v first.ccd -o disc.toc && grep -v '^NO\|^TWO\|^$' disc.toc
cmp <(tail -c +$((2352 * 100 + 1)) data.bin | head -c 2352) <(tail -c +$((2448 * 100 + 1)) 'disc (Track 1).bin' | head -c 2352)
redbook info disc.toc
redbook check disc.toc
redbook convert -q disc.toc -o second.ccd && cmp first.img second.img && cmp first.sub second.sub && cmp first.ccd <(sed s/second/first/ second.ccd) && echo 'the same CCD'
redbook convert -q second.ccd -o third.toc && cmp 'disc (Track 1).bin' 'third (Track 1).bin' && echo 'the same sectors'
# A target that cannot hold it lists it as lost, and the ISO has the same data as the image.
redbook convert disc.toc -o lost.cue && redbook compare disc.toc lost.cue
redbook author disc.toc -o authored.cue >authored && cmp lost.bin authored.bin
redbook extract -q disc.toc -o tracks && cmp user tracks/*.iso && echo 'the same user data'
printf 'CD_ROM\nTRACK MODE1_RAW RW_RAW\nDATAFILE "disc (Track 1).bin"\n' >whole.toc
redbook convert whole.toc -o lone.iso && cmp user lone.iso
