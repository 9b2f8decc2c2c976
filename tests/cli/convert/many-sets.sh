#!/usr/bin/env bash
# Which names belong to one set: those that differ only in the number, or also in the text after it if no number is used twice and
# none is a disc that was made before the release.
tone --kind noise --seed 1 --sectors 30 --format raw-le a.bin
disc() { printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >"$1.cue"; }
for name in 'One (Disc 1)' 'Two (USA) (Disc 10)' 'Two (USA) (Disc 2)' 'Two (USA) (Disc 1)' 'Three (Disc A) (Rev 1)' 'Three (Disc B) (Rev 1)' \
    'Three (Disc A)' 'Three (Disc B)' 'Four (disk 1 of 2) (Leon)' 'Four (disk 2 of 2) (Claire)' 'Five (CD 1)(beta)' 'Five (CD 2)(beta)' \
    'Six (Disc One)' 'Six (Disc Two)' '(Disc 1)' '(Disc 2)' 'Seven (Disc 1) (Demo)' 'Seven (Disc 2)' 'Seven (Disc 3)' \
    'Eight (Disc 1) (Demo 2)' 'Eight (Disc 2) (Proto)' 'Eight (Disc 3)' 'Nine (Disc 1) (Proto)' 'Nine (Disc 2) (Proto)' 'Nine (Disc 3)' \
    'Nine (Disc 4) (Demo Disc)' 'Ten (Disc 1) (Arc Disc)' 'Ten (Disc 2) (Rev 1)'; do
    disc "$name"
done
redbook convert -q ./*.cue -o out --target single --m3u
for list in out/*.m3u; do
    echo "$list: $(paste -sd, "$list")"
done
# Not all discs of the set are there: no playlist.
disc 'Two (USA) (Disc 3)'
sed -i s/a.bin/b.bin/ 'Two (USA) (Disc 3).cue'
redbook convert -q Two*.cue -o two --target single --m3u
echo "exit $?"
ls two
