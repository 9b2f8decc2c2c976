#!/usr/bin/env bash
# Symbolic links are renamed as links: no old name is left, and what they lead to is unchanged.
tone --kind noise --sectors 400 a.wav
redbook author -q a.wav -o one.cue
redbook match --write-entry one.cue | sed 's/game name="one"/game name="Foo"/' >f.dat
list() { find "$1" -mindepth 1 -printf '%f %l\n' | sort; }
mkdir bin sheet ccd chd elsewhere
cp one.bin bin/real.bin && cp one.cue bin && ln -s real.bin bin/one.bin
redbook match -q --dat f.dat --rename bin/one.cue >/dev/null
list bin
redbook compare one.cue bin/Foo.cue
# The sheet; it names its BIN, so that its text changes where the link leads. Elsewhere it does not, and nothing is renamed.
cp one.bin sheet && cp one.cue sheet/real.txt && chmod 640 sheet/real.txt && ln -s ../sheet/real.txt sheet/two && ln -s two sheet/one.cue
redbook match -q --dat f.dat --rename sheet/one.cue >/dev/null
list sheet && stat -c %a sheet/real.txt && redbook compare one.cue sheet/Foo.cue
redbook match -q --dat f.dat --rename sheet/Foo.cue >/dev/null && list sheet
mkdir outside && cp one.bin outside && ln -s ../one.cue outside/one.cue
redbook match -q --dat f.dat --rename outside/one.cue
echo "exit $?" && list outside
# One that keeps its text is renamed wherever it leads.
mv outside/one.bin outside/Foo.bin && sed -i 's/one.bin/Foo.bin/' one.cue
redbook match -q --dat f.dat --rename outside/one.cue >/dev/null
list outside && sed -i 's/Foo.bin/one.bin/' one.cue
redbook convert -q one.cue -o ccd/one.ccd && for end in img sub; do mv ccd/one.$end elsewhere && ln -s ../elsewhere/one.$end ccd; done
redbook match -q --any-path --dat f.dat --rename ccd/one.ccd >/dev/null
list ccd && ls elsewhere
# So is a subchannel that is not read: out of reach, or missing.
for to in ../elsewhere/one.sub nowhere; do
    rm -rf unread && mkdir unread && redbook convert -q one.cue -o unread/one.ccd && ln -sf "$to" unread/one.sub
    redbook match -q --dat f.dat --rename unread/one.ccd >/dev/null
    list unread
done
redbook convert -q one.cue -o chd/real.chd && ln -s real.chd chd/one.chd
redbook match -q --dat f.dat --rename chd/one.chd >/dev/null
list chd
# Hard links: one file is one image under two names, which cannot both get the new one.
mkdir hard && cp chd/real.chd hard/a.chd && ln hard/a.chd hard/b.chd
redbook match -q --dat f.dat --rename hard/a.chd hard/b.chd
echo "exit $?" && ls hard
# Links that lead to no file: of lists and of unused texts, as readers would find them.
mkdir lost && cp one.cue one.bin lost && for end in sbi LSD cdt; do ln -s nowhere lost/one.$end; done
mkdir lost/one.cdg
redbook match -q --dat f.dat --rename lost/one.cue >/dev/null 2>&1
list lost
