#!/usr/bin/env bash
sectors mode1 400 1 raw user
for i in $(seq 0 399); do dd if=raw bs=16 skip=$((i * 147 + 1)) count=128 status=none; done >disc.iso
redbook-burn plan --mode mode1/2048 disc.iso
