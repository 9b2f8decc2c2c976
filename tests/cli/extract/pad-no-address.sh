#!/usr/bin/env bash
# An ISO whose directories have addresses that no disc has is not padded up to them.
for lba in 4000 449849 1879048192 2147483000; do
    volume --lba "$lba" "made-for-$lba.iso"
    (ulimit -f 1000000; redbook extract "made-for-$lba.iso" -o "out-$lba" --pad --json) 2>&1 | grep -E 'padding_bytes|"error'
done
stat -c '%s %n' out-*/*
