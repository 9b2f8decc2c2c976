# tests/burn/own.sh - sourced by run.sh: redbook-burn at the device, through libcdio's driver for GNU/Linux
# shellcheck shell=bash

burn() { "$B/redbook-burn" "$@"; }

# own_burns NAME DRIVE IMAGE [OPTION...]: burns the image and compares audio, data, texts and Q of the disc with it
own_burns() {
    local name=$1 drive=$2 image=$3
    shift 3
    works "redbook-burn: $name" "$drive" "$B/redbook-burn" write "$image" --device /dev/sr0 --yes "$@" || return
    same_disc "redbook-burn: $name: the disc equals the image" "$drive" "$image"
    same_q "redbook-burn: $name: Q equals that of the image" "$drive" "$image"
}

# same_recording NAME DRIVE DRIVE [FILES]: passes if both recorders' folders have the same files, except for the listed ones
same_recording() {
    local file
    if [ ! -e "$3/disc.cue" ]; then
        skip "$1" "the other program has recorded nothing"
        return
    fi
    for file in disc.bin disc.pregap disc.sub disc.cdt disc.cue; do
        [[ " ${4:-} " == *" $file "* ]] || { [ ! -e "$2/$file" ] && [ ! -e "$3/$file" ]; } || cmp "$2/$file" "$3/$file"
    done >found 2>&1
    : >wanted
    same_text "$1" wanted found
}

own_images() {
    mkdir one indexes flags languages mode2 full
    tone --seed 21 --sectors 300 one/one.wav
    printf 'FILE "one.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >one/one.cue
    author "a disc of one track" one one.cue

    # 99 indices in a track that also has a pregap
    local index
    tone --seed 22 --sectors 1500 indexes/indexes.wav
    {
        printf 'FILE "indexes.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 00 00:06:00\n'
        for ((index = 1; index <= 99; index++)); do
            printf '    INDEX %02d 00:%02d:%02d\n' $index $(((500 + index * 7) / 75)) $(((500 + index * 7) % 75))
        done
    } >indexes/indexes.cue
    author "a track of 99 indexes" indexes indexes.cue

    local track=0 flags
    tone --seed 23 --sectors 2400 flags/flags.wav
    {
        printf 'FILE "flags.wav" WAVE\n'
        for flags in DCP PRE 'DCP PRE' 4CH '' 'DCP 4CH' SCMS 'DCP 4CH PRE'; do
            printf '  TRACK %02d AUDIO\n%s    INDEX 01 00:%02d:00\n' $((track + 1)) "${flags:+    FLAGS $flags$'\n'}" $((track * 4))
            track=$((track + 1))
        done
    } >flags/flags.cue
    author "a disc with every flag" flags flags.cue

    local row language code title
    {
        for row in English:8859:Cats German:8859:Katzen French:8859:Chats; do
            IFS=: read -r language code title <<<"$row"
            printf 'Input Sheet Version = 0.7T\nText Code = %s\nLanguage Code = %s\nAlbum Title = %s\nArtist Name = Band\n' $code $language $title
            printf 'Track 01 Title = %s 1\nTrack 02 Title = %s 2\n' $title $title
        done
        printf 'Input Sheet Version = 0.7T\nText Code = MS-JIS\nLanguage Code = Japanese\nAlbum Title = \224\114\n'
        printf 'Track 01 Title = \224\114\202\120\nTrack 02 Title = \224\114\202\121\n'
    } >languages/languages.txt
    check "texts in four languages" redbook text --quiet languages/languages.txt -o languages/languages.cdt
    tone --seed 24 --sectors 700 languages/image.wav
    tail -c +45 languages/image.wav >languages/image.bin
    printf 'CDTEXTFILE "languages.cdt"\nFILE "image.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 01 00:04:50\n' >languages/image.cue

    "$B/gen/sectors" form1 600 6 mode2/data.bin mode2/data.user
    tone --seed 25 --sectors 375 mode2/2.wav
    printf 'FILE "data.bin" BINARY\n  TRACK 01 MODE2/2352\n    INDEX 01 00:00:00\n    POSTGAP 00:02:00\nFILE "2.wav" WAVE\n  TRACK 02 AUDIO\n    PREGAP 00:02:00\n    INDEX 01 00:00:00\n' >mode2/mode2.cue
    author "a disc of mode 2 and audio" mode2 mode2.cue

    # 79:57:69 with audio at both ends and in the middle, and silence in the rest
    truncate -s $((359844 * 2352)) full/image.bin
    tone --seed 26 --sectors 1000 full/noise.wav
    for row in 0 180000 358844; do
        dd if=full/noise.wav of=full/image.bin bs=2352 skip=44 seek=$((row * 2352)) count=$((1000 * 2352)) iflag=skip_bytes,count_bytes oflag=seek_bytes conv=notrunc 2>/dev/null
    done
    printf 'FILE "image.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 00 39:58:00\n    INDEX 01 40:00:00\n' >full/image.cue
}

