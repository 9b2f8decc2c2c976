#!/usr/bin/env bash
# demo.sh BUILD-FOLDER FOLDER - authors the sample album
#
# Renders the album's four files and its hidden one to FOLDER/source if they do not exist, authors them according to the sheet
# album.cue to FOLDER/album.cue and FOLDER/album.bin, and prints the layout. FOLDER/recipes gets the files that the recipes in
# README.md use: FLACs with tags, a sheet with several files, and an image with a data track.
set -eu
[ $# -eq 2 ] || { printf 'usage: demo.sh BUILD-FOLDER FOLDER\n' >&2 && exit 2; }
build=$1 folder=$2
sheet=$(dirname "$0")/album.cue

missing=
while IFS= read -r name; do
    [ -s "$folder/source/$name" ] || missing=yes
done < <(sed -n 's/^FILE "\(.*\)".*/\1/p' "$sheet")
if [ -n "$missing" ]; then
    printf '  %-7s %s\n' PLAY "$folder/source"
    rm -rf "$folder/source.new"
    mkdir -p "$folder/source.new"
    "$build/samples/album/render" "$folder/source.new"
    rm -rf "$folder/source"
    mv "$folder/source.new" "$folder/source"
fi
cp "$sheet" "$folder/source/album.cue"

printf '  %-7s %s\n' AUTHOR "$folder/album.cue"
"$build/redbook" author --force "$folder/source/album.cue" -o "$folder/album.cue"

if [ ! -d "$folder/recipes" ]; then
    printf '  %-7s %s\n' EXTRACT "$folder/recipes"
    new=$folder/recipes.new
    rm -rf "$new"
    mkdir -p "$new/flac" "$new/mix"
    "$build/redbook" extract -q --format flac "$folder/album.cue" -o "$new/flac"
    "$build/redbook" convert -q --target wav "$folder/album.cue" -o "$new/mix/mix.cue"
    awk 'BEGIN { for (line = 0; line < 32768; line++) printf "%-31d\n", line }' >"$new/game.iso"
    "$build/redbook" author -q --data "$new/game.iso" "$new"/flac/02*.flac -o "$new/game.cue"
    rm "$new/game.iso"
    mv "$new" "$folder/recipes"
fi
"$build/redbook" info "$folder/album.cue"
