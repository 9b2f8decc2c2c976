#!/usr/bin/env bash
# Links in the folder of a sheet are not followed out of it, for any file that the sheet names, unless that is allowed.
mkdir album store && tone --sectors 400 store/secret.wav && tone --sectors 400 --format raw-le store/secret.bin
cp store/secret.wav album/song.wav
sheet() { printf '%sFILE "%s" %s\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' "$3" "$1" "${2:-WAVE}"; }
cd album || exit
ln -s ../store/secret.wav relative.wav
ln -s "$PWD/../store/secret.wav" absolute.wav
ln -s relative.wav chain.wav
ln -s ../store folder
ln -s folder folders
ln -s ../store/secret.bin image.bin
ln -s /etc/passwd passwd.wav
ln -s song.wav inside.wav
ln ../store/secret.wav hard.wav
for name in relative.wav absolute.wav chain.wav folder/secret.wav folders/secret.wav passwd.wav none.wav; do
    sheet $name >a.cue
    redbook info a.cue
done
sheet image.bin BINARY >a.cue
redbook info a.cue
echo "allowed:"
for name in inside.wav hard.wav; do
    sheet $name >a.cue
    redbook info -q a.cue | tail -n 1
done
sheet chain.wav >a.cue
redbook info --any-path a.cue | tail -n 1
echo "CD-TEXT:"
printf 'x' >../store/x.cdt && ln -s ../store/x.cdt x.cdt
sheet song.wav WAVE $'CDTEXTFILE "x.cdt"\n' >a.cue
redbook info a.cue | tail -n 1
redbook info --any-path a.cue | tail -n 1
echo "graphics:"
head -c 38400 /dev/zero >../store/song.cdg && ln -s ../store/song.cdg song.cdg
sheet song.wav >a.cue
redbook convert --cdg --target toc a.cue -o b.toc >said 2>&1
grep -o 'file.outside' said
redbook convert --any-path --cdg --target toc a.cue -o c.toc -v 2>&1 | grep -o 'cdg.found'
echo "a sheet that is a link:"
mkdir ../farm && ln -s ../album/a.cue ../farm/a.cue
redbook info -q ../farm/a.cue | tail -n 1
