#!/usr/bin/env bash
# A line break or another control character in a text is reported as such, and not as one that a character set does not have.
tone --kind noise --sectors 400 a.wav
redbook author -q a.wav -o album.cue --title Album --performer P
redbook text album.cue -o album.cdt
{ echo 'CDTEXTFILE "album.cdt"' && cat album.cue; } >own.cue
redbook edit own.cue --title $'Night\nDay'; echo "exit $?"
redbook author a.wav -o new.cue --cdtext always --title $'Night\r\nDay' --performer $'a\tb \x01Ł'; echo "exit $?"
redbook author a.wav -o new.cue --cdtext always --title $'Night\nDay' --performer $'a\xE2\x80\xA8b' --cdtext-fallback; echo "exit $?"
redbook info new.cue | head -2
