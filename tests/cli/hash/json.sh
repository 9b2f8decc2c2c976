#!/usr/bin/env bash
tone --sectors 400 --kind noise a.wav
tone --sectors 500 --kind noise --seed 2 b.wav
redbook author a.wav b.wav -o good.cue
redbook hash --json good.cue
redbook info --json good.cue | sed -n '/"ids"/,/}/p'
