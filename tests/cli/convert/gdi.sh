#!/usr/bin/env bash
# GD-ROMs: sheets with areas to a GDI and back, by the rules of each format; losses are listed.
. "$TREE/tests/cli/convert/gdi.bash"
make_gd g m:0:300 a:150:302 m:0:100 a:150:200 m:225:120
redbook convert g.cue -o disc.gdi
cat disc.gdi
ls -l track* | awk '{ print $5 / 2352, $NF }'
{ tail -c +$((150 * 2352 + 1)) 'g (Track 4).bin' && head -c $((75 * 2352)) 'g (Track 5).bin'; } | cmp - track04.raw
redbook info -v disc.gdi
redbook check -q --profile emulator disc.gdi
redbook info --json disc.gdi | jq -c '.sessions[], .capacity'
redbook compare g.cue disc.gdi
# Back: everything except what was lost; after that nothing more is lost.
for pattern in 'one m:0:300 a:150:302 m:0:400' 'two m:0:300 a:150:302 m:0:100 a:150:200 a:150:300 a:0:310' \
    'three m:0:300 a:150:302 m:0:100 a:150:200 m:225:120' 'four m:0:300 a:150:302 m:0:100 a:75:200 m:0:300 m:150:120'; do
    read -r name tracks <<<"$pattern"
    mkdir "$name" && cd "$name" && ln -s ../all.bin all.bin
    # shellcheck disable=SC2086
    make_gd "$name" $tracks
    mkdir g1 g2
    redbook convert -q "$name.cue" -o g1/disc.gdi
    redbook convert -q g1/disc.gdi --target redump -o back.cue
    redbook convert -q --strict back.cue -o g2/disc.gdi
    redbook compare -q g1/disc.gdi back.cue && redbook compare -q g1/disc.gdi g2/disc.gdi && diff -r g1 g2 &&
        diff <(sed 's/"back/"'"$name"'/' back.cue) "$name.cue" && echo "$name: comes back"
    cd ..
done
# A pregap of another length before the last data is in no file: every length comes back, its data does not.
for length in 75 224 226 300; do
    mkdir "p$length" && cd "p$length" && ln -s ../all.bin all.bin
    make_gd p m:0:300 a:150:302 m:0:100 a:150:200 m:$length:120
    redbook convert -q p.cue -o g/disc.gdi && redbook convert -q g/disc.gdi --target redump -o back.cue
    redbook convert -q --strict back.cue -o h/disc.gdi && diff -r g h
    echo "$length: $(redbook compare p.cue back.cue | awk '{ print $1, $2 }' | tail -n +2)"
    cd ..
done
printf '\n' >>disc.gdi
redbook convert -q disc.gdi -o flat.cue --target single && redbook compare -q flat.cue disc.gdi && echo "one BIN: the same disc"
redbook extract -q disc.gdi --tracks 3 -o out && ls -l out/*.iso | awk '{ print $5 / 2048 }'
# An index is one loss.
sed '/TRACK 02/,/INDEX 01/ s/ *INDEX 01.*/&\n    INDEX 02 00:03:00/' g.cue >marks.cue && redbook convert marks.cue -o marks/disc.gdi
tone --sectors 400 a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
redbook convert a.cue -o a.gdi
redbook-burn plan -q disc.gdi
exit 0
