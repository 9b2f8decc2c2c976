#!/usr/bin/env bash
# The TOC of a later session, or a subchannel, that is there and not read is a loss, which --strict refuses.
printf 'CD_DA\nTRACK AUDIO\nFILE "song.bin" 0 00:04:00\n' >a.toc
head -c 705600 /dev/zero >song.bin
cp a.toc far.toc
try() { # WHAT
    echo "## $1"
    for out in out.cue out.ccd; do
        redbook convert -q --strict in/a.toc -o $out 2>&1
        echo "exit $?"
    done
    redbook convert in/a.toc -o ok.cue 2>&1 | grep -F 'lost.session'
    rm -rf in/a\ * in/A\ * ok.*
}
mkdir in && cp a.toc song.bin in
cp a.toc in/a && cp a.toc 'in/a (Session 3)' && redbook convert in/a -o ok.cue 2>&1 | grep -F 'lost.'
rm in/a in/a\ * ok.*
cp a.toc 'in/a (Session 3).toc' && try gap
ln -s ../far.toc 'in/a (Session 2).toc' && try outside
ln -s 'a (Session 2).toc' 'in/a (Session 2).toc' && try loop
ln -s nowhere 'in/a (Session 2).toc' && try dangling
mkdir 'in/a (Session 2).toc' && try folder
mkfifo 'in/a (Session 2).toc' && try fifo
cp a.toc 'in/A (session 2).toc' && cp a.toc 'in/A (Session 2).TOC' && try several
ln -s ../far.toc 'in/a (Session 2).toc'
redbook convert -q --strict --any-path in/a.toc -o any.cue
echo "exit $?"
redbook convert -q a.toc -o c.ccd
mkdir ccd && mv c.sub far.sub && mv c.* ccd && ln -s ../far.sub ccd/c.sub
redbook convert -q --strict ccd/c.ccd -o d.cue
echo "exit $?"
