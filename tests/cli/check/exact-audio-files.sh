#!/usr/bin/env bash
# The audio of files that pass unchanged is checked as in an image.
tone --kind silence --sectors 400 silent.wav
printf 'FILE "silent.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook author -q a.cue -o disc.cue
redbook check -v a.cue
redbook check -v a.cue >sheet 2>&1
redbook check -v disc.cue >image 2>&1
diff <(sed 's/a\.cue/X/g' sheet) <(sed 's/disc\.cue/X/g' image)
