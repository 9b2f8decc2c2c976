#!/usr/bin/env bash
# An image of a known game gets its name, with all its files and in its sheet; nothing is ever replaced.
. "$TREE/tests/cli/match/prelude.bash"
make_game 'Harbour (Europe)'
make_dat 'Harbour (Europe)' >test.dat
sum=$(cat Harbour* | md5sum)
mkdir cue chd one ccd toc
redbook convert -q Harbour*.cue -o chd/a.chd
redbook convert -q Harbour*.cue --target redump -o cue/b.cue
redbook convert -q Harbour*.cue --target single -o one/c.cue
redbook convert -q Harbour*.cue -o ccd/d.ccd
redbook convert -q Harbour*.cue -o toc/e.toc
touch one/c.sbi
redbook match chd/a.chd cue/b.cue one/c.cue ccd/d.ccd toc/e.toc --dat test.dat --rename
echo "exit $?"
ls chd cue one ccd toc
[ "$sum" = "$(cat cue/Harbour* | md5sum)" ] && echo "the files of the .dat"
for image in cue/H*.cue chd/H*.chd one/H*.cue ccd/H*.ccd; do redbook compare "$image" Harbour*.cue; done
# Again: nothing to do. Then with an existing file of the new name.
redbook match cue/Harbour*.cue --dat test.dat --rename
redbook convert -q Harbour*.cue --target redump -o cue/again.cue
find cue -type f -exec md5sum {} + | sort >before
rm 'cue/Harbour (Europe) (Track 1).bin' 'cue/Harbour (Europe).cue' && mv 'cue/Harbour (Europe) (Track 3).bin' x
echo other >'cue/Harbour (Europe) (Track 3).bin'
redbook match cue/again.cue --dat test.dat --rename
echo "exit $?"
ls cue
cat 'cue/Harbour (Europe) (Track 3).bin'
# Another game's image keeps its name.
cd cue && tone --kind noise --seed 77 --sectors 300 'again (Track 3).bin' && cd .. &&
    redbook match cue/again.cue --dat test.dat --rename >/dev/null
ls cue
# A TOC for each session, and what else belongs to the disc.
cd .. && mkdir sessions && cd sessions && make_game Two && sed -i 's/^FILE "Two (Track 3).bin"/REM SESSION 02\n&/' Two.cue
redbook convert -q Two.cue --target toc -o a.toc && redbook match -q --write-entry a.toc | sed 's/"a/"Two sessions/; s/>a</>Two sessions</' >../two.dat
rm Two* && ls && redbook match a.toc --dat ../two.dat --rename && ls && grep -h FILE -- *.toc && redbook info *s.toc | grep -c '^ *3'
# TOCs of later sessions that are not read go along; two sheets of one file are two images; a name that is too long is reported whole.
cd .. && mkdir links && cd links && tone --kind noise --sectors 400 ../x.wav && redbook convert -q ../x.wav -o one.toc
redbook match --write-entry one.toc | sed 's/game name="one"/game name="Foo"/' >f.dat
ln -s /nowhere 'one (Session 2).toc' && printf 'CD_DA\nTRACK AUDIO\nFILE "other.wav" 0\n' >'one (Session 3).toc'
redbook match -q --dat f.dat --rename one.toc >/dev/null 2>&1 && ls
mkdir hard && redbook convert -q Foo.toc -o hard/a.cue && ln hard/a.bin hard/b.bin && sed 's/a\.bin/b.bin/' hard/a.cue >hard/b.cue
redbook match --dat f.dat --rename hard/a.cue hard/b.cue
echo "exit $?" && ls hard
redbook match --dat f.dat --rename hard/b.cue
echo "exit $?" && ls hard
sed "s/name=\"Foo\"/name=\"$(printf 'n%.0s' {1..230})\"/" f.dat >long.dat
redbook match --dat long.dat --rename hard/b.cue >/dev/null
echo "exit $?"
