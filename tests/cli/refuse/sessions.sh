#!/usr/bin/env bash
# An image without such areas is refused: an authored image, a TOC, a CCD; and a range between two sessions.
. "$TREE/tests/cli/convert/sessions.bash"
make_extra
make_gd
redbook author -q gd.cue -o out.cue
echo $?
redbook convert -q gd.cue -o out.toc
echo $?
redbook convert -q gd.cue -o out.ccd
echo $?
redbook extract -q --range 00:13:00-00:14:00 --raw extra.cue -o out
echo $?
redbook extract -q --range 02:45:25-02:45:26 --raw extra.cue -o sector && cmp <(head -c 2352 4.bin) sector/*.bin && echo "its first sector"
