#!/usr/bin/env bash
tone --kind noise --sectors 400 a.wav
tone --kind noise --sectors 400 b.wav
printf 'FILE "a.wav" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >s.cue
try() { redbook "$@"; echo "exit $?"; }
{
    try sheet -o x.cue
    try sheet a.wav
    try sheet a.wav -o x.txt
    try sheet s.cue -o x.cue
    try sheet a.wav b.wav -o x.cue --gap 2s,2s
    try sheet a.wav b.wav -o x.cue --gap 2s,,0
    try sheet a.wav b.wav -o x.cue --track 3:pregap=2s
    try sheet a.wav b.wav -o x.cue --track 2:pregap=2
    try sheet a.wav b.wav -o x.cue --names '%n %a'
    try sheet a.wav b.wav -o x.cue --mcn 123
    try sheet a.wav missing.wav -o x.cue
    try sheet a.wav b.wav -o s.cue
    try author s.cue -o out.cue --track 1:pregap=2s
    try author s.cue -o out.cue --gap 2s,2s
    try author s.cue -o out.cue --names '%t'
    try sheet a.wav b.wav -o x.cue --names '%n %t' --fail-on warning
} 2>&1
ls -- *.cue
