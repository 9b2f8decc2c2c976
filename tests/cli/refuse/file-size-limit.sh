#!/usr/bin/env bash
# Past the limit of a file's size (ulimit -f) a command fails as on a full disk: with the reason, and without a file left.
tone --kind noise --sectors 500 a.wav
redbook author -q a.wav -o a.cue
try() {
    echo "\$ $*"
    (ulimit -f 500 && "$@" 2>&1) # in 1,024 bytes
    echo "exit $?"
}
try redbook author a.wav -o b.cue
try redbook convert a.cue -o b.toc
try redbook convert a.cue -o b.chd
try redbook convert a.cue --target single -o b.cue
try redbook extract a.cue -o x
try redbook extract a.cue --format flac -o x
(ulimit -f 0 && { redbook report -q a.cue -o r; redbook hash a.cue >hash; }) 2>&1 | cat
ls
[ -x "$B/redbook-burn" ] || exit 0
redbook-burn virtual drive >/dev/null && redbook-burn write --yes -q -d virtual:drive a.cue >/dev/null 2>&1
(ulimit -f 500 && redbook-burn read -q -d virtual:drive -o b.cue 2>read.errors)
[ $? = 1 ] && ! ls b.* 2>/dev/null || echo "redbook-burn read: no error, or a file is left"
grep -q 'File too large for the limit of file sizes (ulimit -f)' read.errors || cat read.errors
(ulimit -f 500 && redbook-burn write --yes -q -d virtual:small a.cue 2>write.errors)
grep -q 'too large for the limit of file sizes (ulimit -f).*raise the limit' write.errors || cat write.errors
