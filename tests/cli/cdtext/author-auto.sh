#!/usr/bin/env bash
# Packs are written only if the sheet has no lines for some of the texts.
tone --sectors 400 one.wav
tone --sectors 400 two.wav
redbook author -q one.wav two.wav --title Album --track 1:title=One -o plain.cue && cat plain.cue
redbook author -q one.wav two.wav --title Album --composer Bach --track 1:title=One -o composer.cue && cat composer.cue
ls
redbook text composer.cdt
redbook info composer.cue
redbook author -q one.wav two.wav --title Album --composer Bach --cdtext never -o never.cue && ls never.*
redbook author -q one.wav two.wav --title Album --cdtext always --json -o always.cue | grep cdt
