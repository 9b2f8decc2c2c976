#!/usr/bin/env bash
# A TOC may start at any byte of a file: sectors after the header of another format are read like any others.
sectors mode1 300 7 a.bin a.user
{ printf '%100s' header && cat a.user a.user; } >image.dat
printf 'CD_ROM\nTRACK MODE1\nDATAFILE "image.dat" #100 %d\nTRACK MODE1\nDATAFILE "image.dat" #%d\n' \
    $((300 * 2048)) $((100 + 300 * 2048)) >in.toc
redbook check in.toc -q
redbook convert in.toc -q -o two.cue && cat two.cue && cmp <(head -c 705600 two.bin) a.bin && echo same
printf 'CD_ROM\nTRACK MODE1\nDATAFILE "image.dat" #%d\n' $((100 + 300 * 2048)) >one.toc
redbook convert one.toc -q -o one.iso && cmp one.iso a.user && echo same
redbook author one.toc -q -o one.cue && cmp one.bin a.bin && echo same
printf 'CD_ROM\nTRACK MODE1\nDATAFILE "image.dat" #100000000\n' >far.toc
redbook info far.toc
