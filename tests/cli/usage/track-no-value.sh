#!/usr/bin/env bash
redbook author --track 1:title a.wav -o out.cue
