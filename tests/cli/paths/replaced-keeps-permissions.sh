#!/usr/bin/env bash
# Replaced files keep their mode, also the packs next to a sheet and extracted files.
umask 022
tone --sectors 400 a.wav
redbook author --cdtext always --title One a.wav -o out.cue && redbook extract out.cue -o d && redbook text out.cdt -o t.txt || exit
chmod 600 out.cue && chmod 664 out.bin && chmod 640 out.cdt && chmod 604 d/01.wav && chmod 444 t.txt
redbook author --cdtext always --title Two -f a.wav -o out.cue && redbook extract -f out.cue -o d && redbook text -f out.cdt -o t.txt || exit
stat -c '%a %n' out.cue out.bin out.cdt d/01.wav t.txt
