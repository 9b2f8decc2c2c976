#!/usr/bin/env bash
# Bytes of a file of sectors that no track has are not in the image: a loss, which --strict refuses, whatever the target; but
# not of a CHD that keeps the files of the sheet, or where the target has none of the sectors.
volume --sectors 400 game.iso && cp game.iso odd.iso && head -c 100 game.iso >>odd.iso
try() {
    redbook convert -q --strict "$@"
    echo "exit $?"
}
for name in odd.cue odd.toc odd.ccd odd.chd back.iso; do try odd.iso -o out/$name; done
ls out 2>/dev/null
redbook convert --json odd.iso -o json.cue 2>/dev/null | jq -c '.losses[] | [.rule, .text]'
redbook author -q --strict odd.iso -o author.cue
echo "exit $?"
# What a sheet uses of its files: whole sectors less, and one sample.
redbook author -q game.iso -o raw.cue && mv raw.bin a.bin && rm raw.cue
tone --kind noise --format raw-le --sectors 400 b.bin && printf x >>b.bin
printf 'CD_ROM\nTRACK MODE1_RAW\nDATAFILE "a.bin" #0 00:05:00\n' >less.toc
printf 'FILE "a.bin" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\nFILE "b.bin" BINARY\n  TRACK 02 AUDIO\n    PREGAP 00:02:00\n    INDEX 01 00:00:00\n' >two.cue
try less.toc -o out/less.cue
try two.cue -o out/two.toc
try two.cue -o two.chd && mkdir back && redbook convert -q --strict two.chd -o back/two.cue && cmp b.bin back/b.bin && cmp a.bin back/a.bin
try game.iso -o game.cue
