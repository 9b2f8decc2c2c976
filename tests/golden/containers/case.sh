# shellcheck shell=bash
# The same audio from every container of 16 bits; the samples of each file pass unchanged.
n=0
names=()
for format in wav wavex rf64 w64 aiff caf au flac; do
    n=$((n + 1))
    tone --kind noise --seed 31 --skip $((n * 180000)) --frames 180000 --format "$format" "$n.$format"
    names+=("$n.$format")
done
author "${names[@]}"
tone --kind noise --seed 31 --skip 180000 --frames $((n * 180000)) --format raw-le whole.bin
head -c $((n * 180000 * 4)) album.bin | cmp - whole.bin
