# tests/interop/convert.sh - sourced by run.sh: the programs that each target of redbook convert is made for read its output
# shellcheck shell=bash

declare -F about >/dev/null || about() { :; }
about
mkdir redump single eac wav toc
check "data sectors are generated" "$B/gen/sectors" mode1 600 7 game.raw game.iso
check "a disc of data and audio is authored" "$B/redbook" author --quiet --data game.iso source/01.wav source/03.wav -o game.cue
"$B/redbook" info --json game.cue >game.json 2>/dev/null
sed '/INDEX 02/d; /INDEX 03/d' hidden.cue >plain.cue
"$B/redbook" convert --quiet plain.cue -o secret.cue
"$B/redbook" info --json secret.cue >secret.json 2>/dev/null
for image in album secret game; do
    for target in redump single eac wav; do
        check "$image is converted for $target" "$B/redbook" convert --quiet --target $target $image.cue -o $target/$image.cue
    done
    check "$image is converted for toc" "$B/redbook" convert --quiet $image.cue -o toc/$image.toc
done

# ---------------------------------------------------------------- one BIN per track, one BIN, one WAV per track
if have chdman; then
    about chdman cue layout samples
    for image in album secret game; do
        for target in redump single wav; do
            chdman createcd -f -c none -i $target/$image.cue -o $image.chd >chdman.log 2>&1
            chdman extractcd -f -i $image.chd -o back.cue -ob back.bin >>chdman.log 2>&1
            same_bytes "chdman: the sectors of $image for $target come back" $image.bin back.bin
            check "chdman: the starts and pregaps of $image for $target come back" python3 "$here/agree.py" cue-01 $image.json back.cue
        done
    done
else
    skip "chdman reads converted discs" "chdman (mame-tools) is not installed"
fi
if have cd-info; then
    about libcdio cue layout
    for image in album secret; do
        says "cd-info: the track starts of $image for single" cd-info $image.json \
            cd-info --no-header --no-device-info --no-analyze --cue-file=single/$image.cue
    done
    skip "cd-info: one BIN per track" "libcdio 2.1.0 does not read sheets with several files"
fi
if have bchunk; then
    about bchunk cue samples
    (cd single && bchunk game.bin game.cue bchunk >/dev/null 2>&1)
    "$B/redbook" convert --quiet --mode mode1/2352 game.raw -o game-alone.iso
    head -c "$(wc -c <game.iso)" single/bchunk01.iso >found.iso # without the empty sectors between data and audio
    same_bytes "bchunk: the user data of a disc for single" game.iso found.iso
    same_bytes "redbook: the user data of a disc of one track as an ISO" game.iso game-alone.iso
else
    skip "bchunk reads converted discs" "bchunk is not installed"
fi

# ---------------------------------------------------------------- TOC with WAV
if have cdrdao; then
    about cdrdao toc layout
    for image in album secret game; do
        says "cdrdao show-toc: $image with WAV files" cdrdao $image.json cdrdao show-toc toc/$image.toc
        check "cdrdao read-test: every file of $image has the length in its TOC" cdrdao read-test toc/$image.toc
    done
    says "cdrdao show-toc: indexes 02 of a TOC with WAV files" cdrdao-indexes hidden.json sh -c \
        "'$B/redbook' convert --quiet hidden.cue -o toc/hidden.toc && cdrdao show-toc toc/hidden.toc"
    about cdrdao toc samples
    if od --endian=little -N0 /dev/null >/dev/null 2>&1 && [ -e short.cue ]; then
        "$B/redbook" convert --quiet short.cue -o toc/short.toc
        cdrdao show-data toc/short.toc 2>/dev/null | sed -n 's/^ *[0-9]*: *\(-*[0-9]*\) *\(-*[0-9]*\)$/\1 \2/p' >said
        od -An -v -t d2 -w4 --endian=little short.bin | awk '{ print $1, $2 }' >wanted
        same_bytes "cdrdao show-data: the samples of a WAV are not byte-swapped" wanted said
    fi
else
    skip "cdrdao reads converted discs" "cdrdao is not installed"
fi

# ---------------------------------------------------------------- WAV files
whole_of() { # DECODER FOLDER: the samples of the folder's WAV files in order
    local file
    for file in "$2"/album*.wav; do $1 "$file" || return; done
}
for decoder in ffmpeg sox; do
    about $decoder samples
    if have $decoder; then
        whole_of with_$decoder wav >decoded.bin
        same_bytes "$decoder decodes one WAV per track to the BIN's samples" album.bin decoded.bin
        whole_of with_$decoder eac >decoded.bin
        same_bytes "$decoder decodes WAV files with pregaps at the end of the previous track to the BIN's samples" album.bin decoded.bin
    else
        skip "$decoder decodes converted discs" "$decoder is not installed"
    fi
done
if have cueprint; then
    about cuetools cue layout
    for target in redump eac wav; do
        says "cueprint: titles, performers and ISRCs of the album for $target" cueprint album.json \
            cueprint -t '%n|%t|%p|%i\n' $target/album.cue
    done
fi
indexes_of() { sed -n 's/^ *INDEX/INDEX/p' "$1"; }
if have cueconvert; then
    about cuetools cue layout
    for image in album secret game; do
        cueconvert -i cue -o cue wav/$image.cue >theirs.cue 2>/dev/null
        equal "cueconvert: the indexes of $image for wav" "$(indexes_of wav/$image.cue)" "$(indexes_of theirs.cue)"
    done
    cueconvert -i cue -o cue eac/album.cue >theirs.cue 2>/dev/null
    equal "cueconvert: the indexes of the album for eac" "$(indexes_of eac/album.cue)" "$(indexes_of theirs.cue)"
    skip "cueconvert: a TOC of a sheet for eac" "cuetools 1.4.1 writes a negative START"
fi
about
for image in album secret game; do
    for target in redump single eac wav; do
        "$B/redbook" convert --quiet --force $target/$image.cue -o again.cue
        same_bytes "redbook: the sectors of $image for $target come back" $image.bin again.bin
    done
    "$B/redbook" convert --quiet --force toc/$image.toc -o again.cue
    same_bytes "redbook: the sectors of $image as a TOC come back" $image.bin again.bin
done
