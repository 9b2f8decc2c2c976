#!/usr/bin/env bash
# With --json a command that fails prints a document with the error; of a wrong command line, it prints nothing and exits with 2.
[ -x "$B/redbook-burn" ] || { echo "redbook-burn is not built: libcdio is not installed" && exit 77; }
tone --sectors 400 a.wav
redbook author -q a.wav -o a.cue
redbook-burn virtual drive >/dev/null
fails() { # COMMAND...: a document with a reason: an error, of the run or of one disc
    "$@" --json >out 2>err </dev/null
    echo "$? $(grep -cE '"status": ?"[A-Z]' out) $(head -c 1 out) $*"
    "$@" --json --no-such-option >out 2>err </dev/null
    [ $? = 2 ] && [ ! -s out ] && [ -s err ] || echo "a wrong option: not refused without output"
}
for command in info check hash 'hash --files' 'hash -c' 'match --dat a.cue' text 'edit --title X' 'report -o r' 'extract -o e' \
    'author -o o.cue' \
    'convert -o o.toc' 'convert a.cue -o o/' 'compare a.cue' 'author a.wav -o o.cue --data' 'text a.cue --add' 'match a.cue --dat'; do
    case $command in *--add) last=de=none.cue ;; *) last=none.cue ;; esac
    fails redbook $command $last
done
fails redbook-burn plan none.cue
fails redbook-burn write --yes -d virtual:drive none.cue
fails redbook-burn verify -d virtual:drive none.cue
fails redbook-burn blank --yes -d virtual:drive
fails redbook-burn read -d virtual:drive -o none/o.cue
fails redbook-burn info -d /dev/none
