#!/usr/bin/env bash
# Sheets as other programs write them: how each is read, and what is refused.
tone --sectors 750 a.bin
say() { # LINE...: a sheet of these lines, which the tool reads
    printf '%s\n' "$@" >in.cue
    redbook info -v in.cue 2>&1
    echo "exit $?"
}
track() { # NUMBER MODE TIME
    printf '  TRACK %s %s\n    INDEX 01 %s' "$@"
}
file='FILE "a.bin" BINARY'
echo '# the same file twice, from its beginning, also as data'
say "$file" "$(track 01 AUDIO 00:00:00)" "$file" "$(track 02 AUDIO 00:00:00)"
say "$file" "$(track 01 MODE1/2352 00:00:00)" "$file" "$(track 02 AUDIO 00:00:00)"
echo '# the same file read on'
say "$file" "$(track 01 AUDIO 00:00:00)" "$file" "$(track 02 AUDIO 00:04:00)"
echo '# an index where the next track begins, equal to the one before, before it, and past the end of the file'
say "$file" "$(track 01 AUDIO 00:00:00)" '    INDEX 02 00:05:00' "$(track 02 AUDIO 00:05:00)"
say "$file" "$(track 01 AUDIO 00:00:00)" '    INDEX 02 00:00:00' '    INDEX 03 00:05:00' '    INDEX 04 00:04:00'
say "$file" "$(track 01 AUDIO 00:00:00)" '    INDEX 02 00:05:00' '    INDEX 03 00:11:00'
echo '# a track past the end of the file, of audio and of data'
say "$file" "$(track 01 AUDIO 00:00:00)" "$(track 02 AUDIO 00:12:00)"
say "$file" "$(track 01 MODE1/2352 00:00:00)" "$(track 02 AUDIO 00:12:00)"
echo '# the type of the disc, after a remark and before everything'
say 'REM x' CD_ROM_XA "$file" "$(track 01 AUDIO 00:00:00)"
say CD_DA "$file" "$(track 01 AUDIO 00:00:00)"
echo '# a mode that a ripper writes for data it did not read'
say "$file" "$(track 01 MODEx/2xxx 00:00:00)"
