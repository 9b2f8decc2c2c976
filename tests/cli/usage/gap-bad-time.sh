#!/usr/bin/env bash
redbook author --gap 00:60:00 a.wav -o out.cue
