# tests/cli/terminal/prelude.bash - sourced by the cases: work at a terminal that lasts
# shellcheck shell=bash

script -qec true /dev/null >/dev/null 2>&1 || { echo "no script(1) or no pseudo-terminal here"; exit 77; }

# lasting WORDS...: redbook author WORDS at a terminal, whose log is 'log', lasts longer than the half second after which
# progress shows, however fast the machine is: it is held for that time once it has begun.
lasting() {
    tone --kind noise --rate 44056 --channels 1 --encoding u8 --seconds 15 a.wav # no small ratio: the slow way
    cat >held.sh <<END
redbook author --jobs 1 a.wav -o out.cue $* &
for _ in {1..200}; do
    for begun in *.redbook-* out.bin; do [ ! -e "\$begun" ] || break 2; done
    sleep 0.005
done
kill -STOP \$! && sleep 0.6 && kill -CONT \$!
wait \$!
END
    script -qec 'bash held.sh' log >/dev/null
    rm held.sh
    [ -e out.cue ] || echo 'no image was written'
}
