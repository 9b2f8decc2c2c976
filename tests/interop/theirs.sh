# tests/interop/theirs.sh - sourced by run.sh: we read what other programs write from our discs, and it is the same disc
# shellcheck shell=bash

# Three kinds of disc: the album (audio), one with data and audio, one with data only.
check "data sectors are generated" "$B/gen/sectors" mode1 600 7 data.bin data.user
check "a disc of data and audio is authored" "$B/redbook" author --quiet --data data.user source/01.wav source/03.wav -o mixed.cue
check "a disc of data is authored" "$B/redbook" author --quiet --mode mode1/2048 data.user -o alone.cue

# compared THEIRS OURS [IGNORED]: compares two discs except for what the other program does not keep
compared() { "$B/redbook" compare "$1" "$2" ${3:+--ignore "$3"}; }

# ---------------------------------------------------------------- cdrdao
about cdrdao their-layout their-samples
if have toc2cue; then
    for image in album hidden; do
        sed '/^ *INDEX/d' $image.toc >plain.toc # sheets of toc2cue have indexes 00 and 01 only
        check "toc2cue makes a sheet of the TOC of $image" toc2cue plain.toc theirs.cue
        check "toc2cue's sheet of $image is the same disc" compared theirs.cue $image.cue texts,codes,indexes
    done
    check "toc2cue makes a sheet of data and audio" sh -c \
        "'$B/gen/descriptor' toc mixed.cue >mixed.toc 2>/dev/null && toc2cue mixed.toc theirs.cue"
    check "toc2cue's sheet of data and audio is the same disc" compared theirs.cue mixed.cue
    # Big-endian audio, as in cdrdao's own raw files: toc2cue writes BINARY for it, too, and we detect the byte order.
    dd if=short.bin of=big.bin conv=swab 2>/dev/null
    printf 'CD_DA\nTRACK AUDIO\nFILE "big.bin" 0\n' >big.toc
    check "cdrdao's big-endian BIN with a TOC is the same disc" compared big.toc short.cue
    toc2cue big.toc big.cue >/dev/null 2>&1
    check "the byte order of cdrdao's big-endian BIN with toc2cue's sheet is detected" sh -c \
        "'$B/redbook' compare big.cue short.cue | grep -q 'the same with their bytes swapped'"
    about cdrdao their-texts
    skip "toc2cue: texts, codes, indexes 02" "toc2cue 1.2.4 does not write texts, codes and indexes 02"
else
    skip "toc2cue's sheets are read" "toc2cue (cdrdao) is not installed"
fi

# ---------------------------------------------------------------- chdman
about chdman their-layout their-samples
if have chdman; then
    for image in album mixed alone; do
        chdman createcd -f -c none -i $image.cue -o $image.chd >/dev/null 2>&1
        chdman extractcd -f -i $image.chd -o theirs.cue -ob theirs.bin >/dev/null 2>&1
        check "chdman's sheet of $image is the same disc" compared theirs.cue $image.cue texts,codes
    done
    chdman extractcd -f -i alone.chd -o theirs.toc -ob theirs.bin >/dev/null 2>&1
    check "chdman's TOC of data is the same disc" compared theirs.toc alone.cue
    skip "chdman's TOCs with pregaps" "TOCs of chdman 0.251 have pregaps twice, as ZERO and in the file"
    about chdman their-texts
    skip "chdman: texts and codes" "chdman 0.251 keeps no texts, codes, flags and indexes 02"
else
    skip "chdman's sheets are read" "chdman (mame-tools) is not installed"
fi

# ---------------------------------------------------------------- cuetools
about cuetools their-layout their-texts
if have cueconvert; then
    cueconvert -i cue -o cue album.cue >theirs.cue 2>/dev/null
    check "cueconvert's sheet of the album is the same disc" compared theirs.cue album.cue texts
    equal "cueconvert's sheet of the album has its titles and performers" \
        "$("$B/redbook" info --json album.cue | grep -E '"(title|performer)"')" \
        "$("$B/redbook" info --json theirs.cue | grep -E '"(title|performer)"')"
    "$B/gen/descriptor" toc album.cue >ours.toc 2>/dev/null
    about cuetools toc
    skip "cueconvert reads our TOCs" "cueconvert 1.4.1 does not support SWAP and byte offsets"
    about cuetools their-layout
    cueconvert -i cue -o cue hidden.cue >theirs.cue 2>/dev/null
    check "cueconvert's sheet of the hidden track and indexes 02 is the same disc" compared theirs.cue hidden.cue
else
    skip "cueconvert's sheets are read" "cueconvert (cuetools) is not installed"
fi

# ---------------------------------------------------------------- flac
about flac cue
if have metaflac && have flac; then
    flac --silent --force --force-raw-format --endian=little --sign=signed --channels=2 --bps=16 --sample-rate=44100 \
        album.bin -o theirs.flac
    check "metaflac imports our sheet into a FLAC" metaflac --import-cuesheet-from=album.cue theirs.flac
    about flac their-layout their-samples
    check "the FLAC with the sheet is authored" "$B/redbook" author --quiet --force theirs.flac -o back.cue
    check "the FLAC with the sheet is the same disc" compared back.cue album.cue texts,codes
    equal "the FLAC with the sheet has MCN and ISRCs" \
        "$(grep -E 'CATALOG|ISRC' album.cue)" "$(grep -E 'CATALOG|ISRC' back.cue)"
    check "metaflac exports a sheet" metaflac --export-cuesheet-to=theirs.cue theirs.flac
    check "metaflac's sheet is authored" "$B/redbook" author --quiet --force theirs.cue -o back.cue
    check "metaflac's sheet is the same disc" compared back.cue album.cue texts,codes
    about flac their-texts
    skip "metaflac: texts and flag DCP" "the CUESHEET block of FLAC has no texts and no DCP"
else
    skip "metaflac's sheets are read" "metaflac (flac) is not installed"
fi

# ---------------------------------------------------------------- bchunk
about bchunk cue layout samples
if have bchunk; then
    mkdir -p chunks ours
    check "bchunk reads the disc of data and audio" bchunk -w mixed.bin mixed.cue chunks/t
    "$B/redbook" extract --quiet mixed.cue -o ours
    same_bytes "bchunk's ISO is ours" ours/01.iso chunks/t01.iso
    for track in 02 03; do # without the headers, whose tags differ
        tail -c +45 chunks/t$track.wav >wanted
        tail -c "$(wc -c <wanted)" ours/$track.wav >said
        same_bytes "bchunk's WAV of track $track has the samples of ours" wanted said
    done
else
    skip "bchunk reads the disc of data and audio" "bchunk is not installed"
fi
about
