#!/usr/bin/env bash
# The blocks of commands in README.md and in the manual's recipes, run as they stand: from a clean PATH. Those of README.md are typed
# into one shell, where make demo was run; make check-debian runs those with sudo, too, in a bare system. Those of the manual's recipes
# are run in a folder with the files that they name, and of the workflow the lines under "run: |". Prints each block that fails.
[ -x "$B/redbook-burn" ] || { echo "redbook-burn is not built: libcdio is not installed" && exit 77; }
for program in cmake make meson python3; do
    command -v $program >/dev/null || { echo "$program is not installed" && exit 77; }
done
sanitizers=() # the options that turn checks off
for name in ASAN_OPTIONS LSAN_OPTIONS UBSAN_OPTIONS TSAN_OPTIONS; do
    [ -z "${!name:-}" ] || sanitizers+=("$name=${!name}")
done
make_files() {
    mkdir flac mix
    tone --kind noise --sectors 400 --title One --track 1 flac/one.flac
    tone --kind noise --seed 2 --sectors 500 --title Two --track 2 flac/two.flac
    tone --kind noise --seed 3 --sectors 600 --title Three --track 3 flac/zebra.flac
    tone --sectors 900 mix/mix.wav
    printf 'FILE "mix.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 00 00:05:00\n    INDEX 01 00:06:00\n' >mix/mix.cue
    sectors mode1 700 7 game.iso.bin game.iso
    tone --kind noise --seed 4 --sectors 500 game.wav
    redbook author -q --data game.iso game.wav -o game.cue
    rm -f game.iso game.iso.bin game.wav
}
# blocks FILE: each block to a file of its own, block.NN
blocks() {
    awk '/^```(sh|yaml)$/ { inside = 1; yaml = /yaml/; run = 0; file = sprintf("block.%02d", ++count); printf "" >file; next }
        /^```/ { inside = 0 }
        !inside { next }
        !yaml { print >file; next }
        run && match($0, /^ +/) && RLENGTH >= 10 { print substr($0, 11) >file }
        /run: \|/ { run = 1 }' "$1"
}
clean() { env -i PATH="$B:/usr/bin:/bin" HOME="$PWD" LC_ALL=C "${sanitizers[@]}" bash -eu "$@" </dev/null; }
mkdir work && cd work || exit
blocks "$TREE/README.md"
"$TREE/samples/album/demo.sh" "$B" build/demo >said 2>&1 || cat said
count=0
for block in block.*; do
    grep -q sudo "$block" && continue
    printf 'echo "block %s" >&2\n' "$block" && cat "$block"
    count=$((count + 1))
done >typed
clean typed >said 2>&1 || {
    echo "README.md: the last of these blocks ended with $?:"
    cat said
}
echo "README.md: $count blocks"
cd .. && rm -rf work
mkdir work && cd work || exit
make_files
blocks "$TREE/tools/manual/recipes.md"
count=0
for block in block.*; do
    clean "$block" >said 2>&1 || {
        echo "recipes.md: this block ended with $?:"
        cat "$block" said
    }
    count=$((count + 1))
done
echo "tools/manual/recipes.md: $count blocks"
