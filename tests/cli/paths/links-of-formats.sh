#!/usr/bin/env bash
# Each file of an image of each format, and each file that is found next to one by its name, is a link out of its folder: it is not read.
tone --kind noise --sectors 400 --format raw-le a.bin
printf 'FILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >a.cue
mkdir store mds ccd ddp toc next
python3 "$TREE/tests/gen/container.py" mds mds/a.mds 1:audio:0:150:a.bin
redbook convert -q a.cue -o ccd/a.ccd
redbook convert -q a.cue -o toc/a.toc
redbook convert -q --target ddp --force-delivery a.cue -o ddp
cp a.cue a.bin next

# outside FILE DISC: the file moved to another folder, with a link to it in its place, and then put back
outside() {
    mv "$1" store/file && ln -s ../store/file "$1"
    redbook info "$2" 2>&1 >/dev/null
    redbook convert -f --cdg "$2" -o new.ccd 2>&1 >/dev/null
    rm -f "$1" new.* && mv store/file "$1"
}
outside mds/a.mdf mds/a.mds
outside ccd/a.img ccd/a.ccd
outside ccd/a.sub ccd/a.ccd
outside toc/a.wav toc/a.toc
for file in DDPMS PQDESCR IMAGE.DAT; do outside ddp/$file ddp; done
# What such files would add to the disc: modified Q, graphics, texts.
printf 'SBI\0\0\2\1\1\101\1\1\0\1\46\0\0\3\45' >next/a.sbi
head -c 38400 /dev/urandom >next/a.cdg
for name in sbi cdg; do outside next/a.$name next/a.cue; done
