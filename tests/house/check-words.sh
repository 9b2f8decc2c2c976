#!/usr/bin/env bash
# Searches for words that must not be used. The only list is the table under "Vocabulary" in CONTRIBUTING.md: what is in
# `backticks` in its column "not" is searched for, and its column "say" is what the failure suggests. One pass over all files.
#   check-words.sh code    comments and identifiers of C files, scripts and the Makefile
#   check-words.sh text    strings of C files, man pages and documents
# A word in double quotes in a comment is a quotation and not searched. Underscores separate the words of an identifier.
set -u
cd "$(dirname "$0")/../.." || exit 2
scope=${1:-code}

# Correct uses: names of other projects and standards, rule ids and keys that are an interface, ordinary English.
allowed() {
    cat <<'END'
(rule )?(li )?(track short|index no) pause
(lost|cue|ccd|toc) no pause
lost pause
(extract )?pause left out
(patch|sheet) beside
sys pause
sound clip
sound effects
question mark
(lock|open|close) door
END
}

files() {
    git ls-files -co --exclude-standard 2>/dev/null | grep . || find . -path ./build -prune -o -type f -print | sed 's|^\./||'
}

case $scope in
    code) pattern='^(src|include|tools|tests|samples)/.*\.([ch]|cpp|sh)$|^Makefile$' ;;
    text) pattern='^(src|include|tools)/.*\.[ch]$|^tools/.*\.[135]$|^tools/manual/.*\.md$|^README\.md$|^samples/.*\.md$' ;;
    *) echo "usage: check-words.sh code|text" && exit 2 ;;
esac

files | grep -E "$pattern" | grep -vE '^tests/(corpus|golden)/|^tests/house/check-words\.sh$' | LC_ALL=C sort -u | tr '\n' '\0' |
    LC_ALL=C xargs -0 awk -v scope="$scope" -v allowed="$(allowed)" '
    function plain(text) {
        text = tolower(text)
        gsub(/[^a-z0-9]+/, " ", text)
        return " " text " "
    }
    # The table: | say | not | meaning |
    function learn(line,   cell, count, part, i, word) {
        count = split(line, cell, "|")
        if (count < 4) return
        gsub(/^ +| +$/, "", cell[2])
        split(cell[3], part, "`")
        for (i = 2; i in part; i += 2) {
            word = plain(part[i])
            word = substr(word, 2, length(word) - 2)
            say[word] = cell[2]
            any = any (any == "" ? "" : "|") word
        }
    }
    BEGIN {
        while ((getline line < "CONTRIBUTING.md") > 0) {
            if (line ~ /^## /) inside = line == "## Vocabulary"
            else if (inside && line ~ /^\|/) learn(line)
        }
        if (any == "") { print "CONTRIBUTING.md: no words in backticks in the table of the vocabulary"; exit }
        any = " (" any ")(e?s)? "
        count_allowed = split(allowed, fine, "\n")
    }
    {
        text = $0
        if (FILENAME ~ /\.(c|h|cpp)$/) {
            if (text !~ /^#include/) gsub(/\047(\\.|[^\\\047])\047/, " ", text)
            if (scope == "code") gsub(/"([^"\\]|\\.)*"/, " ", text)
            else {
                rest = text; text = ""
                if (rest ~ /^#include/ || rest ~ /^ *(\/)?\*/) next
                gsub(/\.name = "[a-z-]+"/, " ", rest) # options are an interface
                while (match(rest, /"([^"\\]|\\.)*"/)) {
                    text = text " . " substr(rest, RSTART, RLENGTH)
                    rest = substr(rest, RSTART + RLENGTH)
                }
                gsub(/PRI[a-z]?[0-9]+/, "", text)
            }
        } else if (scope == "code" && FILENAME !~ /^Makefile$/) {
            if (text !~ /^[ \t]*#/) next
        } else if (scope == "text" && FILENAME ~ /\.[13]$/ && text ~ /^\.\\"/) next
        if (scope == "text") gsub(/\.name = "[a-z-]+"|--[a-z-]+|Fl Fl [a-z-]+/, " ", text) # options are an interface
        if (FILENAME ~ /conformance\.md$/) gsub(/(good|bad)\.[0-9]+\.[a-z0-9-]+/, " ", text) # names of sheets
        text = plain(text)
        if (text !~ any) next
        for (i = 1; i <= count_allowed; i++)
            if (fine[i] != "") gsub(" " fine[i] "(s)? ", " ", text)
        while (match(text, any)) {
            word = substr(text, RSTART + 1, RLENGTH - 2)
            stem = word
            if (!(stem in say)) sub(/s$/, "", stem)
            if (!(stem in say)) sub(/e$/, "", stem)
            printf "%s:%d: \"%s\": say %s (the vocabulary in CONTRIBUTING.md)\n", FILENAME, FNR, word, say[stem]
            bad = 1
            text = " " substr(text, RSTART + RLENGTH)
        }
    }
    END { exit bad }'
