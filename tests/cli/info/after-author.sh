#!/usr/bin/env bash
tone --sectors 400 --title One a.flac
tone --sectors 500 --title Two b.flac
redbook author a.flac b.flac --gap 2s -o out.cue --performer Band --mcn 4006381333931 --track 1:isrc=DEA452400001 &&
    redbook info out.cue
