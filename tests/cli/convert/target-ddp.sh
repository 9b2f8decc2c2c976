#!/usr/bin/env bash
. "$TREE/tests/cli/convert/everything.bash"
make_everything
# Its data track is in the first session, which a fileset cannot have.
redbook convert everything.cue --target ddp -o delivery; echo "exit $?"; ls -d delivery 2>&1
# Without it everything is read back except what the loss list names.
sed '/TRACK 03/,$d' everything.cue >audio.cue
head -c $((1050 * 2352)) everything.bin >cut.bin && sed -i 's/everything.bin/cut.bin/' audio.cue
redbook convert audio.cue --target ddp -o delivery --master-id 'CAT 001' --force-delivery -v; echo "exit $?"
cat delivery/DDPID && echo && fold -w 128 delivery/DDPMS && fold -w 64 delivery/PQDESCR
(cd delivery && md5sum -c CHECKSUM.MD5 && tail -n +2 CHECKSUM.TXT | cut -d= -f1)
redbook compare audio.cue delivery
# A folder with another name is a fileset too, and so is its DDPID; what a fileset states can be written again from a sheet.
mv delivery other && redbook info -q other/DDPID
redbook convert other -o sheet.cue -q && grep MASTERID sheet.cue
redbook convert sheet.cue --target ddp -o again --force-delivery -q
for name in DDPID DDPMS PQDESCR CDTEXT.BIN IMAGE.DAT CHECKSUM.MD5 CHECKSUM.TXT; do cmp "other/$name" "again/$name"; done
