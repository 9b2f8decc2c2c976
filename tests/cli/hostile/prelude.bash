# tests/cli/hostile/prelude.bash - sourced by the cases: sheets that mean harm end in a sentence, soon and in little memory
# shellcheck shell=bash

# A sanitizer's own memory counts as ours: only without one is the address space bounded (kB).
[ -n "${SANITIZE:-}" ] || ulimit -v 1000000

# sheet NAME [TYPE]: a sheet of one track in the file of that name
sheet() { printf 'FILE "%s" %s\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' "$1" "${2:-WAVE}"; }

# try OPERANDS...: info, check and author of the same; of each what was said last, and how it ended. A minute is no limit of
# speed: what hangs hangs for ever.
try() {
    local command output
    for command in info check author; do
        output=()
        [ $command != author ] || output=(-o never.cue)
        timeout 60 redbook $command "$@" "${output[@]}" 2>said >/dev/null
        printf '%s %s: exit %d\n' $command "${*: -1}" $?
        grep -vx 'redbook: nothing was written' said | tail -n 1 | cut -c1-200
        [ ! -e never.cue ] || echo 'an image was written'
        rm -f never.cue never.bin
    done
}

# bounded MEMORY_MIB READ_MIB COMMAND...: runs it, and says so if it needs more memory or reads more bytes
bounded() { timeout 300 python3 "$TREE/tests/cli/hostile/bounded.py" "$@"; }
