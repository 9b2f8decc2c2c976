#!/usr/bin/env bash
# Images that lack their end, where their tracks are listed: they are not read as one track of what they begin with.
. "$TREE/tests/cli/convert/containers.bash"
make_mixed
container nrg-tao m.nrg 1:mode1:0:150:t1.bin 1:audio:0:150:t2.bin
container cdi m.cdi 1:mode1:150:0:t1p.bin 1:audio:150:0:t2.bin
for name in m.nrg m.cdi; do
    head -c 900000 $name >cut-$name
    redbook info cut-$name
    echo "exit $?"
done
redbook info -q --mode MODE1/2352 cut-m.nrg | tail -n 1
