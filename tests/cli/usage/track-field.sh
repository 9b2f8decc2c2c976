#!/usr/bin/env bash
redbook author --track 1:name=x a.wav -o out.cue
