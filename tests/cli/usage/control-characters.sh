#!/usr/bin/env bash
redbook author $'--\e[31mred' a.wav -o out.cue
