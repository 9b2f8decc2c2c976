# tests/interop/sessions.sh - sourced by run.sh: a CD-Extra whose file system others make for the place that author asks
# for, and out of which they read a file
# shellcheck shell=bash

tone --kind noise --seed 7 --sectors 900 first.wav
mkdir -p extra/CDPLUS
printf 'the text of the second session\n' >extra/hello.txt
head -c 1000000 /dev/zero >extra/fill.bin
printf 'CD' >extra/CDPLUS/INFO.CDP

makers() { # the programs that make file systems, as commands
    have genisoimage && echo "genisoimage"
    have xorriso && echo "xorriso -as mkisofs"
}

while IFS= read -r maker; do
    name=${maker%% *}
    about "$name" samples
    # shellcheck disable=SC2086 # a command with words
    $maker -quiet -o wrong.iso extra 2>/dev/null
    "$B/redbook" author first.wav --session --data wrong.iso -o "extra-$name.cue" 2>said
    address=$(grep -oE -- '-C 0,[0-9]+' said | head -n 1)
    equal "$name: a file system without a place is refused with the place it needs" '-C 0,12300' "$address"
    # shellcheck disable=SC2086
    $maker -quiet ${address:--C 0,0} -o "$name.iso" extra 2>/dev/null
    check "$name: made for its place it is taken" "$B/redbook" author -q first.wav --session --data "$name.iso" -o "extra-$name.cue"
    check "$name: the second session is extracted" "$B/redbook" extract -q "extra-$name.cue" --session 2 --pad -o "out-$name"
    if have isoinfo; then
        equal "isoinfo reads a file of the session by $name" "$(cat extra/hello.txt)" \
            "$(isoinfo -i "out-$name/02.iso" -x '/HELLO.TXT;1')"
    fi
    if have xorriso; then
        xorriso -osirrox on -indev "stdio:out-$name/02.iso" -extract / "tree-$name" >/dev/null 2>&1
        check "xorriso reads all files of the session by $name" test "$(find "tree-$name" -type f -iname 'hello*' -exec cat {} +)" = \
            "$(cat extra/hello.txt)"
    fi
done < <(makers)
if [ -z "$(makers)" ]; then
    skip "a file system made by another program is a second session" "neither genisoimage nor xorriso is here"
fi
