#!/usr/bin/env bash
redbook author a.wav -o folder/.cue
