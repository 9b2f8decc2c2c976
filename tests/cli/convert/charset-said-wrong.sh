#!/usr/bin/env bash
# A TOC that states ASCII and has accented characters: the same texts in every target.
tone --sectors 750 a.bin
printf 'CD_DA\nCD_TEXT { LANGUAGE_MAP { 0 : EN } LANGUAGE 0 { TITLE "Caf\\351" PERFORMER "Bj\\366rk"\nSIZE_INFO { 1, 1, 1, 0, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0 } } }\nTRACK AUDIO\nCD_TEXT { LANGUAGE 0 { TITLE "\\351t\\351" PERFORMER "x" } }\nAUDIOFILE "a.bin" SWAP 0\n' >in.toc
redbook convert in.toc -o a.toc && grep TITLE a.toc
redbook convert -q --cdtext always in.toc -o b.cue && grep TITLE b.cue
redbook text b.cdt
redbook convert -q in.toc -o c.ccd && redbook info --json c.ccd | grep '"title"'
