#!/usr/bin/env bash
# Error messages say what was probably meant, and what to do.
tone --sectors 400 a.wav
tone --format raw-le --sectors 400 --seed 3 a.bin
tone --format raw-le --frames 1000 --seed 3 odd.bin
head -c 40960 /dev/zero >user.bin
mkdir album
for words in burn verify split ifno extrct a.wav no/such.cue zzz 'info --joson a.wav' 'author --forse' 'help chekc'; do
    # shellcheck disable=SC2086
    redbook $words 2>&1 | head -n 1
done
redbook info album
for bin in a.bin odd.bin user.bin; do redbook info $bin; done
printf 'Input Sheet Version = 0.7T\nText Code           = 8859\n' >album.txt
redbook info album.txt
redbook author a.wav -o no/such/out.cue
redbook author -q a.wav -o new.cue && redbook author a.wav -o new.cue
redbook convert new.cue -o no/new.toc
redbook extract new.cue -o no/tracks
redbook extract -q new.cue -o tracks && redbook extract new.cue -o tracks
redbook text new.cue -o no/new.cdt
if [ -x "$B/redbook-burn" ]; then
    for words in author wirte new.cue; do redbook-burn $words 2>&1 | head -n 1; done
else
    printf '%s\n' "redbook-burn: unknown command 'author': use 'redbook author'" "redbook-burn: unknown command 'wirte': did you mean 'write'?" \
        "redbook-burn: unknown command 'new.cue': use 'redbook-burn plan new.cue' to look at a file"
fi
exit 0
