#!/usr/bin/env bash
# An image that is given twice, also under another name of its sheet, is compared and renamed once.
tone --sectors 400 a.wav
redbook author a.wav -o a.cue || exit
redbook match --write-entry a.cue | sed 's/name="a/name="Game/' >games.dat
redbook match --dat games.dat --rename a.cue ./a.cue a.cue
echo "exit $?"
ls
ln -s Game.cue b.cue
redbook match --dat games.dat --json Game.cue b.cue | jq -c '(.images | length), .parts'
redbook match -v --dat games.dat Game.cue b.cue
# The sheet is renamed, not a link to it that is given before.
rm b.cue && mkdir sub && ln -s ../Game.cue sub/c.cue
sed -i 's/name="Game/name="Other/' games.dat
redbook match --dat games.dat --rename sub/c.cue Game.cue; echo "exit $?"
ls
