# shellcheck shell=bash
# As many tracks as a disc can have, of lengths that are not whole sectors, without a sample inserted or lost.
names=()
for ((i = 0; i < 99; i++)); do
    tone --kind noise --seed 25 --skip $((i * 177001)) --frames 177001 "$i.wav"
    names+=("$i.wav")
done
author "${names[@]}"
tone --kind noise --seed 25 --frames $((99 * 177001)) --format raw-le whole.bin
head -c $((99 * 177001 * 4)) album.bin | cmp - whole.bin
