#!/usr/bin/env bash
# Modified Q of a disc is in an SBI next to the image: the one that `convert` makes of the CCD that was burnt. That of an image
# that is replaced is replaced, too, or is kept and reported. A .cdt that is there is reported before the sectors are read.
tone --kind noise --sectors 700 album.bin
printf 'FILE "album.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    INDEX 00 00:04:00\n    INDEX 01 00:05:00\n' >album.cue
redbook-burn write -q --yes -d virtual:plain album.cue
# other times, the relative one too (lba 100, 105), index 00 of the next track (lba 298) and a range (lba 500 to 503)
{
    printf 'SBI\0'
    printf '\0\x03\x25\1\1\1\1\0\1\x27\0\0\x03\x35' && printf '\0\x03\x30\1\1\1\1\0\1\x31\0\0\x07\x30'
    printf '\0\x05\x73\1\1\2\0\0\1\1\0\0\x45\x73'
    for i in 0 1 2 3; do printf '\0\x08\x5'$i'\1\1\2\1\0\1\x5'$i'\0\0\x08\x6'$i; done
} >album.sbi
redbook convert -q album.cue -o image.ccd || exit
redbook-burn write -q --yes -d virtual:protected --write-mode=raw96 image.ccd
redbook convert -q image.ccd -o converted.cue || exit
redbook-burn read -v -d virtual:protected -o read.cue; echo $?
cmp read.sbi converted.sbi && redbook compare read.cue image.ccd
redbook-burn read -d virtual:protected -o read.cue; echo $?
redbook-burn read -f -d virtual:protected -o read.cue; echo $?
cmp read.sbi converted.sbi
redbook-burn read -f -d virtual:plain -o read.cue; echo $?
cmp read.sbi converted.sbi
redbook compare read.cue album.cue
burn_and_read() { # NAME: its sheet and list as a CCD, which is burnt, and from which the list that is read is made, too
    redbook convert -q "$1.cue" -o "$1-image.ccd" || exit
    redbook-burn write -q --yes -d "virtual:$1" --write-mode=raw96 "$1-image.ccd"
    redbook convert -q "$1-image.ccd" -o "$1-converted.cue" || exit
    redbook-burn read -v -d "virtual:$1" -o "$1-read.cue"; echo $?
    cmp "$1-read.sbi" "$1-converted.sbi" && redbook compare "$1-read.cue" "$1-image.ccd"
}
echo "-- most sectors"
cp album.cue most.cue
{
    printf 'SBI\0'
    for at in {153..447} {550..750}; do
        printf -v entry '\\x00\\x%02d\\x%02d\\x01\\x01\\x01\\x01\\x00\\x02\\x11\\x00\\x00\\x59\\x05' $((at / 75)) $((at % 75))
        printf %b "$entry"
    done
} >most.sbi
burn_and_read most
echo "-- all sectors"
cp album.cue all.cue
{
    printf 'SBI\0'
    for at in {150..849}; do
        printf -v entry '\\x00\\x%02d\\x%02d\\x01\\x01\\x01\\x01\\x00\\x02\\x11\\x00\\x00\\x59\\x05' $((at / 75)) $((at % 75))
        printf %b "$entry"
    done
} >all.sbi
redbook-burn write -q --yes -d virtual:all --write-mode=raw96 all.cue
redbook-burn read -d virtual:all -o all-read.cue; echo $?
redbook-burn verify -d virtual:all all.cue; echo $?
ls all-read.*
echo "-- a valid CRC"
cp album.cue valid.cue
{
    # another relative time (lba 100), another control (105), another index (110), ADR 5 in two sectors (120)
    printf '\0\x03\x25\1\1\1\0\1\x33\0\0\x03\x25\xba\x42'
    printf '\0\x03\x30\x41\1\1\0\1\x30\0\0\x03\x30\x64\x1e'
    printf '\0\x03\x35\1\1\4\0\1\x35\0\0\x03\x35\x2d\x48'
    for i in 5 6; do printf '\0\x03\x4'$i'\5\0\xb0\0\0\0\0\0\0\0\x86\xd2'; done
} >valid.lsd
burn_and_read valid
echo "-- lists that cannot be replaced"
mkdir folder.sbi
mkfifo pipe.sbi
for name in folder pipe; do
    : >$name.cue
    redbook-burn read -f -d virtual:protected -o $name.cue; echo $?
done
echo "-- CD-TEXT"
sed -i '1i TITLE "A"' album.cue
redbook-burn write -q --yes -d virtual:text album.cue --write-mode=sao 2>/dev/null
: >text.cdt
redbook-burn read -d virtual:text -o text.cue; echo $?
ls text.*
