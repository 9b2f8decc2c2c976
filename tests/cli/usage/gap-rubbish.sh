#!/usr/bin/env bash
redbook author --gap "2 s" a.wav -o out.cue
