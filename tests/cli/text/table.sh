#!/usr/bin/env bash
cat >album.txt <<'END'
Input Sheet Version = 0.7T
Text Code           = 8859
Language Code       = English
Album Title         = Night Cats
Artist Name         = Art
Genre Code          = Rock Music
Genre Information   = Fuzz
Catalog Number      = CAT-001
UPC / EAN           = 4006381333931
Text Data Copy Protection = OFF
First Track Number  = 1
Last Track Number   = 3
Track 01 Title      = One
Track 01 Artist     = Art
ISRC 01             = USRC17607839
Track 02 Title      = Two
Track 02 Artist     = Art
ISRC 02             = USRC17607840
Track 03 Title      = Three
Track 03 Artist     = Zed
ISRC 03             = USRC17607841
END
redbook text album.txt
