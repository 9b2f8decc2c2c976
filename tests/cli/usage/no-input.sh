#!/usr/bin/env bash
redbook author -o out.cue
