#!/usr/bin/env bash
mkdir album.cue
redbook info album.cue
