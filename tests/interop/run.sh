#!/usr/bin/env bash
# tests/interop/run.sh - other programs read our images as the same disc, and we read theirs. Prints TAP.
#
# An album of 12 tracks (pregaps of silence and of audio, texts, ISRCs, MCN, flags) and a disc with a hidden track and indices
# above 01 are authored. Each installed peer reads them, and agree.py compares its output with `redbook info --json`; we read what
# the peers write. A test that a known defect of a peer prevents is skipped, with the defect as the reason. At the end a table shows
# the results by peer.
set -u
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../tap.sh"
. "$here/table.sh"
B=${B:-build}
case $B in /*) ;; *) B=$PWD/$B ;; esac
scratch=$(mktemp -d "${TMPDIR:-/tmp}/interop.XXXXXX") || exit 2
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 2
have() { command -v "$1" >/dev/null; }
tone() { "$B/gen/tone" "$@"; }

if ! have python3; then
    skip "peers read the same disc" "python3, which compares, is not installed"
    tap_done
    exit
fi

# Prints the version of a program: the first number with dots in its output.
version() { "$@" 2>&1 </dev/null | grep -oE '[0-9]+\.[0-9]+(\.[0-9]+)?' | head -n 1; }
peer libcdio "$(version cd-info --version)"
peer cdrdao "$(version cdrdao)"
peer libburn "$(version cdrskin --version)"
peer cuetools "$(version cueprint -V)"
peer chdman "$(version chdman)"
peer iat "$(version iat)"
peer mednafen "$(version env PATH="$PATH:/usr/games" mednafen -help)"
peer bchunk "$(version bchunk -v "$0" "$0" /nowhere)"
peer flac "$(version flac --version)"
peer ffmpeg "$(version ffmpeg -version)"
peer sox "$(version sox --version)"
peer genisoimage "$(version genisoimage --version)"
peer xorriso "$(version xorriso -version)"

# says NAME PEER INFO COMMAND...: the output of the command agrees with the info.
says() {
    local name=$1 peer=$2 info=$3
    shift 3
    if "$@" >said 2>said.err </dev/null || [ -s said ]; then
        check "$name" python3 "$here/agree.py" "$peer" "$info" said
    else
        not_ok "$name" "'$*' failed and printed nothing to standard output; its messages:
$(tail -n 5 said.err)"
    fi
}

# ---------------------------------------------------------------- the images
mkdir source
for row in 01.wav:400 02.flac:431 03.wav:801 05.aiff:455 06.wav:486 07.flac:517 08.wav:1000 10.wav:300 11.flac:641 12.wav:672; do
    tone --kind noise --level 30 --seed "${row//[!0-9]/}" --sectors "${row#*:}" "source/${row%:*}"
done
tone --kind noise --seed 99 --sectors 1800 source/all.wav
cp "$here/album.cue" "$here/hidden.cue" source/
check "the album is authored" "$B/redbook" author --quiet source/album.cue -o album.cue
check "the disc with a hidden track is authored" "$B/redbook" author --quiet source/hidden.cue -o hidden.cue
for image in album hidden; do
    "$B/redbook" info --json $image.cue >$image.json 2>$image.err || not_ok "redbook info reads $image.cue" "$(cat $image.err)"
done
equal "the album has the length of its parts" $(((400 + 150 + 431 + 801 + 455 + 486 + 225 + 517 + 1000 + 300 + 641 + 75 + 672) * 2352)) \
    "$(wc -c <album.bin | tr -d ' ')"

# ---------------------------------------------------------------- libcdio
about libcdio cue layout
if have cd-info; then
    says "cd-info: the album's track starts, flags and MCN" cd-info album.json \
        cd-info --no-header --no-device-info --no-analyze --cue-file=album.cue
    says "cd-info: the album's texts" cd-info-text album.json cd-info --no-header --no-device-info --cue-file=album.cue
    says "cd-info: the start of the track after the hidden one" cd-info hidden.json \
        cd-info --no-header --no-device-info --no-analyze --cue-file=hidden.cue
    skip "cd-info: ISRCs" "cd-info 2.1.0 does not show ISRCs of an image"
    skip "cd-info: texts that are not ASCII" "libcdio 2.1.0 reads UTF-8 as ISO 8859-1"
    skip "cd-info: indexes 02" "libcdio 2.1.0 does not show indexes above 01"
else
    skip "cd-info reads the images" "cd-info (libcdio-utils) is not installed"
fi

# ---------------------------------------------------------------- cdrdao
about cdrdao cue layout
if have cdrdao; then
    says "cdrdao show-toc: the album's starts, ends, pregaps, flags, ISRCs and MCN" cdrdao album.json cdrdao show-toc album.cue
    if cdrdao show-toc hidden.cue >said 2>&1 && grep -q 'TRACK  2' said; then
        check "cdrdao show-toc: the hidden track" python3 "$here/agree.py" cdrdao hidden.json said
    else
        skip "cdrdao show-toc: indexes 02" "cdrdao 1.2.4 counts the time of an INDEX 02 from the start of its track: $(grep -o 'Index beyond.*end' said)"
    fi
    grep -v 'INDEX 02' hidden.cue >plain.cue
    says "cdrdao show-toc: the hidden track, without indexes 02" cdrdao hidden.json cdrdao show-toc plain.cue
    about cdrdao samples
    # Raw files of cdrdao are big-endian unless --swap is given. It prints "position: left right" for each sample.
    if od --endian=little -N0 /dev/null 2>/dev/null; then
        tone --kind noise --seed 98 --sectors 300 source/short.wav
        "$B/redbook" author --quiet source/short.wav -o short.cue
        cdrdao show-data --swap short.cue 2>/dev/null |
            sed -n 's/^ *[0-9]*: *\(-*[0-9]*\) *\(-*[0-9]*\)$/\1 \2/p' >said
        od -An -v -t d2 -w4 --endian=little short.bin | awk '{ print $1, $2 }' >wanted
        same_bytes "cdrdao show-data --swap: every sample" wanted said
    else
        skip "cdrdao show-data --swap: every sample" "od has no option --endian"
    fi
else
    skip "cdrdao reads the images" "cdrdao is not installed"
fi

# ---------------------------------------------------------------- cuetools
about cuetools cue layout
if have cueprint; then
    says "cueprint: the album's titles, performers and ISRCs" cueprint album.json cueprint -t '%n|%t|%p|%i\n' album.cue
    equal "cueprint: the album's title and number of tracks" "12 Twelve Songs" "$(cueprint -d '%N %T' album.cue 2>&1)"
    says "cuebreakpoints: the album's starts" cuebreakpoints album.json cuebreakpoints album.cue
    says "cuebreakpoints: the album's pregaps" cuebreakpoints-gaps album.json cuebreakpoints --prepend-gaps album.cue
    says "cueconvert to a TOC: the album's starts, flags, codes and titles" toc album.json cueconvert -i cue -o toc album.cue
    says "cueconvert to a sheet: the album's indexes" cue album.json cueconvert -i cue -o cue album.cue
    equal "cueconvert to a sheet: the album's MCN" "CATALOG 4006381333931" "$(cueconvert -i cue -o cue album.cue | grep CATALOG)"
    says "cueconvert to a sheet: the hidden track and indexes 02" cue hidden.json cueconvert -i cue -o cue hidden.cue
    skip "cueconvert to a TOC: indexes 02" "cueconvert 1.4.1 counts indexes 02 of a TOC from the pregap, not from index 01"
    skip "cueprint: the MCN" "cueprint 1.4.1 reads the UPC/EAN of CD-TEXT only"
else
    skip "cuetools read the images" "cueprint (cuetools) is not installed"
fi

# ---------------------------------------------------------------- chdman
about chdman cue layout samples
if have chdman; then
    for image in album hidden; do
        check "chdman createcd reads $image.cue" chdman createcd -i $image.cue -o $image.chd
        check "chdman extractcd extracts $image" chdman extractcd -i $image.chd -o back.cue -ob back.bin -f
        same_bytes "chdman: $image.bin comes back byte for byte" $image.bin back.bin
        check "chdman: $image comes back with its starts and pregaps" python3 "$here/agree.py" cue-01 $image.json back.cue
    done
    skip "chdman: texts, codes, flags and indexes 02" "chdman 0.251 keeps no texts, codes, flags and indexes 02"
else
    skip "chdman reads the images" "chdman (mame-tools) is not installed"
fi

# ---------------------------------------------------------------- decoders
# Prints the samples of the sources in order, decoded by another program, with the silence of PREGAP and POSTGAP between them.
whole() { # COMMAND... prints the samples of the file in its last argument
    local row
    for row in 01.wav 150 02.flac 03.wav 05.aiff 06.wav 225 07.flac 08.wav 10.wav 11.flac 75 12.wav; do
        case $row in
            *.*) "$@" "source/$row" </dev/null ;;
            *) head -c $((row * 2352)) /dev/zero ;;
        esac
    done
}
with_ffmpeg() { ffmpeg -nostdin -v error -i "$1" -f s16le -acodec pcm_s16le -; }
with_sox() { sox "$1" -t raw -e signed -b 16 -L -; }
with_flac() { case $1 in *.flac) flac -dcs --force-raw-format --endian=little --sign=signed "$1" ;; *) with_sox "$1" ;; esac; }
for decoder in ffmpeg sox flac; do
    about $decoder samples
    if have "$decoder" && { [ "$decoder" != flac ] || have sox; }; then
        whole "with_$decoder" >decoded.bin
        same_bytes "$decoder decodes the album's sources to the BIN's samples" album.bin decoded.bin
    else
        skip "$decoder decodes the album's sources to the BIN's samples" "$decoder is not installed"
    fi
done
if have ffprobe; then
    about ffmpeg samples
    for image in album hidden; do
        equal "ffmpeg decodes $image.bin to the length that redbook reports" \
            "$(python3 -c "import json; print(json.load(open('$image.json'))['capacity']['used_sectors'] * 588)")" \
            "$(($(ffmpeg -nostdin -v error -f s16le -ar 44100 -ac 2 -i $image.bin -f s16le - | wc -c) / 4))"
    done
fi
. "$here/sectors.sh"
. "$here/sessions.sh"
. "$here/cdtext.sh"
. "$here/toc.sh"
. "$here/convert.sh"
. "$here/ccd.sh"
. "$here/theirs.sh"
. "$here/containers.sh"
. "$here/iat.sh"
. "$here/mednafen.sh"
. "$here/chd.sh"
. "$here/chd-written.sh"
. "$here/conformance.sh"
table_print
tap_done
