#!/usr/bin/env bash
# Codes that a disc can hold are converted unchanged even if they are not valid, and reported; only author refuses them, until
# another code is given.
tone --sectors 750 a.bin
printf 'CATALOG 4006381333932\nFILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    ISRC 1EABC9900001\n    INDEX 01 00:00:00\n' >in.cue
redbook convert in.cue -o b.toc && grep -e CATALOG -e ISRC b.toc
redbook convert -q b.toc -o c.ccd && grep -e CATALOG -e ISRC c.ccd
redbook convert -q c.ccd -o d.cue && grep -e CATALOG -e ISRC d.cue
for out in 1 2; do echo '# another code in the place of a wrong one' >&$out; done
redbook convert in.cue --mcn 4006381333931 -o given.cue && grep CATALOG given.cue
redbook convert in.cue --mcn '' -o none.cue && grep -c CATALOG none.cue
cp in.cue edited.cue
redbook edit edited.cue --mcn 4006381333931 && grep -e CATALOG -e ISRC edited.cue
redbook edit edited.cue --track 1:isrc=DEABC9900001 && grep -e CATALOG -e ISRC edited.cue
redbook extract -q in.cue -o tracks && ls tracks
redbook author in.cue -o out.cue
redbook author in.cue --mcn 4006381333931 --track 1:isrc=DEABC9900001 -o e.cue && grep -e CATALOG -e ISRC e.cue
redbook author in.cue --mcn '' --track 1:isrc= -o f.cue && cat f.cue
echo '# what no disc can hold'
printf 'CATALOG 12345678901234567890123456789012345678901234567890\nFILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    ISRC DEABC99\n    INDEX 01 00:00:00\n' >in.cue
redbook convert in.cue -o g.cue && cat g.cue
redbook author in.cue -o out.cue
redbook author in.cue --mcn '' --track 1:isrc= -o h.cue && cat h.cue
redbook check in.cue --profile plant
