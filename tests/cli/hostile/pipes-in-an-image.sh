#!/usr/bin/env bash
# Each file of an image of each format, and each file that is looked for next to it, is in turn a pipe, a folder and
# a link to a device: no command waits for it. The same of manifests, .dat files and sheets of texts.
. "$TREE/tests/cli/hostile/prelude.bash"
tone --sectors 400 a.bin
sectors mode1 400 5 d.bin d.user && rm d.user
cat >in.cue <<'SHEET'
CATALOG 4006381333931
TITLE "Album"
FILE "d.bin" BINARY
  TRACK 01 MODE1/2352
    INDEX 01 00:00:00
FILE "a.bin" BINARY
  TRACK 02 AUDIO
    TITLE "Song"
    PREGAP 00:02:00
    INDEX 01 00:00:00
SHEET
sed '/d.bin/,/INDEX/d; s/TRACK 02/TRACK 01/; /PREGAP/d' in.cue >audio.cue
redbook author -q --cdtext always audio.cue -o packs.cue
runs=0

# ends NAME KIND COMMAND...
ends() {
    local name=$1 kind=$2 status
    shift 2
    runs=$((runs + 1))
    timeout --signal=KILL 60 "$@" >said 2>&1 </dev/null
    status=$?
    [ $status -le 3 ] || { echo "$name as a $kind: '$*' ended with $status" && exit 1; }
}

# spoil FOLDER DISC [NAME...]: each file of the folder, and further names that do not exist
spoil() {
    local folder=$1 disc=$2 file name
    shift 2
    for file in "$folder"/* "${@/#/$folder/}"; do
        name=${file##*/}
        [ ! -e "$file" ] || mv "$file" kept
        for kind in pipe folder device; do
            case $kind in
                pipe) mkfifo "$file" ;;
                folder) mkdir "$file" ;;
                device) ln -s /dev/zero "$file" ;;
            esac
            ends "$name" $kind redbook info "$disc"
            ends "$name" $kind redbook convert --cdg --any-path "$disc" -o never.ccd
            rm -rf "$file" never.*
        done
        [ ! -e kept ] || mv kept "$file"
    done
}

for target in redump single toc ccd chd ddp cdt; do
    mkdir $target
    case $target in
        redump) redbook convert -q --target $target in.cue -o redump/x.cue && spoil redump redump/x.cue x.sbi x.lsd x.cdt .redbook-journal ;;
        single) redbook convert -q --target $target in.cue -o single/x.cue 2>/dev/null && spoil single single/x.cue x.sub x.cdg x.bin.ecm ;;
        toc) redbook convert -q in.cue -o toc/x.toc 2>/dev/null && spoil toc toc/x.toc 'x (Session 2).toc' ;;
        ccd) redbook convert -q in.cue -o ccd/x.ccd 2>/dev/null && spoil ccd ccd/x.ccd ;;
        chd) redbook convert -q in.cue -o chd/x.chd && spoil chd chd/x.chd x.cue ;;
        ddp) redbook convert -q --force-delivery --target ddp packs.cue -o ddp && spoil ddp ddp DDPPQ CDTEXT.BIN CHECKSUM.MD5 ;;
        cdt) cp packs.* cdt/ && spoil cdt cdt/packs.cue ;;
    esac
done
mkdir lists && mkfifo lists/pipe && ln -s /dev/zero lists/device
for name in pipe device; do
    printf '%032d  %s\n' 0 "$name" >lists/sums.md5
    ends $name name redbook hash -c lists/sums.md5
    ends $name list redbook hash -c lists/$name
    ends $name list redbook match in.cue --dat lists/$name
    ends $name text redbook text lists/$name
    ends $name text redbook text packs.cdt --add ja=lists/$name -o never.cdt
    ends $name text redbook author -f --cdtext-language ja=lists/$name audio.cue -o never.cue
done
[ $runs -ge 150 ] || echo "only $runs commands were run"
exit 0
