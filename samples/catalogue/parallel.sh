#!/usr/bin/env bash
# parallel.sh SHEET... - authors each sheet to images/NAME.cue with GNU parallel, as many at once as there are processors
#
# images/log has the status of each job; when the script is run again after an interruption, finished jobs are not repeated. parallel
# reads further options (--sshlogin, --jobs) from PARALLEL. REDBOOK is the program to run. Exits with 1 if a sheet failed; the
# reasons are on standard error.
set -eu
[ $# -gt 0 ] || { printf 'usage: parallel.sh SHEET...\n' >&2 && exit 2; }
mkdir -p images

author() { # SHEET
    name=${1#./}
    name=${name%.*}
    "${REDBOOK:-redbook}" author --quiet --force --jobs 1 "$1" -o "images/${name//\//-}.cue"
}
export -f author
parallel --will-cite --resume-failed --joblog images/log author ::: "$@" || exit 1
