#!/usr/bin/env bash
# One warning, and the rest is done, unless warnings are refused.
tone --sectors 400 album.bin
printf 'CDTEXTFILE "album.cdt"\nTITLE "Mine"\nFILE "album.bin" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n' >album.cue
redbook info album.cue
redbook info -q --fail-on warning album.cue >/dev/null
