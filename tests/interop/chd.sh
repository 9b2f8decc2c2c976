# tests/interop/chd.sh - sourced by run.sh: CHD images that chdman makes of our images with each codec have all of their sectors
# shellcheck shell=bash
about chdman chd samples

# Data sectors followed by audio, with a pregap between them. chdman does not write short files correctly (mame#12023: maps of 3
# to 10 hunks); they are in the unit tests.
if have chdman; then
    "$B/gen/sectors" mode1 400 0 chd-data.bin chd-data.user || not_ok "data sectors are generated" "the generator failed"
    tone --kind music --seed 4 --sectors 700 chd-audio.bin
    cat chd-data.bin chd-audio.bin >chd-mixed.bin
    printf 'FILE "chd-mixed.bin" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 00 00:05:25\n    INDEX 01 00:07:25\n' >chd-mixed.cue
    printf 'FILE "chd-data.bin" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n' >chd-data.cue
    head -c $((2352 * 16)) chd-audio.bin >chd-tiny.bin
    printf 'FILE "chd-tiny.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >chd-tiny.cue
    for image in album hidden chd-mixed chd-data chd-tiny; do
        for codec in none cdzl cdlz cdfl cdlz,cdzl,cdfl; do
            chdman createcd -f -i $image.cue -o x.chd -c $codec >/dev/null 2>said.err || not_ok "chdman makes a CHD of $image with $codec" "$(tail -n 3 said.err)"
            check "a CHD of $image with $codec is read" "$B/redbook" convert --quiet --force x.chd --target single -o x.cue
            same_bytes "chdman: $image with $codec, every sector" $image.bin x.bin
        done
    done
    # chdman truncates maps of few and large hunks (mame#12023); the largest hunks have a map without compression.
    for hunks in 2448 78336 "1047744 -c none"; do
        # shellcheck disable=SC2086 # two words
        chdman createcd -f -i chd-mixed.cue -o x.chd -hs $hunks >/dev/null 2>said.err || not_ok "chdman makes a CHD with hunks of $hunks bytes" "$(tail -n 3 said.err)"
        check "a CHD with hunks of $hunks bytes is read" "$B/redbook" convert --quiet --force x.chd --target single -o x.cue
        same_bytes "chdman: hunks of $hunks bytes, every sector" chd-mixed.bin x.bin
    done
    # Gaps from PREGAP and POSTGAP commands, and user data without headers.
    printf 'FILE "chd-data.user" BINARY\n  TRACK 01 MODE1/2048\n    INDEX 01 00:00:00\n    POSTGAP 00:02:00\nFILE "chd-audio.bin" BINARY\n  TRACK 02 AUDIO\n    PREGAP 00:02:00\n    INDEX 01 00:00:00\n' >chd-gaps.cue
    check "chdman makes a CHD of a sheet with PREGAP and POSTGAP" chdman createcd -f -i chd-gaps.cue -o x.chd
    check "chdman's CHD with PREGAP and POSTGAP is the same disc as the sheet" "$B/redbook" compare chd-gaps.cue x.chd
    # Subchannel, through a TOC.
    if "$B/redbook" convert --quiet --force song.cue --cdg -o chd-song.toc && chdman createcd -f -i chd-song.toc -o x.chd >/dev/null 2>&1; then
        check "a CHD with subchannel is read" "$B/redbook" convert --quiet --force x.chd -o x.ccd
        check "its TOC with subchannel is read" "$B/redbook" convert --quiet --force chd-song.toc -o song-of-toc.ccd
        same_bytes "chdman: the subchannel" song-of-toc.sub x.sub
        same_bytes "chdman: the audio of a track with subchannel" song-of-toc.img x.img
    else
        not_ok "chdman makes a CHD of a TOC with subchannel" "$(tail -n 3 said.err)"
    fi
else
    skip "CHD images of chdman are read" "chdman (mame-tools) is not installed"
fi
