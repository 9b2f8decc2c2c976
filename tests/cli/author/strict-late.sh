#!/usr/bin/env bash
# --strict also applies to findings made during the work - clipping, texts that the new sheet cannot hold -, and then nothing
# is written.
tone --encoding float --frames 264600 --channels 1 --kind silence a.wav
header=$(($(stat -c %s a.wav) - 264600 * 4))
printf '\000\000\000\100' | dd of=a.wav bs=1 seek=$((header + 400)) conv=notrunc status=none
redbook author --strict a.wav -o out.cue
echo "exit $?"
redbook convert --strict --target redump a.wav -o out.cue
echo "exit $?"
tone --sectors 400 b.wav
redbook author --strict --title $'a\tb' b.wav -o out.cue
echo "exit $?"
redbook author --strict b.wav -o good.cue
echo "exit $?"
ls
