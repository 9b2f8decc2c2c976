#!/usr/bin/env bash
tone --encoding s24 --sectors 400 a.wav
redbook author --dither none a.wav -o out.cue && redbook author --dither tpdf a.wav -o other.cue && ! cmp -s out.bin other.bin && echo differ