if [ ! -x "$B/redbook-burn" ]; then
    skip "redbook-burn at the recorder" "it is not built: the headers of libcdio are not installed"
elif ! burn write --help >/dev/null 2>&1; then
    skip "redbook-burn at the recorder" "it has no command 'write'"
else
    own_images
    works "redbook-burn finds the drive" own-one "$B/redbook-burn" drives
    equal "redbook-burn: one drive, with the name of its node" 1 "$(grep -c '^/dev/sr0 ' own-one.said)"
    works "redbook-burn reads about drive and disc" own-one "$B/redbook-burn" info --device /dev/sr0
    works "redbook-burn simulates" own-one "$B/redbook-burn" write one/image.cue --device /dev/sr0 --yes --simulate
    blank "redbook-burn: the disc is blank after the simulation" own-one
    own_burns "one track" own-one one/image.cue --verify
    own_burns "the album" own-album album/image.cue --verify
    same_bytes "redbook-burn: the album: CD-TEXT packs" album/album.cdt own-album/disc.cdt
    own_burns "99 tracks" own-many many/image.cue --verify
    own_burns "a hidden track" own-hidden hidden/image.cue --verify
    own_burns "99 indexes" own-indexes indexes/image.cue --verify
    own_burns "every flag" own-flags flags/image.cue --verify
    own_burns "four languages" own-languages languages/image.cue --verify
    same_bytes "redbook-burn: four languages: CD-TEXT packs" languages/languages.cdt own-languages/disc.cdt
    own_burns "mode 1 and audio" own-mixed mixed/image.cue --verify
    own_burns "mode 1 and audio with longer pregaps" own-mixed-wodim mixed-wodim/image.cue --verify
    own_burns "mode 2 and audio" own-mode2 mode2/image.cue --verify
    [ -n "${QUICK:-}" ] || own_burns "80 minutes" own-full full/image.cue

    # The recorder stores graphics in a file next to its disc, whose sheet has audio tracks: R to W of the image are all that differs.
    works "redbook-burn: CD+G" own-graphics "$B/redbook-burn" write graphics/image.cue --device /dev/sr0 --yes --cdg raw --verify
    same_q "redbook-burn: CD+G: P to W are the image's" own-graphics graphics/image.cue graphics/graphics.sub
    differs "redbook-burn: CD+G: the audio is the image's" own-graphics graphics/image.cue <<'END'
