#!/usr/bin/env bash
# --rename of a sheet in an encoding that only --encoding states: the new names are in it, and it is read again with it.
tone --kind noise --sectors 400 x.bin
printf 'FILE "x.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >x.cue
redbook match --write-entry x.cue | sed 's/game name="x"/game name="Müller"/' >m.dat
list() { find . -name '*.bin' | sort && grep -h FILE ./*.cue | od -An -c | head -2; }
try() { # ENCODING
    echo "$1"
    printf 'REM \201\204\nFILE "caf\202.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >y.cue && mv ./*.bin café.bin
    redbook match -q --encoding "$1" --dat m.dat --rename y.cue >/dev/null
    echo "exit $?" && list
    redbook compare -q --encoding "$1" Müller.cue Müller.cue && rm Müller.cue
}
rm x.cue
try CP850
# é is another byte here, and the name is found by what it is in other encodings only.
printf 'REM\nFILE "caf\303\251.bin" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n' >y.cue && mv ./*.bin "cafÃ©.bin"
redbook match -q --encoding Latin-1 --dat m.dat --rename y.cue >/dev/null
echo "exit $?" && list
# A name that the encoding does not have.
sed -i 's/Müller/夏/' m.dat
redbook match -q --encoding Latin-1 --dat m.dat --rename Müller.cue >/dev/null
echo "exit $?" && list
