#!/usr/bin/env bash
redbook author --pad --carry a.wav -o out.cue
