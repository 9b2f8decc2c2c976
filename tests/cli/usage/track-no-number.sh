#!/usr/bin/env bash
redbook author --track title=x a.wav -o out.cue
