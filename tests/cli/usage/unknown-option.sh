#!/usr/bin/env bash
redbook author --qality=best a.wav -o out.cue
