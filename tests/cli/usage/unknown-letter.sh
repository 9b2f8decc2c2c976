#!/usr/bin/env bash
redbook author -fx a.wav -o out.cue
