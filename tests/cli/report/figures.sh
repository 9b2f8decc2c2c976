#!/usr/bin/env bash
# Figures that do not exist are missing, and what is left of an earlier run is reported.
show() { redbook report --json "$1" | jq -c '[.disc, .tracks[0]][] | [.integrated_lufs, .range_lu, .max_short_term_lufs, .sample_peak_dbfs, .peak_to_loudness_lu]'; }
sheet() { printf 'FILE "%s.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' "$1" >"$1.cue"; }
# Silence has no loudness, and less than 3 s no range.
head -c $((2352 * 400)) /dev/zero >silent.bin
sheet silent
show silent.cue
tone --kind noise --seed 2 --sectors 200 short.bin
sheet short
redbook report --json short.cue | jq -c '.disc | [.integrated_lufs != null, .range_lu, .max_short_term_lufs, .peak_to_loudness_lu != null]'
redbook report -q short.cue -o paper
# The largest sample that is positive is 0.0 dBFS, which has no sign.
python3 -c 'import sys; sys.stdout.buffer.write(b"\xff\x7f\x01\x80" * 588 * 400)' >loud.bin
sheet loud
redbook report --json loud.cue | grep -m 1 sample_peak
redbook report loud.cue | grep -c -e '-0[.]0'
# The sheet of another disc.
redbook report loud.cue -o paper -f --no-pdf >/dev/null
redbook report loud.cue -o paper -f >/dev/null
# A fileset without a title is called after its folder.
tone --kind noise --seed 2 --sectors 800 a.bin
sheet a
redbook convert -q a.cue --target ddp -o Album
redbook report -q Album -o ddp && grep -o '<title>[^<]*' ddp/report.html
cd Album && redbook report -q DDPID -o ../ddp2 && grep -o '<title>[^<]*' ../ddp2/report.html
redbook match --write-entry ./DDPID | grep -o '<game name="[^"]*'
redbook match --write-entry ../Album/DDPID | grep -o '<game name="[^"]*'
exit 0
