#!/usr/bin/env bash
# Damaged sectors are reported, ten of them by address, and written unchanged; wrong parity does not affect user data.
sectors mode1 300 1 raw.bin user
harm() { printf '\1\2\3' | dd of=raw.bin bs=1 seek=$(($1 * 2352 + $2)) conv=notrunc 2>/dev/null; }
harm 7 100
harm 8 0
harm 9 2300
harm 10 15
redbook extract raw.bin -o d && cmp -l user d/01.iso | awk '{ print int(($1 - 1) / 2048) }' | uniq -c
for n in $(seq 20 30); do harm "$n" 64; done
redbook extract raw.bin -o e && ls e
