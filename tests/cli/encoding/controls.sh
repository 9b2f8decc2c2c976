#!/usr/bin/env bash
# Terminal control sequences and bidirectional controls are never written unescaped: not in messages, JSON, tables or
# descriptors.
tone --sectors 400 a.wav
c1=$'\xC2\x9B' turn=$'\xE2\x80\xAE' mark=$'\xE2\x80\x8F' isolate=$'\xE2\x81\xA6' line=$'\xE2\x80\xA8'
cp a.wav "b$c1$turn.wav"
cat >in.cue <<SHEET
REM one${c1}2J two${turn}three
PERFORMER "${mark}who${isolate}"
TITLE "clear${c1}2J${line}"
FILE "b$c1$turn.wav" WAVE
  TRACK 01 AUDIO
    TITLE "t${c1}${turn}t"
    INDEX 01 00:00:00
SHEET
sed 's/\.wav/.ogg/' in.cue >elsewhere.cue
raw() { LC_ALL=C grep -c -P '\xC2[\x80-\x9F]|\xD8\x9C|\xE2\x80[\x8E\x8F\xA8-\xAE]|\xE2\x81[\xA6-\xA9]' "$1"; }
redbook author -v --json in.cue -o "new$c1.cue" >json 2>messages && echo "a sheet cannot hold that name"
redbook author -v --json in.cue -o new.cue >>json 2>>messages
redbook info in.cue >>messages 2>&1
redbook info --json in.cue >>json 2>>messages
redbook info elsewhere.cue >>messages 2>&1
redbook check elsewhere.cue >>messages 2>&1
redbook info "none$c1.cue" >>messages 2>&1
redbook "none$c1" >>messages 2>&1
redbook info --none"$c1" >>messages 2>&1
redbook text in.cue >>messages 2>&1
redbook text --json in.cue >>json 2>>messages
for target in portable redump toc; do
    redbook convert --target $target in.cue -o "$target.$([ $target = toc ] && echo toc || echo cue)" >>messages 2>&1
done
redbook-burn plan in.cue >>messages 2>&1
for file in json messages portable.cue redump.cue toc.toc; do
    printf '%s: %s\n' $file "$(raw $file)"
done
cat portable.cue toc.toc
exit 0
