#!/usr/bin/env bash
# A gain without audio has no effect, which is reported.
descriptor iso >/dev/null 2>&1
head -c $((2048 * 400)) /dev/zero | tr '\0' x >d.iso
redbook author --data d.iso -o d.cue -v --gain=-6 2>&1 | grep -i gain
