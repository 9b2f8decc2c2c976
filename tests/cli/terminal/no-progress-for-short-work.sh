#!/usr/bin/env bash
script -qec true /dev/null >/dev/null 2>&1 || { echo "no script(1) or no pseudo-terminal here"; exit 77; }
[ -z "${SANITIZE:-}" ] || { echo "nothing is short under a sanitizer"; exit 77; }
tone --sectors 400 a.wav
script -qec 'redbook author a.wav -o out.cue' log >/dev/null
grep -ac '%' log || true
