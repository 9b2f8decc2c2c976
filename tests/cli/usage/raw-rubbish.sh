#!/usr/bin/env bash
redbook author --raw s16le:44100 a.wav -o out.cue
