#!/usr/bin/env bash
redbook author --gap 449851 a.wav -o out.cue
