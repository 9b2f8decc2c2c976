#!/usr/bin/env bash
# A sheet in the second language of its CD-TEXT: targets with packs alone lose none of its texts, and players show the first one.
tone --sectors 400 a.wav
printf '%s\n' 'CD_TEXT { LANGUAGE_MAP { 0 : EN 1 : 8 } LANGUAGE 0 { TITLE "One" } LANGUAGE 1 { TITLE "Eins" } }' \
    'TRACK AUDIO CD_TEXT { LANGUAGE 0 { TITLE "Two" } LANGUAGE 1 { TITLE "Zwei" } }' 'FILE "a.wav" 0' >in.toc
redbook convert -q in.toc --target single -o a.cue && sed -i 's/One/Eins/; s/Two/Zwei/' a.cue || exit
for target in toc ccd ddp single; do
    mkdir $target && echo "$target" && redbook convert -v --strict a.cue --target $target -o $target/ 2>&1 | grep redbook:
done
for packs in ddp/CDTEXT.BIN single/a.cdt; do cmp -n "$(($(stat -c %s a.cdt) / 18 * 18))" a.cdt $packs && echo same; done
sed -i 's/Zwei/Drei/' a.cue && redbook convert --strict -q a.cue --cdtext-from sheet --target ddp -o x/ && redbook info x | grep Two
redbook convert --strict -q a.cue --cdtext-from packs --target ddp -o y/ && cmp y/CDTEXT.BIN ddp/CDTEXT.BIN && echo same
