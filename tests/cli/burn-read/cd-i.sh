#!/usr/bin/env bash
# A disc of CD-I stays one: its type is in the table of contents, and of a disc of several sessions that of each session.
sectors mode2 400 1 one.bin user
printf 'FILE "one.bin" BINARY\n  TRACK 01 CDI/2352\n    INDEX 01 00:00:00\n' >cdi.cue
sed 's/CDI/MODE2/' cdi.cue >xa.cue
tone --sectors 400 two.bin
cat >both.cue <<'END'
REM SESSION 01
FILE "two.bin" BINARY
  TRACK 01 AUDIO
    INDEX 01 00:00:00
REM SESSION 02
FILE "one.bin" BINARY
  TRACK 02 CDI/2352
    INDEX 01 00:00:00
END
for disc in both cdi xa; do
    echo "-- $disc"
    redbook-burn write -q --yes -d virtual:$disc $disc.cue
    redbook-burn read -q -d virtual:$disc -o read-$disc.cue
    grep TRACK read-$disc.cue
    redbook compare $disc.cue read-$disc.cue # in a later session the drive makes new headers
done
