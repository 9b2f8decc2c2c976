#!/usr/bin/env bash
# A CD-Extra is read the same in every dialect for its sessions; the areas of a GD-ROM are listed too.
. "$TREE/tests/cli/convert/sessions.bash"
make_extra
make_gd
redbook info -q extra.cue | tee extra.txt
for sheet in bare.cue one.cue; do
    redbook info -q "$sheet" | cmp - extra.txt && echo "$sheet: the same"
done
redbook info -q gd.cue
redbook info --json extra.cue | jq -c '.sessions[]'
redbook info --json gd.cue | jq -c '.sessions[]'
redbook check -q --profile emulator extra.cue
redbook check -q --profile emulator gd.cue
