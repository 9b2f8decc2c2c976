#!/usr/bin/env bash
# With --force, a BIN that another sheet in the folder names too is reported by both names, and refused with --strict.
tone --kind noise --seed 1 --sectors 400 a.wav
tone --kind noise --seed 2 --sectors 500 b.wav
redbook author -q a.wav -o d.cue
redbook author -f b.wav -o d.cue >/dev/null && echo 'the sheet alone'
sed 's/^TITLE.*//' d.cue >e.cue
cp d.bin before
redbook author -f --strict a.wav -o d.cue >/dev/null
echo "exit $?" && cmp d.bin before
redbook author -f a.wav -o d.cue >/dev/null
echo "exit $?" && cmp -s d.bin before || echo 'replaced'
