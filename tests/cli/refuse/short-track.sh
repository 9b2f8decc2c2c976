#!/usr/bin/env bash
tone --sectors 299 a.wav
tone --sectors 300 b.wav
redbook author b.wav a.wav -o out.cue
