#!/usr/bin/env bash
command -v script >/dev/null || { echo "script(1) is not here"; exit 77; }
[ -z "${SANITIZE:-}" ] || { echo "nothing is short under a sanitizer"; exit 77; }
tone --sectors 400 a.wav
script -qec 'redbook author a.wav -o out.cue' log >/dev/null
grep -ac '%' log || true
