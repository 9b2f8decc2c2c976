#!/usr/bin/env bash
# Audio files of any kind are converted as by author.
tone --rate 48000 --sectors 400 a.wav
tone --kind noise --sectors 301 b.flac
printf 'FILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\nFILE "b.flac" WAVE\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook author a.cue -o authored.cue -q
redbook convert a.cue -o out.cue && cmp authored.bin out.bin
redbook author a.cue -o authored.cue -q --force --quality fast --dither none --pad
redbook convert a.cue --target redump -o split.cue --quality fast --dither none --pad && cat split\ *.bin | cmp authored.bin - && ls
