#!/usr/bin/env bash
redbook author --gap 1.5s a.wav -o out.cue
