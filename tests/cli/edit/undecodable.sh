#!/usr/bin/env bash
# Bytes that the reader cannot decode are nowhere else: a sheet is not written again with replacements for them.
tone --kind noise --seed 2 --sectors 900 a.bin
try() {
    cp "$1" before
    redbook edit "$@" 2>&1
    echo "exit $?"
    cmp -s before "$1" && echo "unchanged"
}
japanese=$(printf '\203e\203X\203g\202\314\202\275\202\337\202\314\223\372\226{\214\352\203^\203C\203g\203\213')
printf 'TITLE "%s\375\376"\nFILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    TITLE "%s%s"\n    INDEX 01 00:00:00\n' "$japanese" "$japanese" "$japanese" >sj.cue
try sj.cue -q --genre=X
try sj.cue -q --genre=X --title=New
printf 'TITLE "Mot\303\266rhead"\nREM COMMENT "\303\274n \357\277\275"\nFILE "a.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >u.cue
try u.cue -q --encoding=ascii --genre=X
try u.cue -q '--encoding=!' --genre=X
try u.cue -q --genre=X # what the sheet has itself stays
grep COMMENT u.cue
# Half of a surrogate pair.
python3 -c 'import sys; sys.stdout.buffer.write("\ufeffTITLE \"aQb\"\nFILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n".encode("utf-16-le").replace(b"Q\0", b"\1\xd8"))' >wide.cue
try wide.cue -q --genre=X
printf 'CD_DA\nCD_TEXT { LANGUAGE_MAP { 0 : EN } LANGUAGE 0 { TITLE "Mot\303\266rhead" } }\nTRACK AUDIO\nFILE "a.bin" 0\n' >a.toc
try a.toc -q --encoding=ascii --genre=X
exit 0
