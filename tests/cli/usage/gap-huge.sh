#!/usr/bin/env bash
redbook author --gap 99999999999999999999s a.wav -o out.cue
