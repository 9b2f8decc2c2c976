#!/usr/bin/env bash
# Authored from files, then again from the image: other names, the same disc.
tone --sectors 400 --kind noise --title One a.flac
tone --sectors 500 --kind noise --seed 2 b.flac
redbook author a.flac b.flac --gap 2s -o out.cue --performer Band --mcn 4006381333931 &&
    redbook author out.cue -o again.cue && redbook compare out.cue again.cue
