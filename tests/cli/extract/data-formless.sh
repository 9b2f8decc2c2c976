#!/usr/bin/env bash
# A formless track is not treated as a damaged one of form 1 because some of its sectors are empty, nor written as an ISO.
head -c 2336 /dev/zero >empty
{ printf '\001CD001\001' && head -c 2329 /dev/zero | tr '\0' B; } >formless
for n in $(seq 0 299); do
    cat "$([ $((n % 150)) -eq 16 ] && echo formless || echo empty)"
done >disc.2336
redbook extract -v --mode mode2/2336 disc.2336 -o d && ls d
redbook check --mode mode2/2336 --json disc.2336 2>/dev/null | sed -n '/"damaged_sectors"/,/}/p'
redbook check -v --mode mode2/2336 disc.2336
