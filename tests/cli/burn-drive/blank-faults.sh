#!/usr/bin/env bash
# Blanking by a drive that does not lock its tray, loses the reply to BLANK, or replies with an attention after it.
tone --sectors 700 album.bin
printf 'FILE "album.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >album.cue
redbook-burn virtual -q drive
sed -i 's/^medium = .*/medium = cd-rw/' drive/drive.conf
while read -r faults; do
    : >drive/faults
    redbook-burn write -q --device virtual:drive --yes --blank=fast album.cue && rm -f drive/transcript
    printf '%s\n' "$faults" | tr ';' '\n' >drive/faults
    echo "$faults"
    redbook-burn blank --no-progress --device virtual:drive --yes 2>&1
    echo "exit $?, BLANK sent: $(grep -c ' a1 ' drive/transcript)"
done <<'END'
op 1e sense 5/20/00
op a1 sense-after 6/28/00
op a1 broken
op a1 broken-after
op a1 broken;op 00 3 sense 6/28/00
END
: >drive/faults
redbook-burn blank -q --device virtual:drive --yes
redbook-burn write -q --device virtual:drive --yes album.cue # and before a burn
seq -f 'op 1e %g sense 5/20/00' 30 >drive/faults # never
redbook-burn write --device virtual:drive --yes --blank=fast album.cue 2>&1 >/dev/null | grep warning
