#!/usr/bin/env bash
# Modified Q in the SUB of a CCD goes where a list of Q goes: nothing is lost, and audio with it is not CD+G.
sectors form1 400 3 data.bin user.bin
tone --kind noise --sectors 900 audio.bin
cat data.bin audio.bin >disc.bin
printf 'FILE "disc.bin" BINARY\n  TRACK 01 MODE2/2352\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 00 00:05:25\n    INDEX 01 00:07:25\n  TRACK 03 AUDIO\n    INDEX 01 00:10:25\n' >disc.cue
q() { printf '%b' "$(printf '%s' "$*" | tr -d ' ' | sed 's/../\\x&/g')"; }
{ q 53424900 && q 000325 01 41 01 01 00 01 27 00 00 03 25; } >disc.sbi
redbook convert -q --strict disc.cue -o c.ccd
redbook convert --strict c.ccd -o c.chd
redbook compare c.ccd c.chd
redbook info -q c.chd | awk '/^ +[0-9]/ { print $1, $2 }'
redbook convert -q c.chd -o c.sbi && cmp c.sbi disc.sbi && rm c.sbi
mkdir back cue toc from-chd again
redbook convert -q c.chd -o back/c.ccd && ls back && for file in c.ccd c.img c.sub; do cmp $file back/$file; done
redbook convert -q c.chd -o c2.chd && cmp c.chd c2.chd
# The sheets: the list as of a CHD.
redbook convert --strict c.ccd -o cue/y.cue && cmp cue/y.sbi disc.sbi
redbook convert -q --strict c.chd -o from-chd/y.cue && cmp from-chd/y.sbi disc.sbi
redbook convert --strict c.ccd -o toc/y.toc && redbook convert -q toc/y.toc -o toc/y.sbi && cmp toc/y.sbi disc.sbi
redbook convert --strict c.ccd -o again/c.ccd && cmp c.sub again/c.sub
for sheet in disc.cue cue/y.cue toc/y.toc again/c.ccd; do redbook compare c.chd $sheet; done
[ "$(redbook hash -q --disc c.chd)" = "$(redbook hash -q --disc toc/y.toc)" ] && echo 'same digest'
# A list next to the CCD with the same Q is the one that is kept.
cp disc.sbi c.sbi && redbook convert --strict c.ccd -o cue/z.cue && cmp cue/z.sbi disc.sbi && rm c.sbi
# The audio in a file that a CHD does not keep: the sheet in it is made, and has audio as well.
tone --kind noise --sectors 400 1.wav && flac -s 1.wav -o 1.flac && printf 'FILE "1.flac" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >f.cue
{ q 53424900 && q 000325 01 01 01 01 00 01 27 00 00 03 25; } >f.sbi
redbook convert -q --strict f.cue -o f.chd && redbook info -q f.chd | awk '/^ +[0-9]/ { print $1, $2 }'
redbook convert -q --strict f.chd -o again/f.cue && cmp again/f.sbi f.sbi
# A target that has no list loses it.
redbook convert f.chd --target ddp -o ddp
