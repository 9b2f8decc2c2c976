#!/usr/bin/env bash
tone --sectors 4500 album.bin
cat >album.cue <<'END'
FILE "album.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
END
redbook-burn virtual -q drive
sed -i 's/^lead-out = .*/lead-out = 01:00:00/; s/^profile = .*/profile = lenient/' drive/drive.conf
redbook-burn write --device virtual:drive --yes album.cue; echo $?
redbook-burn write --device virtual:drive --yes --overburn --verify album.cue; echo $?
