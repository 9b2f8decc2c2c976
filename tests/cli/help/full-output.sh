#!/usr/bin/env bash
[ -e /dev/full ] || { echo "there is no /dev/full"; exit 77; }
redbook author --help >/dev/full
