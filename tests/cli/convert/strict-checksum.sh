#!/usr/bin/env bash
# A FLAC whose samples are not those of its checksum is not converted with --strict: nothing in the image would show it.
tone --kind noise --sectors 400 a.flac
printf '\x55' | dd of=a.flac bs=1 seek=26 conv=notrunc status=none
redbook convert a.flac -o lax.cue && ls lax.bin
redbook convert a.flac --strict -o strict.cue || echo "exit $?"
ls strict.* 2>/dev/null
