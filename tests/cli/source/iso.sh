#!/usr/bin/env bash
# An ISO is a disc of one track for every command; authored it is a BIN of raw sectors, and the same disc.
sectors mode1 400 1 raw.bin game.iso
printf 'CD001' | dd of=game.iso bs=1 seek=$((16 * 2048 + 1)) conv=notrunc 2>/dev/null
redbook info game.iso && redbook check --fail-on warning game.iso
redbook author game.iso -o out.cue && cat out.cue && redbook compare game.iso out.cue
redbook info --json game.iso | grep -A6 '"files"'
