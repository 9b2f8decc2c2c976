#!/usr/bin/env bash
# A rename that was interrupted where files cannot have two names: the next one completes it, and that is a success.
. "$TREE/tests/cli/match/prelude.bash"
make_game Foo
make_dat Foo >f.dat
mkdir whole && for n in 1 2 3; do cp "Foo (Track $n).bin" "whole/x$n.bin"; done
row() { printf '%s%s\0%s\0%s\0' "$(stat -c '%i %s %Y' "$1")" "$3" "$1" "$2"; } # FROM TO WORD
halve() { # FOLDER: one of three files is moved, and the new sheet is written
    cp -r whole "$1" && cp Foo.cue "$1" && cd "$1" || exit
    sed 's/Foo (Track \(.\))/x\1/' Foo.cue >x.cue
    {
        printf 'redbook: old names of a renamed image, 1\0'
        row x.cue Foo.cue ''
        for n in 1 2 3; do row x$n.bin "Foo (Track $n).bin" ' moves'; done
    } >Foo.cue.redbook-renamed
    mv x1.bin "Foo (Track 1).bin"
    cd ..
}
for name in x Foo; do
    halve $name
    redbook info $name/x.cue -q >/dev/null && echo "can be read"
    redbook match --dat f.dat --rename $name/$name.cue
    echo "exit $?" && ls $name
    redbook match -q --dat f.dat --rename $name/Foo.cue
    echo "exit $?"
done
# A list of Q that is moved already: the image can be read, and its rename is completed before the next.
cp -r whole listed && cp Foo.cue listed && cd listed || exit
sed 's/Foo (Track \(.\))/x\1/' Foo.cue >x.cue
printf 'SBI\0\0\002\005\001\001\001\001\0\0\005\0\0\002\004' >x.sbi
{
    printf 'redbook: old names of a renamed image, 1\0'
    row x.cue Foo.cue ''
    for n in 1 2 3; do row x$n.bin "Foo (Track $n).bin" ' moves'; done
    row x.sbi Foo.sbi ' moves'
} >Foo.cue.redbook-renamed
mv x.sbi Foo.sbi && cd .. || exit
redbook match --dat f.dat --rename listed/x.cue
echo "exit $?" && ls listed
# Completed, and then refused: a second look for something to complete finds nothing, and forgets nothing.
sed 's/Foo/Bar/g' f.dat >bar.dat
halve twice && touch 'twice/Bar (Track 1).bin'
redbook match --dat bar.dat --rename twice/x.cue
echo "exit $?" && ls twice
halve json
redbook match --json --dat f.dat --rename json/x.cue | grep -E '"(path|renamed)"'
# Without --rename nothing is moved.
halve kept
redbook match -q --dat f.dat kept/x.cue
echo "exit $?" && ls kept && rm kept/*-renamed
