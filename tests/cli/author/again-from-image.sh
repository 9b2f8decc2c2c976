#!/usr/bin/env bash
# An image is a sheet like any other, and authoring it gives the same image.
tone --sectors 400 a.wav
tone --sectors 500 b.wav
redbook author a.wav b.wav --gap 2s --title T --track 2:isrc=DEA452400001 -o one.cue &&
    redbook author one.cue -o two.cue && cmp one.bin two.bin && diff <(grep -v ^FILE one.cue) <(grep -v ^FILE two.cue)
