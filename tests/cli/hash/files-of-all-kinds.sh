#!/usr/bin/env bash
# A manifest and a make rule have every file that was read: TOCs of later sessions, lists of Q, subchannel, parts of a
# fileset. The manifest shows when one of them changes.
tone --sectors 400 --kind noise a.wav
tone --sectors 400 --kind noise b.wav
tone --sectors 300 --kind noise c.wav
redbook author -q a.wav b.wav -o album.cue
redbook author -q c.wav -o second.cue
cat >two.cue <<'END'
REM SESSION 01
FILE "album.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
REM SESSION 02
FILE "second.bin" BINARY
  TRACK 02 AUDIO
    INDEX 01 00:00:00
END
mkdir out
files() { redbook hash --files "$1" 2>/dev/null | sed 's/^[0-9a-f]* .//'; }
redbook convert -q two.cue -o x.toc
files x.toc
redbook convert -q x.toc -o out/y.cue --depfile x.d
cat x.d
redbook hash --files x.toc -o x.sha256 2>/dev/null
echo garbage >>'x (Session 2).toc'
redbook hash --check -q x.sha256 >/dev/null 2>&1 || echo 'damage to the second TOC: found'
printf 'SBI\0\0\3\45\1\101\1\1\0\1\47\0\0\3\45' >album.sbi
files album.cue
redbook convert -q album.cue -o out/album.cue --depfile album.d
cat album.d
redbook convert -q album.cue -o d.ccd
files d.ccd
redbook convert -q d.ccd -o out/d.cue --depfile d.d
cat d.d
rm album.sbi
redbook convert -q album.cue --target ddp -o fileset
files fileset/DDPID
mv x.toc gap.toc && mv 'x (Session 2).toc' 'gap (Session 3).toc'
redbook info gap.toc 2>&1 | grep -F 'toc.session-missing'
exit 0
