#!/usr/bin/env bash
# The CD-TEXT of a disc of two sessions, in two languages or with a message, is in its TOCs, and comes back byte for byte. What the TOC
# of a later session has about the whole disc is reported.
tone --kind noise --seed 1 --sectors 400 1.bin
sectors form1 400 7 2.bin 2.iso
cat >two.toc <<'END'
CD_DA
CD_TEXT {
  LANGUAGE_MAP { 0 : EN 1 : 15 }
  LANGUAGE 0 { TITLE "Album" MESSAGE "hello" }
  LANGUAGE 1 { TITLE "Le disque" }
}
TRACK AUDIO
CD_TEXT { LANGUAGE 0 { TITLE "One" } LANGUAGE 1 { TITLE "Un" } }
DATAFILE "1.bin"
TRACK AUDIO
CD_TEXT { LANGUAGE 0 { TITLE "Two" } LANGUAGE 1 { TITLE "Deux" } }
DATAFILE "1.bin"
END
redbook convert -q --target redump two.toc -o packs.cue
sheet() { # FILE TYPE
    printf 'CDTEXTFILE "packs.cdt"\nTITLE "Album"\nFILE "1.bin" BINARY\n  TRACK 01 AUDIO\n    TITLE "One"\n    INDEX 01 00:00:00\n'
    printf 'REM SESSION 02\nFILE "%s" BINARY\n  TRACK 02 %s\n    TITLE "Two"\n    INDEX 01 00:00:00\n' "$1" "$2"
}
sheet 1.bin AUDIO >audio.cue
sheet 2.iso MODE2/2048 >extra.cue
for name in audio extra; do
    mkdir $name
    redbook convert --strict $name.cue --target toc -o $name/d.toc
    redbook compare $name.cue $name/d.toc
    redbook text $name/d.toc
    redbook convert -q $name/d.toc --target redump -o $name/back.cue && cmp $name/back.cdt packs.cdt && echo "the same packs"
    grep -A 30 CD_TEXT "$name/d (Session 2).toc"
done
sed -i '1a CATALOG "4006381333931"' "audio/d (Session 2).toc"
sed -i '0,/TITLE ""/s//TITLE "Second"/' "audio/d (Session 2).toc"
redbook info audio/d.toc
