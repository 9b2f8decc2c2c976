#!/usr/bin/env bash
# Our output has no findings by our own rules: texts that sheets and packs store in different ways are still one text.
tone --sectors 750 a.bin
kanji=$(printf '\346\234\210%.0s' {1..30})
long=$(printf '\303\251%.0s' {1..90})
{
    printf 'CD_DA\nCD_TEXT { LANGUAGE_MAP { 0 : EN } LANGUAGE 0 { TITLE "The \\"Live\\" Album" PERFORMER "Don\342\200\231t\\011Stop\302\240Now" } }\n'
    printf 'TRACK AUDIO\nCD_TEXT { LANGUAGE 0 { TITLE "12\\" Mix" PERFORMER "%s" } }\nAUDIOFILE "a.bin" SWAP 0\n' "$long"
    printf 'TRACK AUDIO\nCD_TEXT { LANGUAGE 0 { TITLE "Two \342\200\223 \342\200\234quoted\342\200\235\342\200\246" PERFORMER "b" } }\nAUDIOFILE "a.bin" SWAP 0\n'
} >in.toc
redbook author --cdtext always in.toc -o out.cue && cat out.cue
redbook check --profile plant out.cue 2>&1 | grep -e cdtext -e cue -e profile
for target in redump cdrwin; do
    redbook convert -q --cdtext always in.toc --target $target -o $target.cue
    redbook check --profile plant $target.cue 2>&1 | grep -e cdtext -e cue
done
redbook convert -q out.cue -o c.ccd && redbook check --profile plant c.ccd 2>&1 | grep -e cdtext -e ccd
redbook convert -q out.cue -o d.toc && redbook check --profile plant d.toc 2>&1 | grep -e cdtext -e toc
echo '# thirty characters are thirty, and the limit of one program is its own'
printf 'TITLE "%s"\nPERFORMER "%s"\nFILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' "$kanji" "$long" >k.cue
redbook convert -q k.cue -o l.cue && cmp <(head -2 k.cue | sort) <(head -2 l.cue | sort) && echo whole
redbook convert k.cue --target cdrwin -o m.cue
head -2 m.cue | wc -m
