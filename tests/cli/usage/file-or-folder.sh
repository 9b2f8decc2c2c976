#!/usr/bin/env bash
# A file given as a folder, and a folder given as a file, are reported as such before the work.
tone --sectors 400 a.wav
redbook author -q a.wav -o a.cue
touch file
mkdir folder.cue folder
redbook extract a.cue -o file
redbook report a.cue -o file
redbook convert a.cue --target ddp -o file
redbook author a.wav -o folder.cue
redbook author --force a.wav -o folder.cue
redbook convert a.cue -o folder.cue
redbook sheet a.wav -o folder.cue
redbook convert a.cue -o folder
redbook convert a.cue -o folder --target chd
redbook hash --files --force a.cue -o folder
redbook hash --files missing.cue -o file
redbook report -q a.cue -o papers && redbook report missing.cue -o papers
ls
exit 0
