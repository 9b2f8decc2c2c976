#!/usr/bin/env bash
# The packs of a source are copied byte for byte; texts of the command line take precedence.
tone --sectors 1200 album.bin
redbook text -q "$TREE/tests/cli/text/night-cats.txt" -o source.cdt
cat >source.cue <<'END'
CDTEXTFILE "source.cdt"
FILE "album.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
  TRACK 02 AUDIO
    INDEX 01 00:05:00
  TRACK 03 AUDIO
    INDEX 01 00:10:00
END
redbook author -q source.cue -o out.cue && cat out.cue && cmp source.cdt out.cdt
redbook author source.cue -o out.cue; echo "exit $?"
redbook author -q source.cue --track 2:title=Deux --depfile out.d -f -o out.cue && redbook text out.cdt && cat out.d
redbook author source.cue --cdtext never -o never.cue; ls never.*
# If new texts do not fit the packs, the packs are omitted unless they were asked for.
redbook author source.cue --track 2:title='Żaba' -o letters.cue; echo "exit $?"; ls letters.*
redbook author source.cue --track 2:title='Żaba' --cdtext always -o always.cue; echo "exit $?"
# A target that is a source is not changed.
cp source.cdt in.cdt && sed s/source.cdt/in.cdt/ source.cue >other.cue
redbook author other.cue -f -o in.cue; echo "exit $?"; cmp source.cdt in.cdt
