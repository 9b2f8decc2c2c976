#!/usr/bin/env bash
redbook author --quality=bes a.wav -o out.cue
