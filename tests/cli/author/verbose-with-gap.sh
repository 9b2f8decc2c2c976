#!/usr/bin/env bash
tone --frames 264800 a.wav
redbook author -v a.wav a.wav --gap 2s -o out.cue
