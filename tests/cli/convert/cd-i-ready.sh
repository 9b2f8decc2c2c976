#!/usr/bin/env bash
# CD-i Ready: an audio disc whose program is in the pregap of track 1, as sectors of mode 2 in an AUDIO track. They pass
# through every container byte for byte, and track 1 starts where it did.
sectors form1 600 3 data.bin data.user
tone --kind noise --seed 1 --sectors 400 one.bin
tone --kind noise --seed 2 --sectors 400 two.bin
cat data.bin one.bin two.bin >disc.bin
cat >disc.cue <<'END'
FILE "disc.bin" BINARY
  TRACK 01 AUDIO
    INDEX 00 00:00:00
    INDEX 01 00:08:00
  TRACK 02 AUDIO
    INDEX 01 00:13:25
END
redbook info disc.cue 2>/dev/null
for target in redump.cue single.cue disc.ccd disc.chd; do
    options=()
    [ $target != redump.cue ] || options=(--target redump)
    redbook convert -q disc.cue "${options[@]}" -o "to-$target" || continue
    mkdir "back-$target" && redbook convert -q "to-$target" -o "back-$target/disc.cue"
    cat "back-$target"/*.bin | cmp disc.bin && echo "$target: the same bytes"
    redbook compare --quiet disc.cue "to-$target" && echo "$target: the same disc"
done
redbook author -q disc.cue -o authored.cue && cmp disc.bin authored.bin && grep INDEX authored.cue
redbook-burn write -q --yes --verify -d virtual:rec disc.cue && cmp disc.bin rec/disc.bin && echo 'burnt: the same bytes'
redbook-burn read -q -d virtual:rec -o read.cue && cmp disc.bin read.bin && echo 'read: the same bytes'
