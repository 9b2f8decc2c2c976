#!/usr/bin/env bash
# One file was changed, one is missing; lines that are not valid.
tone --sectors 400 --kind noise a.wav
redbook author a.wav -o good.cue
redbook hash --files good.cue >sums
echo 'not a line' >>sums
echo >>good.cue
mv good.bin other.bin
redbook hash -c sums
echo "exit $?"
redbook hash -q -c sums
echo "exit $?"
redbook hash -q --json -c sums 2>/dev/null | jq -c '.files[] | [.ok, .error.text]'
mv other.bin good.bin
redbook hash -q --json -c sums | grep -E '"(name|ok|expected|sum|algorithm)"' | sed 's/[0-9a-f]\{64\}/SUM/'
echo 'nothing' >none
redbook hash -c none
echo "exit $?"
redbook hash -c gone
