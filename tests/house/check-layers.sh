#!/usr/bin/env bash
# The plan of the house, checked: who may include whom.
#
# - A room of src includes itself and rooms of a lower level, nothing sideways or upward; as "room/name.h".
# - A public header belongs to a room and obeys the same law; redbook.h is for callers only.
# - A third-party library has one door: one file of src includes its headers.
# - tools/ sees the public headers and itself, not the rooms; tools/cli does not see the tools that use it.
# - No folder or file is called after having no subject: utils, helpers, misc, common.
# Prints each breach as file:line: sentence and ends with 1; prints nothing when all is well.
set -u
cd "$(dirname "$0")/../.." || exit 2

level_of() {
    case $1 in
        base) echo 0 ;;
        cd) echo 1 ;;
        disc | audio) echo 2 ;;
        text) echo 3 ;;
        format | image) echo 4 ;;
        stage | device) echo 5 ;;
        verify | convert | report | burn) echo 6 ;;
        imapi) echo 7 ;;
        *) echo "" ;;
    esac
}

room_of_public_header() {
    case $1 in
        error | stream | version) echo base ;;
        address | codes | sector | subchannel) echo cd ;;
        disc | layout | subcode) echo disc ;;
        audio) echo audio ;;
        cdtext) echo text ;;
        format) echo format ;;
        check | verify) echo verify ;;
        convert) echo convert ;;
        burn | burn_*) echo burn ;;
        image) echo image ;;
        stage | author) echo stage ;;
        *) echo "" ;;
    esac
}

# ISO C and POSIX (and the few of Linux and BSD that stand in for it): everything else in <> is a library.
standard_headers=" assert ctype errno fenv float inttypes iso646 limits locale math setjmp signal stdalign stdarg
 stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string strings tgmath threads time uchar wchar wctype
 dirent dlfcn fcntl fnmatch getopt glob langinfo libgen poll pthread sched semaphore spawn termios unistd utime
 sys/file sys/ioctl sys/mman sys/resource sys/select sys/stat sys/statvfs sys/time sys/types sys/uio sys/wait
 sys/random immintrin arm_neon linux/falloc linux/fs linux/magic sys/vfs "

failures=0
breach() {
    printf '%s\n' "$1"
    failures=$((failures + 1))
}

# check_reach FILE LINE ROOM TARGET NAME: may a file of ROOM include something of room TARGET?
check_reach() {
    local from to
    [ "$3" = "$4" ] && return
    from=$(level_of "$3") to=$(level_of "$4")
    if [ "$to" -gt "$from" ]; then
        breach "$1:$2: '$3' (level $from) includes '$5' of '$4' (level $to), which lies above it"
    elif [ "$to" -eq "$from" ]; then
        breach "$1:$2: '$3' includes '$5' of '$4', a room of the same level"
    fi
}

declare -A door=()
check_library() { # FILE LINE HEADER
    local library=${3%%/*}
    library=${library%.h}
    case $standard_headers in *[[:space:]]"${3%.h}"[[:space:]]*) return ;; esac
    case $3 in sys/* | linux/*) breach "$1:$2: system header <$3> is not in the list of check-layers.sh" && return ;; esac
    if [ -n "${door[$library]:-}" ] && [ "${door[$library]}" != "$1" ]; then
        breach "$1:$2: <$3> has its door in '${door[$library]}' already"
    else
        door[$library]=$1
    fi
}

check_public_include() { # FILE LINE ROOM NAME
    local target
    target=$(room_of_public_header "$4")
    if [ "$4" = redbook ]; then
        breach "$1:$2: <redbook/redbook.h> is for callers, a room names the headers it needs"
    elif [ -z "$target" ]; then
        breach "$1:$2: <redbook/$4.h> belongs to no room that check-layers.sh knows"
    else
        check_reach "$1" "$2" "$3" "$target" "<redbook/$4.h>"
    fi
}

check_room_include() { # FILE LINE ROOM NAME
    local target=${4%%/*}
    if [ "$target" = "$4" ] || [ "$target" = .. ]; then
        breach "$1:$2: \"$4\" is to be included as \"room/name.h\""
    elif [ -z "$(level_of "$target")" ]; then
        breach "$1:$2: \"$4\" is in no room of src"
    else
        check_reach "$1" "$2" "$3" "$target" "\"$4\""
    fi
}

check_tool_include() { # FILE LINE OPENING NAME
    local folder=${1#tools/}
    folder=${folder%%/*}
    if [ "$3" = '"' ] && [ -n "$(level_of "${4%%/*}")" ]; then
        breach "$1:$2: a tool includes \"$4\" of src; tools see the public headers only"
    elif [ "$3" = '"' ] && [ "$folder" = cli ] && [ "${4%%/*}" != cli ]; then
        breach "$1:$2: tools/cli includes \"$4\"; it does not see the tools that use it"
    fi
}

# Lines FILE<tab>LINE<tab>OPENING<tab>NAME for every include of the files given on standard input.
includes() {
    tr '\n' '\0' | xargs -0 awk '
        match($0, /^[ \t]*#[ \t]*include[ \t]*[<"]/) {
            opening = substr($0, RLENGTH, 1); rest = substr($0, RLENGTH + 1); sub(/[>"].*/, "", rest)
            print FILENAME "\t" FNR "\t" opening "\t" rest
        }'
}

while IFS=$'\t' read -r file line opening name; do
    case $file in
        tools/*) check_tool_include "$file" "$line" "$opening" "$name" && continue ;;
        include/redbook/redbook.h) continue ;;
        include/redbook/*) room=$(room_of_public_header "$(basename "$file" .h)") ;;
        *) room=${file#src/} room=${room%%/*} ;;
    esac
    case $file in tools/*) continue ;; esac
    [ -n "$room" ] && [ -n "$(level_of "$room")" ] || { breach "$file:1: in no room that check-layers.sh knows"; continue; }
    case $opening$name in
        '<redbook/'*) name=${name#redbook/} && check_public_include "$file" "$line" "$room" "${name%.h}" ;;
        '<'*) check_library "$file" "$line" "$name" ;;
        *) check_room_include "$file" "$line" "$room" "$name" ;;
    esac
done < <(find include src tools -name '*.[ch]' | LC_ALL=C sort | includes)

while IFS= read -r path; do
    breach "$path:1: no subject in the name; say what it is"
done < <(find include src tools -iname '*.[ch]' -o -type d -path 'src/*' -o -type d -path 'tools/*' |
    grep -iE '(^|[/_])(utils?|helpers?|misc|common)([_./]|$)')

[ "$failures" -eq 0 ]