r-w 900 1 00:00:00 (none) 0d
END
    # A drive that interleaves packs itself records what redbook-burn interleaves. The last packs, which the end of the disc cuts
    # off, differ in parity.
    works "redbook-burn: CD+G as packs" own-packs "$B/redbook-burn" write graphics/graphics.toc --device /dev/sr0 --yes --cdg packed --verify
    works "redbook-burn: CD+G interleaved before it is sent" own-spread "$B/redbook-burn" write graphics/graphics.toc --device /dev/sr0 --yes --cdg raw --verify
    check "redbook-burn: CD+G: both ways record the same" cmp -n $((898 * 96)) own-packs/disc.sub own-spread/disc.sub
    if [ -e d-cdrdao-graphics/disc.cue ]; then
        check "redbook-burn and cdrdao record the same audio with CD+G" cmp own-packs/disc.bin d-cdrdao-graphics/disc.bin
        check "redbook-burn and cdrdao record the same CD+G" cmp -n $((898 * 96)) own-packs/disc.sub d-cdrdao-graphics/disc.sub
    fi

    own_burns "the album, raw" raw-album album/image.cue --write-mode=raw96 --verify
    same_recording "redbook-burn: raw and session-at-once record the same album" raw-album own-album
    own_burns "99 tracks, raw" raw-many many/image.cue --write-mode=raw96 --verify
    same_recording "redbook-burn: raw and session-at-once record the same 99 tracks" raw-many own-many
    own_burns "mode 1 and audio, raw" raw-mixed mixed/image.cue --write-mode=raw96 --verify
    same_recording "redbook-burn: raw and session-at-once record the same mode 1 and audio" raw-mixed own-mixed
    own_burns "mode 2 and audio with P and Q" raw-mode2 mode2/image.cue --write-mode=raw16 --verify
    same_recording "redbook-burn: P and Q and session-at-once record the same mode 2 and audio" raw-mode2 own-mode2
    same_recording "redbook-burn and cdrdao record the same album raw, except for P, Q and codes in the CD-TEXT" raw-album d-cdrdao-raw "disc.sub disc.cdt"
    works "redbook-burn: CD+G, raw" raw-graphics "$B/redbook-burn" write graphics/image.cue --device /dev/sr0 --yes --cdg raw --write-mode=raw96 --verify
    same_recording "redbook-burn: raw and session-at-once record the same CD+G" raw-graphics own-graphics
    drive_options=quirks=no-sao
    own_burns "the album on a drive without session-at-once" fallback-album album/image.cue --verify
    same_recording "redbook-burn: the album is the same without session-at-once" fallback-album own-album
    drive_options=
    reads_back() { # NAME DRIVE IMAGE: reads the disc and compares it with the image
        works "redbook-burn reads $1" "$2" "$B/redbook-burn" read --device /dev/sr0 --output "$PWD/$2.cue"
        check "redbook-burn reads $1: it equals the image" "$B/redbook" compare "$2.cue" "$3"
    }
    reads_back "the album" own-album album/image.cue
    reads_back "99 tracks" own-many many/image.cue
    reads_back "a hidden track" own-hidden hidden/image.cue
    reads_back "99 indexes" own-indexes indexes/image.cue
    reads_back "mode 1 and audio" own-mixed mixed/image.cue
    reads_back "mode 2 and audio" own-mode2 mode2/image.cue
    [ ! -e d-cdrdao/disc.cue ] || reads_back "the disc that cdrdao burned" d-cdrdao album/image.cue
    [ ! -e d-cdrskin/disc.cue ] || reads_back "the disc that cdrskin burned" d-cdrskin album/image.cue
    same_recording "redbook-burn and cdrskin record the same album" own-album d-cdrskin
    same_recording "redbook-burn and cdrskin record the same 99 tracks" own-many d-cdrskin-many
    same_recording "redbook-burn and cdrskin record the same hidden track" own-hidden d-cdrskin-hidden
    same_recording "redbook-burn and cdrdao record the same hidden track" own-hidden d-cdrdao-hidden
    same_recording "redbook-burn and cdrdao record the same data and audio" own-mixed d-cdrdao-mixed
    same_recording "redbook-burn and cdrdao record the same 99 tracks, except for codes in the CD-TEXT" own-many d-cdrdao-many disc.cdt
    same_recording "redbook-burn and wodim record the same data and audio" own-mixed-wodim d-wodim-mixed

    drive_options=medium=cd-rw
    works "redbook-burn writes a CD-RW" own-rw "$B/redbook-burn" write album/image.cue --device /dev/sr0 --yes
    works "redbook-burn blanks it" own-rw "$B/redbook-burn" blank --device /dev/sr0 --yes
    blank "redbook-burn: the disc is blank" own-rw
    works "redbook-burn writes it again" own-rw "$B/redbook-burn" write one/image.cue --device /dev/sr0 --yes --blank=fast
    same_disc "redbook-burn: the rewritten disc equals the image" own-rw one/image.cue
    drive_options=
    rm -rf full own-full
fi
