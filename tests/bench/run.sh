#!/usr/bin/env bash
# tests/bench/run.sh - how long authoring takes, as a multiple of what a plain tool takes for the same bytes
#
# Makes its sources in build/bench (about 3.5 GB while it runs, removed afterwards), then prints a Markdown table: medians of
# five runs by turns with a warm cache, in one go, and the peak memory of each. Targets are removed and the disk is settled before
# every run, outside its time. cp does not wait for the disk and redbook does, so the disc of WAV is set against both: cp
# alone, and cp with a sync of its file.
set -eu
cd "$(dirname "$0")/../.."
B=${B:-build}
case $B in /*) ;; *) B=$PWD/$B ;; esac
for program in python3 flac sox; do
    command -v $program >/dev/null || { printf 'bench: %s is not here\n' "$program" >&2 && exit 1; }
done
folder=${BENCH_FOLDER:-$PWD/build/bench}
rm -rf "$folder"
mkdir -p "$folder"
trap 'rm -rf "$folder"' EXIT
runs=${BENCH_RUNS:-5}
seconds=${BENCH_TRACK_SECONDS:-370} # 12 tracks of it are 74 minutes

say() { printf 'bench: %s\n' "$*" >&2; }
tone() { "$B/gen/tone" "$@"; }

say 'making a disc of 80 minutes, twelve FLAC files of 74 minutes and five minutes at 96 kHz'
tone --kind noise --level 50 --sectors 359844 "$folder/full.wav"
make_track() { tone --kind music --seed "$1" --seconds "$seconds" "$folder/$(printf %02d "$1").flac"; }
for ((track = 1; track <= 12; track += 2)); do
    make_track $track &
    make_track $((track + 1))
    wait
done
tone --kind music --seed 99 --rate 96000 --encoding s24 --seconds 300 "$folder/high.flac"

author="'$B/redbook' author -q"
cat >"$folder/rows.json" <<END
{"runs": $runs, "before": "cd '$folder' && rm -f out.* copy.* && sync", "rows": [
  {"what": "80 min of 16/44.1 WAV", "aim": "1.3", "peer_name": "\`cp\`",
   "ours": "cd '$folder' && $author full.wav -o out.cue",
   "peer": "cd '$folder' && cp full.wav copy.wav"},
  {"what": "the same", "aim": "-", "peer_name": "\`cp\` and \`sync\`",
   "ours": "cd '$folder' && $author full.wav -o out.cue",
   "peer": "cd '$folder' && cp full.wav copy.wav && sync copy.wav"},
  {"what": "74 min of 16/44.1 FLAC in 12 files", "aim": "0.6", "peer_name": "\`flac -d\`",
   "ours": "cd '$folder' && $author ??.flac -o out.cue",
   "peer": "cd '$folder' && for file in ??.flac; do flac -d -s \"\$file\" -o copy.\$file.wav || exit 1; done"},
  {"what": "5 min of 24/96 FLAC", "aim": "-", "peer_name": "\`sox rate -v\`, dither",
   "ours": "cd '$folder' && $author high.flac -o out.cue",
   "peer": "cd '$folder' && sox high.flac -b 16 copy.wav rate -v 44100 dither"}
]}
END

model=$(sed -n 's/^model name[^:]*: *//p' /proc/cpuinfo 2>/dev/null | head -n 1)
system=$(df -T "$folder" 2>/dev/null | awk 'NR == 2 { print $2 }')
say "timing, $runs runs each"
printf '%s, %s (%s processors), %s %s, %s.\n\n' "$(date -u +%Y-%m-%d)" "${model:-$(uname -m)}" \
    "$(getconf _NPROCESSORS_ONLN)" "$(uname -s)" "$(uname -r)" "${system:-unknown file system}"
printf '| work | redbook | peer | times the peer | aim at most | memory | memory of the peer |\n'
printf '| --- | --- | --- | --- | --- | --- | --- |\n'
python3 tests/bench/measure.py "$B/gen/measure" "$folder/rows.json"
