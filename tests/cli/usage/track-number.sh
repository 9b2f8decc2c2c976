#!/usr/bin/env bash
redbook author --track 100:title=x a.wav -o out.cue
