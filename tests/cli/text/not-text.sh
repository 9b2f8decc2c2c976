#!/usr/bin/env bash
printf 'just words\n' >words
redbook text words
