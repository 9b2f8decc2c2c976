# tests/tap.sh - sourced by the test groups: functions that print one line of TAP for each check
# shellcheck shell=bash
#
# ok NAME · not_ok NAME [DIAGNOSTICS] · skip NAME REASON · check NAME COMMAND... · equal NAME WANTED FOUND ·
# same_text NAME WANTED-FILE FOUND-FILE · same_bytes NAME FILE FILE · tap_done

tap_tests=0
tap_failures=0

ok() {
    tap_tests=$((tap_tests + 1))
    printf 'ok %d - %s\n' "$tap_tests" "$1"
}

not_ok() {
    tap_tests=$((tap_tests + 1))
    tap_failures=$((tap_failures + 1))
    printf 'not ok %d - %s\n' "$tap_tests" "$1"
    [ -z "${2:-}" ] || printf '%s\n' "$2" | sed 's/^/# /'
}

skip() {
    tap_tests=$((tap_tests + 1))
    printf 'ok %d - %s # SKIP %s\n' "$tap_tests" "$1" "$2"
}

# If the command fails, its output is the diagnostics.
check() {
    local name=$1 output status
    shift
    output=$("$@" 2>&1 </dev/null)
    status=$?
    if [ "$status" -eq 0 ]; then
        ok "$name"
    else
        local command="$*"
        [ ${#command} -le 300 ] || command="${command:0:300}..."
        not_ok "$name" "exit status $status of: $command
$output"
    fi
    return "$status"
}

equal() {
    if [ "$2" = "$3" ]; then
        ok "$1"
    else
        not_ok "$1" "wanted: $2
found:  $3"
    fi
}

same_text() {
    local difference
    if difference=$(diff -u "$2" "$3" 2>&1); then
        ok "$1"
    else
        not_ok "$1" "$difference"
    fi
}

same_bytes() {
    local difference
    if difference=$(cmp "$2" "$3" 2>&1); then
        ok "$1"
    else
        not_ok "$1" "$difference"
    fi
}

# SHA-256 of a file, or of standard input, in hex.
sha256_of() {
    if command -v sha256sum >/dev/null; then
        sha256sum "$@" | cut -d' ' -f1
    else
        shasum -a 256 "$@" | cut -d' ' -f1
    fi
}

tap_done() {
    printf '1..%d\n' "$tap_tests"
    [ "$tap_failures" -eq 0 ] && [ "$tap_tests" -gt 0 ]
}
