#!/usr/bin/env bash
redbook author a.wav -o out.bin
