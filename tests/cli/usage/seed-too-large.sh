#!/usr/bin/env bash
redbook author --seed 18446744073709551616 a.wav -o out.cue
