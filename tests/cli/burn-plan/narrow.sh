#!/usr/bin/env bash
# At a terminal of 60 columns no line for people is wider.
script -qec true /dev/null >/dev/null 2>&1 || { echo "no script(1) or no pseudo-terminal here"; exit 77; }
tone --kind noise --sectors 400 a.wav
redbook author -q a.wav --title 'A Rather Long Title' --performer Somebody -o a.cue
for command in 'virtual d' 'info --device virtual:d' 'plan a.cue' 'plan -v --device virtual:d a.cue' 'write --yes --verify --device virtual:d a.cue' \
    'info --device virtual:d' 'read --device virtual:d -o b.cue' 'verify --device virtual:d a.cue' 'drives d' '--version' '--help'; do
    script -qec "stty cols 60; redbook-burn $command" log >/dev/null </dev/null
    tr '\r' '\n' <log | sed '1d; $d; s/\x1b\[[0-9;]*[mK]//g' |
        awk -v command="$command" 'length($0) > 60 { print command ": " $0 } END { if (NR == 0) print command ": nothing" }'
done
script -qec 'stty cols 60; redbook-burn plan -v a.cue' log >/dev/null
sed -n '/^medium/,/^length/p; /^cd-text.$/,/^81/p' log | tr -d '\r' | head -n 9
