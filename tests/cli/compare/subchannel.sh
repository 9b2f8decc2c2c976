#!/usr/bin/env bash
# A TOC that has the modified Q of an SBI in its sectors, as audio with its subchannel, is the same disc; so is a CCD, which has the
# subchannel in a file of its own. An image without any is another disc. The digest has the mode.
tone --kind noise --sectors 400 a.wav
for name in a none; do redbook author -q a.wav -o $name.cue; done
q() { printf '%b' "$(printf '%s' "$*" | tr -d ' ' | sed 's/../\\x&/g')"; }
{ q 53424900 && q 000325 01 41 01 01 00 01 27 00 00 03 25; } >a.sbi
mkdir toc && redbook convert -q a.cue -o toc/a.toc && grep -o 'AUDIO RW_RAW' toc/a.toc
try() { echo "\$ $*" && "$@"; echo "exit $?"; }
{
    try redbook compare a.cue toc/a.toc
    try redbook compare -v toc/a.toc a.cue
    try redbook compare none.cue toc/a.toc
    try redbook compare toc/a.toc none.cue
    redbook hash --disc toc/a.toc
    redbook hash --disc none.cue
    mkdir ccd && redbook convert -q none.cue -o ccd/a.ccd
    try redbook compare toc/a.toc ccd/a.ccd
} 2>&1
