#!/usr/bin/env bash
echo hello >game.iso
tone --sectors 400 song.wav
redbook author --data game.iso song.wav -o out.cue
