#!/usr/bin/env bash
redbook author --raw s17le:44100:2 a.wav -o out.cue
