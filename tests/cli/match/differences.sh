#!/usr/bin/env bash
# Which track differs, and why: a read offset, swapped bytes, a pregap elsewhere or missing, damage.
. "$TREE/tests/cli/match/prelude.bash"
make_game Game
make_dat Game >game.dat
cat 'Game (Track 1).bin' 'Game (Track 2).bin' 'Game (Track 3).bin' >whole.bin
variant() { # NAME INDEX0-OF-2 INDEX1-OF-2 INDEX1-OF-3
    printf 'FILE "%s.bin" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n' "$1"
    [ -z "$2" ] || printf '    INDEX 00 %s\n' "$2"
    printf '    INDEX 01 %s\n  TRACK 03 AUDIO\n    INDEX 01 %s\n' "$3" "$4"
} >"$1.cue"
show() {
    redbook match "$@" --dat game.dat
    echo "exit $?"
}
# An offset of 48 samples in the audio: 192 bytes later, with zeros before it.
{ head -c $((300 * 2352)) whole.bin && head -c 192 /dev/zero && tail -c +$((300 * 2352 + 1)) whole.bin | head -c -192; } >offset.bin
variant offset 00:04:00 00:06:00 00:10:00
show offset.cue
# 700 samples in the other direction, which are lost.
{ head -c $((300 * 2352)) whole.bin && tail -c +$((300 * 2352 + 2801)) whole.bin && head -c 2800 /dev/zero; } >early.bin
variant early 00:04:00 00:06:00 00:10:00
show early.cue
# Swapped bytes in the audio.
{ head -c $((300 * 2352)) whole.bin && tail -c +$((300 * 2352 + 1)) whole.bin | python3 -c '
import sys
d = bytearray(sys.stdin.buffer.read())
d[0::2], d[1::2] = d[1::2], d[0::2]
sys.stdout.buffer.write(d)'; } >swapped.bin
variant swapped 00:04:00 00:06:00 00:10:00
show swapped.cue
# The pregap of track 2 at the end of track 1.
cp whole.bin pregap.bin
variant pregap '' 00:06:00 00:10:00
show pregap.cue
# A damaged sector.
{ head -c $((500 * 2352)) whole.bin && head -c 2352 /dev/zero && tail -c +$((501 * 2352 + 1)) whole.bin; } >damaged.bin
variant damaged 00:04:00 00:06:00 00:10:00
show damaged.cue
redbook match --json offset.cue --dat game.dat | jq -c '.images[].matches[].tracks[] | [.file, .same, .difference]'
# Checksums without a CRC: fewer candidates.
sed 's/ crc="[0-9a-f]*"//' game.dat >game2.dat
redbook match swapped.cue pregap.cue offset.cue --dat game2.dat
# No checksums at all: nothing is reported about the content.
sed 's/ crc="[^"]*" md5="[^"]*" sha1="[^"]*"//' game.dat >game3.dat
redbook match offset.cue --dat game3.dat
redbook match --json offset.cue --dat game3.dat | jq -c '.images[].matches[].tracks[] | [.file, .same, .difference]'
# Zeros that are missing in the image.
mkdir z && cd z
head -c $((150 * 2352)) /dev/zero | cat - '../Game (Track 3).bin' >'Game (Track 1).bin'
printf 'FILE "Game (Track 1).bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >Game.cue
tone --kind noise --seed 5 --sectors 300 'Game (Track 2).bin'
printf 'FILE "Game (Track 2).bin" BINARY\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n' >>Game.cue
make_dat Game >game.dat
tail -c +$((150 * 2352 + 1)) 'Game (Track 1).bin' >short.bin
sed 's/Game (Track 1)/short/' Game.cue >short.cue
show short.cue
exit 0
