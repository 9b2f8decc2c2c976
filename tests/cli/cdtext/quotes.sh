#!/usr/bin/env bash
# A sheet has apostrophes for the quotes that its packs hold: the disc has the quotes, by every way there and back, and nothing
# is lost or changed unasked.
tone --kind noise --sectors 400 a.wav
tone --kind noise --seed 2 --sectors 400 b.wav
{
    redbook author -q --strict a.wav b.wav -o album.cue --cdtext always --title 'Say "so"' --genre 'The "Odd"' \
        --track 1:title="It's 12\" long" --track 2:title=Two
    echo "author $?"
    grep -E 'TITLE|GENRE|CDTEXT' album.cue
    redbook info album.cue | head -3
    redbook check -q --fail-on warning album.cue
    echo "check $?"
    for target in portable toc ccd chd; do
        mkdir $target && case $target in portable) ending=cue ;; *) ending=$target ;; esac
        redbook convert -q --strict album.cue -o $target/d.$ending && redbook compare -q album.cue $target/d.$ending
        echo "$target $?"
    done
    redbook convert -q --strict album.cue --target ddp -o ddp && redbook compare -q album.cue ddp
    echo "ddp $?"
    for source in portable/d.cue ccd/d.ccd chd/d.chd ddp; do
        mkdir back && redbook convert -q --strict $source -o back/b.cue && redbook compare -q album.cue back/b.cue &&
            cmp album.cdt back/*.cdt
        echo "$source and back $?"
        rm -r back
    done
    redbook-burn write -q --yes --device virtual:drive album.cue && redbook-burn read -q --device virtual:drive -o read.cue &&
        redbook compare -q album.cue read.cue && cmp album.cdt read.cdt
    echo "burnt and read $?"
    redbook author -q --strict album.cue -o again.cue && cmp album.cdt again.cdt
    redbook author -q --strict --cdtext-from sheet album.cue -o again.cue -f && cmp album.cdt again.cdt
    redbook convert -v album.cue -o noted.cue 2>&1 | grep quotes
    echo "what has no packs loses them"
    redbook convert --cdtext never album.cue -o bare.cue 2>&1 | grep '^redbook: '
    echo "a sheet that has quotes itself has other texts than packs with apostrophes"
    sed 's/Two/T"w"o/' album.cue >other.cue && redbook edit -q album.cue --track 2:title="T'w'o" && redbook text album.cdt | tail -1
    redbook info other.cue 2>&1 | grep 'T.w.o'
} 2>&1
