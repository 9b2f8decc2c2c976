#!/usr/bin/env bash
# Many discs into a folder: each as if it were converted alone; one that fails does not stop the others; a playlist for the
# discs of a set; a make rule for each; the same in JSON.
mkdir in
for n in 1 2; do
    tone --kind noise --seed $n --sectors 400 --format raw-le "in/Game (Disc $n).bin"
    printf 'FILE "Game (Disc %d).bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' $n >"in/Game (Disc $n).cue"
done
sectors mode1 300 1 in/Data.bin in/Data.user
printf 'FILE "Data.bin" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n' >in/Data.cue
printf 'FILE "nowhere.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >in/Broken.cue
redbook convert in/*.cue -o out --target chd --m3u --depfile rules |
    sed -E 's/([0-9]+) +[0-9]+ +[0-9.]+ %/\1 .../; s/: [0-9]+ bytes from ([0-9]+).*/: ... bytes from \1/'
echo "exit ${PIPESTATUS[0]}"
ls out rules
cat out/Game.m3u rules/Data.chd.d
for name in 'Game (Disc 1)' 'Game (Disc 2)' Data; do
    redbook convert -q "in/$name.cue" -o alone.chd --force && cmp alone.chd "out/$name.chd"
done
# Again: existing files are refused, with --force replaced, with the same result on any number of threads.
redbook convert -q in/Data.cue 'in/Game (Disc 1).cue' -o out/ --target chd
echo "exit $?"
md5sum out/*.chd >sums
redbook convert -qf in/Data.cue in/Game*.cue -o out/ --target chd --m3u --jobs 5 && md5sum --quiet -c sums && echo same
redbook convert -q out/*.chd -o back/ && for file in back/*; do cmp "$file" "in/${file#back/}"; done
redbook convert --json in/Data.cue in/Broken.cue -o json/ --target redump |
    jq -c '.written, .folder, .target, (.discs[] | [.path, .written, .bytes_before, .bytes_after, (.files | length)]), .playlists'
# One disc alone in a folder, and a folder of its own for each if the files have fixed names.
redbook convert -q in/Data.cue -o one/ --target iso && ls one
redbook convert -q in/Game*.cue -o plant --target ddp --force-delivery && ls plant
