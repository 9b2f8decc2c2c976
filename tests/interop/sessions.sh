# tests/interop/sessions.sh - sourced by run.sh: a CD-Extra whose file system other programs make for the address that author
# states, and from which they read a file; and a TOC for each session, which cdrdao reads
# shellcheck shell=bash

tone --kind noise --seed 7 --sectors 900 first.wav
mkdir -p extra/CDPLUS
printf 'the text of the second session\n' >extra/hello.txt
head -c 1000000 /dev/zero >extra/fill.bin
printf 'CD' >extra/CDPLUS/INFO.CDP

makers() { # commands that make file systems
    have genisoimage && echo "genisoimage"
    have xorriso && echo "xorriso -as mkisofs"
}

while IFS= read -r maker; do
    name=${maker%% *}
    about "$name" samples
    # shellcheck disable=SC2086 # a command with its arguments
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
    # Each session has its own TOC, as cdrdao writes and reads them.
    check "the sessions by $name become TOCs" "$B/redbook" convert -q "extra-$name.cue" -o "toc-$name.toc"
    check "the TOCs of the sessions by $name are the disc" "$B/redbook" compare "extra-$name.cue" "toc-$name.toc"
    about cdrdao toc layout
    if have cdrdao; then
        sectors=$("$B/redbook" info --json "extra-$name.cue" | python3 -c '
import json, sys
for session in json.load(sys.stdin)["sessions"]:
    tracks = session["last_track"] - session["first_track"] + 1
    print(tracks, "tracks,", session["lead_out_lba"] - session["start_lba"], "blocks")')
        equal "cdrdao toc-info: tracks and lengths of the sessions by $name" "$sectors" \
            "$(for toc in "toc-$name.toc" "toc-$name (Session 2).toc"; do
                cdrdao toc-info "$toc" 2>/dev/null | sed -n 's/.*: \([0-9]* tracks,\).* \([0-9]* blocks\),.*/\1 \2/p'
            done)"
        equal "cdrdao show-toc: the second session by $name is data of mode 2" "Mode MODE2_RAW:" \
            "$(cdrdao show-toc "toc-$name (Session 2).toc" 2>/dev/null | grep -o 'Mode .*')"
        check "cdrdao read-test: every sector of both sessions by $name" sh -c \
            'cdrdao read-test "$1.toc" && cdrdao read-test "$1 (Session 2).toc"' sh "toc-$name"
        about cdrdao toc samples
        if od --endian=little -N0 /dev/null >/dev/null 2>&1; then
            cdrdao show-data "toc-$name.toc" 2>/dev/null | sed -n 's/^ *[0-9]*: *\(-*[0-9]*\) *\(-*[0-9]*\)$/\1 \2/p' >said
            head -c $((900 * 2352)) "extra-$name.bin" | od -An -v -t d2 -w4 --endian=little | awk '{ print $1, $2 }' >wanted
            same_bytes "cdrdao show-data: every sample of the first session by $name" wanted said
        fi
    else
        skip "cdrdao toc-info: tracks and lengths of the sessions by $name" "cdrdao is not installed"
    fi
done < <(makers)
if [ -z "$(makers)" ]; then
    skip "a file system made by another program is a second session" "neither genisoimage nor xorriso is here"
fi
