#!/usr/bin/env bash
tone --format raw-le --sectors 400 a.pcm
redbook author a.pcm -o out.cue
