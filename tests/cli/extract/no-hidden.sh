#!/usr/bin/env bash
tone --sectors 400 a.wav
redbook author a.wav -o album.cue && redbook extract album.cue -o d --hidden
ls
