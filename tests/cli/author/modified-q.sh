#!/usr/bin/env bash
# A list of sectors with modified Q is not part of an authored image: a warning says so, and --strict writes nothing.
tone --kind noise --sectors 450 1.wav
redbook author -q 1.wav -o one.cue || exit
printf 'SBI\0\0\2\5\1\x41\1\1\0\0\5\0\0\2\5' >one.sbi
redbook author one.cue -o new.cue
printf 'exit %d\n' $?
redbook author --strict one.cue -o strict.cue
printf 'exit %d\n' $?
redbook convert -q one.cue -o c.chd && redbook author c.chd -o from-chd.cue
# In the SUB of a CCD it is in no list. A SUB without any is no loss.
mkdir ccd plain && redbook convert -q one.cue -o ccd/d.ccd && redbook author ccd/d.ccd -o from-ccd.cue
redbook convert -q new.cue -o plain/d.ccd && redbook author --strict plain/d.ccd -o from-plain.cue
ls
