#!/usr/bin/env bash
tone --sectors 300 --track 2 --title Two b.flac
tone --sectors 300 --track 10 --title Ten a.flac
tone --sectors 300 --track 1 --title One c.flac
redbook author --sort tags *.flac -o out.cue && grep TITLE out.cue
redbook author --sort given -f *.flac -o out.cue && grep TITLE out.cue
