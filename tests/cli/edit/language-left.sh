#!/usr/bin/env bash
# The first language of the CD-TEXT loses its last text: it is kept, since another one would be what players show then, and both
# edit and the check of a plant say so.
tone --kind music --level 50 --sectors 400 a.wav
cat >a.toc <<'TOC'
CD_DA
CD_TEXT { LANGUAGE_MAP { 0 : EN 1 : 8 } LANGUAGE 0 { TITLE "Night" } LANGUAGE 1 { TITLE "Nacht" } }
TRACK AUDIO
CD_TEXT { LANGUAGE 0 { TITLE "One" } LANGUAGE 1 { TITLE "Eins" } }
AUDIOFILE "a.wav" 0
TOC
redbook author -q a.toc -o album.cue && ls album.cdt
redbook edit album.cue --title= -q
redbook edit album.cue --track 1:title=
redbook text album.cdt
redbook check --profile plant album.cue
