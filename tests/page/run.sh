#!/usr/bin/env bash
# tests/page/run.sh - opens report pages in a headless Chromium and uses them like a person who approves a disc. Prints TAP.
#
# Screenshots in both themes, at the widths of a desktop and a phone, and the printed pages are kept in build/page for inspection.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../tap.sh"
B=${B:-build}
case $B in /*) ;; *) B=$PWD/$B ;; esac
for program in python3 chromium chromedriver; do
    command -v "$program" >/dev/null && continue
    skip "report pages in a browser" "$program is not installed"
    tap_done
    exit
done
scratch=$(mktemp -d "${TMPDIR:-/tmp}/page.XXXXXX") || exit 2
trap 'rm -rf "$scratch"' EXIT
pictures=${B%/*}/page
mkdir -p "$pictures"
cd "$scratch" || exit 2
tone() { "$B/gen/tone" "$@"; }
# The page is written even if there are findings.
report() { "$B/redbook" report --quiet "$@" 2>reported; }

# ---------------------------------------------------------------- the discs
# An album with all features of a page: a hidden track, gaps, a gapless join, a truncated end, full scale, dual mono, titles with
# markup and titles written from right to left.
tone --kind music --level 60 --sectors 450 hidden.wav
tone --kind music --level 80 --sectors 1350 one.wav
tone --kind sine --hz 440 --level 50 --sectors 600 two.wav
tone --kind noise --level 100 --sectors 750 three.wav
cat >album.txt <<'SHEET'
TITLE "</title><script>document.ran = 1</script>"
PERFORMER "<img src=x onerror='document.ran = 2'>"
FILE "hidden.wav" WAVE
  TRACK 01 AUDIO
    TITLE "夜想曲 第2番 変ホ長調"
    INDEX 00 00:00:00
FILE "one.wav" WAVE
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    TITLE "الحب في زمن الحرب"
    INDEX 00 00:10:00
    INDEX 01 00:11:00
FILE "two.wav" WAVE
  TRACK 03 AUDIO
    TITLE "'onload='document.ran = 3"
    ISRC DEXXX2600001
    INDEX 01 00:00:00
    INDEX 02 00:05:00
FILE "three.wav" WAVE
  TRACK 04 AUDIO
    TITLE "A title that goes on and on as if its author were paid by the letter, which nobody is, and does not end here either"
    INDEX 01 00:00:00
SHEET
mv album.txt source.cue
# 99 tracks of 5 s.
tone --kind music --level 50 --sectors $((99 * 375)) --format raw-le many.bin
{
    printf 'TITLE "Ninety-nine"\nFILE "many.bin" BINARY\n'
    for track in $(seq 0 98); do
        sectors=$((track * 375))
        printf '  TRACK %02d AUDIO\n    TITLE "Title %d"\n    INDEX 01 %02d:%02d:00\n' $((track + 1)) $((track + 1)) $((sectors / 4500)) $((sectors / 75 % 60))
    done
} >many.cue
check "the album is authored" "$B/redbook" author --quiet source.cue -o album.cue --cdtext never
report album.cue -o album --client 'A Client' --engineer 'E. Ngineer' --profile plant
[ -s album/report.html ] && ok "the page of the album is written" || not_ok "the page of the album is written"
report many.cue -o many --joins 1s
[ -s many/report.html ] && ok "the page of 99 tracks is written" || not_ok "the page of 99 tracks is written"

# ---------------------------------------------------------------- the browser
timeout --kill-after=10 300 python3 "$here/look.py" "$scratch" "$pictures" >looked 2>looked.err
status=$?
while IFS=$'\t' read -r result name why; do
    case $result in
        ok) ok "$name" ;;
        *) not_ok "$name" "$why" ;;
    esac
done <looked
equal "all queries of the browser have run" "0" "$status"
[ "$status" -eq 0 ] || tail -n 20 looked.err | sed 's/^/# /'
tap_done
