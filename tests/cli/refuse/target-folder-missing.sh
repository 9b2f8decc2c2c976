#!/usr/bin/env bash
tone --sectors 400 a.wav
redbook author a.wav -o nowhere/out.cue
