#!/usr/bin/env bash
# A disc that is given twice is converted once: a fileset by its folder and its DDPID, a sheet by two ways to it.
mkdir -p all twin
tone --kind noise --sectors 400 a.wav
redbook author -q a.wav -o all/b.cue
redbook convert -q all/b.cue --target ddp -o all/album
redbook convert -q all/* all/album/* -o X/
find X | sort
redbook convert -v --target redump all/b.cue all/../all/b.cue all/album all/album/DDPID -o Y/
# Two discs of one name are not the same.
cp all/b.* twin
redbook convert -q all/b.cue twin/b.cue -o Z/; echo $?
