# tests/interop/toc.sh - sourced by run.sh: cdrdao reads our TOCs as intended, and we read those of cueconvert
# shellcheck shell=bash

for image in album hidden; do
    about
    if "$B/gen/descriptor" toc $image.cue >$image.toc 2>$image.told; then
        ok "$image is written as a TOC"
    else
        not_ok "$image is written as a TOC" "$(cat $image.told)"
    fi
    check "redbook authors its own TOC of $image" "$B/redbook" author --quiet --force $image.toc -o again.cue
    same_bytes "the TOC of $image gives the same samples" $image.bin again.bin
    equal "the TOC of $image gives the same indexes" "$(grep INDEX $image.cue)" "$(grep INDEX again.cue)"
    about cdrdao toc layout
    if have cdrdao; then
        says "cdrdao show-toc: the TOC of $image" cdrdao $image.json cdrdao show-toc $image.toc
        says "cdrdao show-toc: indexes 02 and above of the TOC of $image" cdrdao-indexes $image.json cdrdao show-toc $image.toc
    else
        skip "cdrdao show-toc: the TOC of $image" "cdrdao is not installed"
    fi
done
about chdman toc
skip "chdman reads our TOCs" "chdman 0.251 reads a segment without a length as empty, and START as silence outside the file"

about cdrdao toc samples
# Without --swap, because SWAP is in the TOC. cdrdao prints "position: left right" for each sample.
if have cdrdao && od --endian=little -N0 /dev/null >/dev/null 2>&1 && [ -e short.cue ]; then
    "$B/gen/descriptor" toc short.cue >short.toc 2>/dev/null
    cdrdao show-data short.toc 2>/dev/null | sed -n 's/^ *[0-9]*: *\(-*[0-9]*\) *\(-*[0-9]*\)$/\1 \2/p' >said
    od -An -v -t d2 -w4 --endian=little short.bin | awk '{ print $1, $2 }' >wanted
    same_bytes "cdrdao show-data: every sample of a little-endian BIN with our TOC" wanted said
else
    skip "cdrdao show-data: every sample of a little-endian BIN with our TOC" "cdrdao is not installed"
fi

about
# Segments of WAV files in every form that a TOC has; the expected lengths are those of cdrdao.
cat >cut.toc <<'TOC'
CD_DA
TRACK AUDIO
FILE "source/01.wav" 0 00:05:00
START 00:01:00
INDEX 00:02:00
TRACK AUDIO
SILENCE 00:02:00
FILE "source/03.wav" 00:03:00 00:05:00
FILE "source/03.wav" 0 00:01:00
START 00:02:00
INDEX 00:05:00
TRACK AUDIO PRE_EMPHASIS COPY
PREGAP 00:01:00
FILE "source/01.wav" 0
TOC
check "redbook info reads a TOC with segments of files" "$B/redbook" info --json cut.toc
"$B/redbook" info --json cut.toc >cut.json 2>/dev/null
about cdrdao toc layout
if have cdrdao; then
    says "cdrdao show-toc: segments of WAV files" cdrdao cut.json cdrdao show-toc cut.toc
    says "cdrdao show-toc: indexes in segments of WAV files" cdrdao-indexes cut.json cdrdao show-toc cut.toc
fi

about cuetools their-layout
if have cueconvert; then
    cueconvert -i cue -o toc album.cue >theirs.toc 2>/dev/null
    check "cueconvert's TOC of the album is read" "$B/redbook" info --json theirs.toc
    "$B/redbook" info --json theirs.toc >theirs.json 2>/dev/null
    says "cueconvert's TOC of the album has the starts, codes and titles of its sheet" toc theirs.json cat theirs.toc
    equal "cueconvert's TOC of the album has the track table of the sheet" \
        "$("$B/redbook" info album.cue | sed -n '/^track/,$p')" "$("$B/redbook" info theirs.toc | sed -n '/^track/,$p')"
else
    skip "cueconvert's TOC of the album is read" "cueconvert (cuetools) is not installed"
fi
