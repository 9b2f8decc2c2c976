# tests/interop/table.sh - sourced by run.sh: a table of the results by peer
# shellcheck shell=bash
#
# about PEER COLUMN...   the following tests count for these columns of the peer's row, until the next call
# peer PEER VERSION      adds a row
# table_print            prints the table as lines "#| ...", which tests/run.sh shows
#
# Columns: cue, toc and cdtext (the peer reads what we write), layout and samples (its output agrees with ours), and their-layout,
# their-samples and their-texts (we read what it writes).

columns=(cue toc cdtext layout samples their-layout their-samples their-texts)
peers=() notes=() about_peer='' about_columns=()
declare -A version_of=() passed=() failed=() noted=()

peer() {
    peers+=("$1")
    version_of[$1]=$2
}

about() {
    about_peer=${1:-}
    about_columns=("${@:2}")
}

# Sets letter to the letter of the note with this reason; equal reasons share a note.
note_letter() { # REASON
    local i
    for i in "${!notes[@]}"; do
        [ "${notes[i]}" != "$1" ] || break
        i=
    done
    if [ -z "${i:-}" ]; then
        i=${#notes[@]}
        notes+=("$1")
    fi
    printf -v letter "\\x$(printf %x $((97 + i)))"
}

record() { # ARRAY VALUE
    local column
    for column in "${about_columns[@]}"; do
        case $1 in
            passed) passed[$about_peer $column]=1 ;;
            failed) failed[$about_peer $column]=1 ;;
            noted) [[ ${noted[$about_peer $column]:-} = *"$2"* ]] || noted[$about_peer $column]+=$2 ;;
        esac
    done
}

# Wraps the functions of tap.sh: tests are reported as before and also count for the table.
eval "tap_$(declare -f ok)"
eval "tap_$(declare -f not_ok)"
eval "tap_$(declare -f skip)"
ok() {
    tap_ok "$@"
    record passed
}
not_ok() {
    tap_not_ok "$@"
    record failed
}
skip() {
    local letter
    tap_skip "$@"
    [ ${#about_columns[@]} -gt 0 ] || return 0
    note_letter "$2"
    record noted "$letter"
}

cell() { # PEER COLUMN
    local key="$1 $2" text=-
    if [ -n "${failed[$key]:-}" ]; then
        text=FAIL
    elif [ -n "${passed[$key]:-}" ]; then
        text="yes${noted[$key]:+ (${noted[$key]})}"
    elif [ -n "${noted[$key]:-}" ]; then
        text="(${noted[$key]})"
    fi
    printf '%s' "$text"
}

table_print() {
    local name column i letter
    printf '#| %-17s %-29s %-18s %s\n' '' 'it reads what we write' 'its output agrees' 'we read what it writes'
    printf '#| %-17s %-10s %-8s %-9s %-10s %-7s %-8s %-8s %s\n' peer CUE TOC CD-TEXT layout samples layout samples texts
    for name in "${peers[@]}"; do
        printf '#| %-17s' "$name ${version_of[$name]}"
        for i in "${!columns[@]}"; do
            column=${columns[i]}
            case $column in
                cue | layout) printf ' %-10s' "$(cell "$name" "$column")" ;;
                cdtext) printf ' %-9s' "$(cell "$name" "$column")" ;;
                toc) printf ' %-8s' "$(cell "$name" "$column")" ;;
                samples) printf ' %-7s' "$(cell "$name" "$column")" ;;
                their-texts) printf ' %s' "$(cell "$name" "$column")" ;;
                *) printf ' %-8s' "$(cell "$name" "$column")" ;;
            esac
        done
        printf '\n'
    done
    for i in "${!notes[@]}"; do
        printf -v letter "\\x$(printf %x $((97 + i)))"
        printf '#| (%s) %s\n' "$letter" "${notes[i]}"
    done
}
