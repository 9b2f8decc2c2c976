#!/usr/bin/env bash
printf 'just words\n' >album.cue
redbook info album.cue
