#!/usr/bin/env bash
# Between two file systems the kernel cannot copy: read and written, the bytes are the same as those that it copies within one.
. "$TREE/tests/cli/convert/everything.bash"
[ -w /dev/shm ] && [ "$(stat -c %d /dev/shm)" != "$(stat -c %d .)" ] || { echo "there is no second file system"; exit 77; }
make_everything
elsewhere=$(mktemp -d /dev/shm/redbook-cli.XXXXXX) || exit
trap 'rm -rf "$elsewhere"' EXIT
tone --kind noise --sectors 9000 w.wav # more than one call copies
printf 'FILE "w.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 01 01:01:01\n' >w.cue
redbook convert everything.cue -o all.cue -q
for disc in all w; do
    for target in single redump wav ccd; do
        [ $target = ccd ] && end=ccd || end=cue
        mkdir "$disc-$target" "$elsewhere/$disc-$target"
        redbook convert $disc.cue --target $target -o "$disc-$target/a.$end" -q
        redbook convert $disc.cue --target $target -o "$elsewhere/$disc-$target/a.$end" -q
        diff -r "$disc-$target" "$elsewhere/$disc-$target" && echo "$disc $target: same"
    done
done
tail -c +45 w.wav | cmp - w-single/a.bin # the audio of the WAV, nothing else
