#!/usr/bin/env bash
tone --sectors 400 --kind noise whole.flac
head -c 500000 whole.flac >a.flac
redbook author a.flac -o out.cue
