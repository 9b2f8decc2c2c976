#!/usr/bin/env bash
tone --sectors 400 a.wav
redbook author a.wav -o 'say "hello".cue'
