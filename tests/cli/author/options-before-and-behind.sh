#!/usr/bin/env bash
tone --sectors 400 a.wav
redbook author --title=One a.wav --performer Two -oout.cue && grep -e TITLE -e PERFORMER out.cue
