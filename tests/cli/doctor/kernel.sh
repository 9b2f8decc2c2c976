#!/usr/bin/env bash
# The kernel that is used is the first one; one that was asked for is it.
REDBOOK_KERNEL=plain redbook doctor | grep -oE '^kernel +plain'
REDBOOK_KERNEL=none redbook doctor 2>&1 | head -n 1
