#!/usr/bin/env bash
# Sessions are kept by every target that supports them, and are read back at their addresses with the same sectors.
. "$TREE/tests/cli/convert/sessions.bash"
make_extra
make_gd
for target in redump wav single portable ccd toc; do
    ending=cue
    case $target in ccd | toc) ending=$target ;; esac
    mkdir $target
    redbook convert -q --target $target extra.cue -o "$target/out.$ending" || echo "$target: $?"
    grep 'REM\|Session\|INDEX\|Point=0x[bc]0' "$target/out.$ending" | tr -d '\r'
    redbook compare -q extra.cue "$target/out.$ending" && echo "$target: the same disc"
    mkdir "$target/back"
    redbook convert -q --target redump "$target/out.$ending" -o "$target/back/out.cue"
    # a TOC does not state the lengths between its sessions, which are the usual ones
    lines=FILE
    [ $target != toc ] || lines='LEAD\|PREGAP'
    diff <(grep -v "$lines" "$target/back/out.cue") <(grep -v "$lines" redump/out.cue)
done
cat toc/out.toc 'toc/out (Session 2).toc' | grep '^[CTFD]'
redbook info -v toc/out.toc 2>&1 | grep session
cmp <(cat [1-4].bin) ccd/out.img && stat -c %s ccd/out.sub
mkdir gd
redbook convert -q --target redump gd.cue -o gd/out.cue
sed 's/(Track /g/; s/out //; s/)//' gd/out.cue | diff - gd.cue && redbook compare -q gd.cue gd/out.cue && echo "gd: the same disc"
