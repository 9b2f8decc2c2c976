#!/usr/bin/env bash
# An argument with the prefix of a digest is one, if it is complete and second; a file of such a name is a file.
tone --sectors 400 a.wav
redbook author -q a.wav -o a.cue
digest=$(redbook hash --disc a.cue)
redbook compare a.cue "${digest%?}"
redbook compare a.cue "${digest^^}"
redbook compare a.cue "disc1:${digest#disc1:}0"
redbook compare a.cue "disc2:${digest#disc1:}"
redbook compare "$digest" a.cue
redbook compare a.cue "$digest" --ignore texts
cp a.cue disc1:copy
redbook compare a.cue disc1:copy
exit 0
