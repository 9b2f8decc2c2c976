#!/usr/bin/env bash
printf 'Input Sheet Version = 0.7T\nLanguage Code = Klingon\n' >album.txt
redbook text album.txt
