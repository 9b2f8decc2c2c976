#!/usr/bin/env bash
# tests/music/run.sh - real music, made by people and not by this project, passes unchanged. TAP.
#
# Eleven pieces from three packages of Debian (free in the sense of its guidelines): MPEG at 22.05 kHz and Vorbis at 44.1 kHz,
# of one channel and of two. compare.py compares positions and audio with the output of ffmpeg from the same files.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../tap.sh"
B=${B:-build}
case $B in /*) ;; *) B=$PWD/$B ;; esac
games=/usr/share/games
pieces=("$games"/asc/music/{frontiers,machine_wars,time_to_strike}.mp3
    "$games"/abe/sounds/{intro,game}.ogg
    "$games"/tumiki-fighters/sounds/{battle_over_the_junk_city,here_comes_a_gigantic_toy,just_over_the_horizon}.ogg
    "$games"/tumiki-fighters/sounds/{panic_on_meadow,return_to_home,we_are_tumiki_fighters}.ogg)

for piece in "${pieces[@]}"; do
    [ -e "$piece" ] && continue
    skip "real music is authored" "the Debian packages asc-music, abe-data and tumiki-fighters-data are not all here"
    tap_done
    exit
done
for program in python3 ffmpeg ffprobe; do
    command -v $program >/dev/null && continue
    skip "real music is authored" "$program is not here"
    tap_done
    exit
done
scratch=$(mktemp -d "${TMPDIR:-/tmp}/music.XXXXXX") || exit 2
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 2

check "real music is authored" "$B/redbook" author --no-progress "${pieces[@]}" -o music.cue || { tap_done && exit || exit 1; }
check "redbook info reads the image" "$B/redbook" info music.cue
"$B/redbook" info --json music.cue >music.json
if command -v cd-info >/dev/null; then
    cd-info --no-header --no-device-info --no-analyze --cue-file=music.cue >table 2>/dev/null </dev/null
    check "cd-info sees the same table" python3 "$here/../interop/agree.py" cd-info music.json table
else
    skip "cd-info sees the same table" "cd-info (libcdio-utils) is not here"
fi
python3 "$here/compare.py" music.json music.bin "${pieces[@]}" || tap_failures=$((tap_failures + 1))
"$B/redbook" report --json music.cue >report.json 2>/dev/null
python3 "$here/loudness.py" music.json report.json music.bin || tap_failures=$((tap_failures + 1))

# No warning is expected; that most of it was encoded with a low-pass filter is a note.
"$B/redbook" check music.cue --fail-on warning >checked 2>&1
check "real music gives no warning" grep -q ' 0 errors, 0 warnings, ' checked
"$B/redbook" check -v music.cue >checked 2>&1
check "what was coded with a low-pass is noted" grep -q "track 1 ends abruptly at 10.1 kHz" checked

# Files as people have them, made from pieces of another package and compared with other decoders.
wesnoth=$games/wesnoth/1.16/data/core/music
odd=("$wesnoth"/{northerners,victory2,defeat2}.ogg)
missing=
for program in oggdec opusenc lame mpg123 flac; do
    command -v $program >/dev/null || missing+=" $program"
done
if [ ! -e "${odd[0]}" ] || [ -n "$missing" ]; then
    skip "odd files of real music" "the Debian package wesnoth-1.16-music or one of oggdec, opusenc, lame, mpg123 and flac is not here"
else
    python3 "$here/odd.py" "$B/redbook" "${odd[@]}" || tap_failures=$((tap_failures + 1))
    for piece in "$wesnoth"/*.ogg; do
        frames=$(oggdec -Q -R -o - "$piece" | wc -c)
        channels=$(ffprobe -v error -show_entries stream=channels -of csv=p=0 "$piece")
        check "$(basename "$piece") is as long as oggdec has it" grep -q "\"length_frames\": $((frames / 2 / channels))\$" \
            <("$B/redbook" info --json "$piece" 2>/dev/null | tr -d ',')
    done
fi
[ "$tap_failures" -eq 0 ]
