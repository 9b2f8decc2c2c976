#!/usr/bin/env bash
redbook author --raw s16le:44100x:2 a.wav -o out.cue
