#!/usr/bin/env bash
# A CD-Extra: a second stream of user data, its pregap included. It comes back as the same disc.
. "$TREE/tests/cli/convert/sessions.bash"
make_extra
redbook convert extra.cue --target ddp -o delivery -v --force-delivery; echo "exit $?"
tail -n +1 delivery/CHECKSUM.TXT | cut -d= -f1
fold -w 128 delivery/DDPMS && fold -w 64 delivery/PQDESCR
redbook compare extra.cue delivery; echo "exit $?"
redbook info -q delivery
redbook extract delivery --tracks 4 -o out -q && { cmp out/04.iso <(tail -c $((300 * 2048)) delivery/IMAGE02.DAT); }
# Data in the first session, and audio in the second, cannot be written.
sed 's/TRACK 01 AUDIO/TRACK 01 MODE2\/2352/; s/"1.bin"/"4.bin"/' extra.cue >mixed.cue
redbook convert mixed.cue --target ddp -o mixed; ls -d mixed 2>&1
sed 's/MODE2.2352/AUDIO/' extra.cue >second.cue
redbook convert second.cue --target ddp -o second; ls -d second 2>&1
