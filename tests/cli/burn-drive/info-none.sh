#!/usr/bin/env bash
redbook-burn info --device /dev/no-such-drive --json; echo $?
redbook-burn info --device virtual:drive extra; echo $?
redbook-burn virtual -q drive
sed -i 's/^medium = .*/medium = none/' drive/drive.conf
redbook-burn info --device virtual:drive | grep '^disc'
