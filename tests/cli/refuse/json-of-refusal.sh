#!/usr/bin/env bash
tone --sectors 200 a.wav
redbook author --json a.wav -o out.cue
