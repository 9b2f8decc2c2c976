#!/usr/bin/env bash
# The severity of a message has a colour at a terminal, unless NO_COLOR or TERM say otherwise, and never elsewhere.
. "$TREE/tests/cli/terminal/prelude.bash"
printf 'FILE "a.bin" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nISRC ABC\n' >a.cue
head -c $((2352 * 400)) /dev/zero >a.bin
shown() { # WORDS of env
    script -qec "env $* redbook check -v a.cue" log >/dev/null
    sed -n 's/\r$//; s/\x1b/ESC/g; /^redbook: /s/^\(redbook: [^ ]* \).*/\1/p' log | sort | uniq -c
}
echo at a terminal
shown A=1
shown NO_COLOR=
echo NO_COLOR
shown NO_COLOR=1
echo TERM=dumb
shown TERM=dumb
echo in a pipe
redbook check -v a.cue 2>&1 | grep -c $'\033'
script -qec 'redbook check none.cue' log >/dev/null
sed -n 's/\x1b/ESC/g; s/^\(redbook: [^ ]* \).*/\1/p' log
