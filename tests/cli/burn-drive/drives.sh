#!/usr/bin/env bash
mkdir -p shelf/empty
for name in b a; do redbook-burn virtual -q shelf/$name; done
sed -i 's/^product = .*/product = ANOTHER ONE/' shelf/b/drive.conf
echo 'speed = fast' >>shelf/b/drive.conf
redbook-burn drives shelf
redbook-burn drives shelf/a
redbook-burn drives --json shelf/a
redbook-burn drives no-such-folder; echo $?
