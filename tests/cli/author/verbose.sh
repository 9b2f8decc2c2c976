#!/usr/bin/env bash
tone --frames 264800 a.wav
tone --rate 96000 --encoding s24 --frames 576001 b.flac
tone --rate 96000 --encoding s24 --frames 576001 c.flac
redbook author -v a.wav b.flac c.flac -o out.cue --track 1:title=One --track 2:isrc=DEA452400001
