#!/usr/bin/env bash
# Drives have several codes for a cue sheet or a write type that they do not accept: each is a refusal, after which the next mode is tried.
tone --sectors 400 one.bin
printf 'FILE "one.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >one.cue
for sense in 5/20/00 5/24/00 5/26/00 5/2C/00 5/30/00; do
    rm -rf drive
    redbook-burn virtual -q drive
    echo "op 5D every 1 sense $sense" >drive/faults
    redbook-burn write --yes --verify -d virtual:drive one.cue 2>&1 | grep -e error -e warning -e '^burnt' -e 'same disc'
done
echo '-- a disc that is too short, or cannot be written'
for sense in 5/21/00 5/63/00 5/2C/03; do
    rm -rf drive
    redbook-burn virtual -q drive
    echo "op 5D every 1 sense $sense" >drive/faults
    redbook-burn write --yes -d virtual:drive one.cue 2>&1 | grep -e error -e warning -e '^burnt'
done
echo '-- the write type'
rm -rf drive
redbook-burn virtual -q drive
echo 'op 55 1 sense 5/24/00' >drive/faults
redbook-burn write --yes --verify -d virtual:drive one.cue 2>&1 | grep -e error -e warning -e '^burnt' -e 'same disc'
echo '-- an error of the disc is none'
rm -rf drive
redbook-burn virtual -q drive
echo 'op 5D every 1 sense 3/0C/00' >drive/faults
redbook-burn write --yes -d virtual:drive one.cue 2>&1 | grep -e error -e warning -e '^burnt'
