#!/usr/bin/env bash
redbook info --capacity 80min a.cue
