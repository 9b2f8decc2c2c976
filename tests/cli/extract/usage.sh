#!/usr/bin/env bash
redbook extract a.cue
redbook extract -o d
redbook extract a.cue -o d --tracks 3-1
redbook extract a.cue -o d --tracks 1,,2
redbook extract a.cue -o d --tracks 0
redbook extract a.cue -o d --tracks 100
redbook extract a.cue -o d --range 10
redbook extract a.cue -o d --range 20-20
redbook extract a.cue -o d --range 0-75 --tracks 1
redbook extract a.cue -o d --hidden --pregap with-track
redbook extract a.cue -o d --format mp3
redbook extract a.cue -o d --session 0
redbook extract a.cue -o d --session 2 --range 0-75
redbook extract a.cue -o d --joins 2s --pad
redbook extract a.cue -o d --range 0-75 --pregap drop
redbook extract a.cue -o d --session 2 --hidden
redbook extract a.cue -o d --pad --raw
ls
