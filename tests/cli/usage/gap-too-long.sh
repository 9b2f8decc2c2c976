#!/usr/bin/env bash
redbook author --gap '449851 sectors' a.wav -o out.cue
