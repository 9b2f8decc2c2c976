#!/usr/bin/env bash
# Endless opening braces, and comments and strings that contain them.
. "$TREE/tests/cli/hostile/prelude.bash"
tone --sectors 400 a.wav
{ echo CD_DA; head -c 2000000 /dev/zero | tr '\0' '{'; } >braces.toc && try braces.toc
{ printf 'CD_DA CD_TEXT '; head -c 2000000 /dev/zero | tr '\0' '{'; } >text.toc && try text.toc
{ echo 'CD_DA CD_TEXT {'; yes 'LANGUAGE 0 {' | head -n 200000; } >languages.toc && try languages.toc
{ echo 'CD_DA CD_TEXT { LANGUAGE 0 { TITLE {'; yes '255,' | head -n 500000; echo '0 } } }'; } >bytes.toc && try bytes.toc
{ echo 'CD_DA CD_TEXT { LANGUAGE_MAP {'; yes '0 : EN' | head -n 300000; echo '} }'; } >map.toc && try map.toc
printf 'CD_DA\nTRACK AUDIO\nFILE "a.wav' >string.toc && try string.toc
