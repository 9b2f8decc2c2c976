#!/usr/bin/env bash
# Checks the architecture: which file may include which header.
#
# - A room of src includes only its own headers and those of rooms of a lower level, as "room/name.h".
# - A public header belongs to a room and follows the same rule; redbook.h is for callers only.
# - The headers of a third-party library are included by one file of src. Another file may include them only if the list
# further_users names both.
# - tools/ includes public headers and its own, not those of rooms; tools/cli includes nothing of the tools that use it.
# - No folder or file has a name without a subject: utils, helpers, misc, common.
# Prints each violation as file:line: sentence and exits with 1; prints nothing if there is none.
set -u
cd "$(dirname "$0")/../.." || exit 2

# Each line a room and its level.
rooms='
base 0
cd 1
disc 2
audio 2
text 3
chd 3
format 4
image 4
source 5
stage 5
device 5
author 6
verify 6
convert 7
edit 7
report 7
burn 7
imapi 8
about 8'
# Each line a room and its public headers, without .h.
public_headers='
base error listener stream version
cd address codes sector subchannel
disc disc layout rules subcode
audio audio
text cdtext
chd chd
format format
verify check readers verify
convert convert
edit edit
report hash match report
burn burn burn_*
image image scan sink volume
source source
stage stage
author author
imapi imapi imapi_*
about about'

# Further files that may include a library's headers: each line the first part of the header's path and the file.
further_users='
FLAC src/audio/flac_decoder.c
FLAC src/chd/flac.c
sndfile src/audio/encoder.c
libdeflate src/base/crc32.c'

# Headers of ISO C and POSIX, and the few of Linux and BSD that are used; any other header in <> belongs to a library, or as
# dirent.h, whose calls do not tell an error from the end of a list, to one file of src.
standard_headers=" assert ctype errno fenv float inttypes iso646 limits locale math setjmp signal stdalign stdarg
 stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string strings tgmath threads time uchar wchar wctype
 dlfcn fcntl fnmatch getopt langinfo libgen poll pthread sched semaphore spawn termios unistd utime
 sys/file sys/ioctl sys/mman sys/resource sys/select sys/stat sys/statvfs sys/time sys/types sys/uio sys/wait
 sys/random sys/xattr immintrin arm_neon linux/falloc linux/fs linux/magic sys/vfs "

# Reads names of files from standard input. Prints each name on a line by itself, since every file has to belong to a room, and
# FILE<tab>LINE<tab>OPENING<tab>NAME for each #include.
includes() {
    tr '\n' '\0' | xargs -0 awk '
        FNR == 1 { print FILENAME }
        match($0, /^[ \t]*#[ \t]*include[ \t]*[<"]/) {
            opening = substr($0, RLENGTH, 1); rest = substr($0, RLENGTH + 1); sub(/[>"].*/, "", rest)
            print FILENAME "\t" FNR "\t" opening "\t" rest
        }'
}

# Checks the lines that includes() prints and prints each violation.
judge() {
    LC_ALL=C rooms=$rooms public_headers=$public_headers further_users=$further_users standard_headers=$standard_headers awk -F '\t' '
        BEGIN {
            count = split(ENVIRON["rooms"], row, "\n")
            for (i = 1; i <= count; i++) if (split(row[i], word, " ") == 2) level[word[1]] = word[2]
            count = split(ENVIRON["public_headers"], row, "\n")
            for (i = 1; i <= count; i++) {
                words = split(row[i], word, " ")
                for (j = 2; j <= words; j++)
                    if (sub(/\*$/, "", word[j])) room_of_prefix[word[j]] = word[1]
                    else room_of_header[word[j]] = word[1]
            }
            count = split(ENVIRON["standard_headers"], word, " ")
            for (i = 1; i <= count; i++) is_standard[word[i]] = 1
            count = split(ENVIRON["further_users"], row, "\n")
            for (i = 1; i <= count; i++) if (split(row[i], word, " ") == 2) is_further[word[1], word[2]] = 1
        }
        function breach(text) { print file ":" line ": " text }
        function head(path) { sub(/\/.*/, "", path); return path }
        function stem(path) { sub(/.*\//, "", path); sub(/\.h$/, "", path); return path }
        function room_of_public(name,    prefix) {
            if (name in room_of_header) return room_of_header[name]
            for (prefix in room_of_prefix) if (index(name, prefix) == 1) return room_of_prefix[prefix]
            return ""
        }
        # Reports the violation if a file of room may not include the header called, of the room target.
        function reach(room, target, called) {
            if (room == target) return
            if (level[target] + 0 > level[room] + 0)
                breach("\047" room "\047 (level " level[room] ") includes \047" called "\047 of \047" target "\047 (level " level[target] "), a higher level")
            else if (level[target] + 0 == level[room] + 0)
                breach("\047" room "\047 includes \047" called "\047 of \047" target "\047, a room of the same level")
        }
        function public_include(room, name,    target) {
            target = room_of_public(name)
            if (name == "redbook") breach("<redbook/redbook.h> is for callers; a room includes the headers it needs")
            else if (target == "") breach("<redbook/" name ".h> belongs to no room that check-layers.sh knows")
            else reach(room, target, "<redbook/" name ".h>")
        }
        function library_include(header,    library, bare) {
            bare = header; sub(/\.h$/, "", bare)
            library = head(header); sub(/\.h$/, "", library)
            if (bare in is_standard || (library, file) in is_further) return
            if (header ~ /^(sys|linux)\//) breach("system header <" header "> is not in the list of check-layers.sh")
            else if (library in door && door[library] != file) breach("<" header "> is already included by \047" door[library] "\047; one file includes a library")
            else door[library] = file
        }
        function room_include(room, name,    target) {
            target = head(name)
            if (target == name || target == "..") breach("\"" name "\" has to be included as \"room/name.h\"")
            else if (!(target in level)) breach("\"" name "\" is in no room of src")
            else reach(room, target, "\"" name "\"")
        }
        function tool_include(name,    folder) {
            folder = head(substr(file, length("tools/") + 1))
            if (opening != "\"") return
            if (head(name) in level) breach("a tool includes \"" name "\" of src; tools may include public headers only")
            else if (folder == "cli" && head(name) != "cli")
                breach("tools/cli includes \"" name "\"; it may not include headers of the tools that use it")
        }
        NF == 1 {
            file = $1; line = 1; room = ""
            if (file ~ /^tools\// || file == "include/redbook/redbook.h") next
            room = file ~ /^include\/redbook\// ? room_of_public(stem(file)) : head(substr(file, length("src/") + 1))
            if (!(room in level)) { breach("belongs to no room that check-layers.sh knows"); room = "" }
            next
        }
        {
            file = $1; line = $2; opening = $3
            if (file ~ /^tools\//) tool_include($4)
            else if (room == "") next
            else if (opening == "<" && $4 ~ /^redbook\//) public_include(room, stem($4))
            else if (opening == "<") library_include($4)
            else room_include(room, $4)
        }'
}

# Names that do not say what the file is about.
names() {
    find include src tools -iname '*.[ch]' -o -type d -path 'src/*' -o -type d -path 'tools/*' |
        grep -iE '(^|[/_])(utils?|helpers?|misc|common)([_./]|$)' |
        sed 's/$/:1: the name does not say what the file is about/'
}

breaches=$(
    find include src tools -name '*.[ch]' | LC_ALL=C sort | includes | judge
    names
)
[ -z "$breaches" ] || { printf '%s\n' "$breaches" && exit 1; }
